/** `/breach anonymous` from an account that nobody has met: it gets the form, and leaves neither a row nor a line in the log. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createDispatch } from '../../../src/app/dispatch.ts';
import { houseFeature } from '../../../src/app/home.ts';
import { createRegistry } from '../../../src/app/registry.ts';
import type { Caller, Interaction, Reply } from '../../../src/chat/interaction.ts';
import { features } from '../../../src/governance/features.ts';
import { createIdentify } from '../../../src/governance/people/identify.ts';
import { createReach } from '../../../src/governance/people/reach.ts';
import { newId } from '../../../src/kernel/ids.ts';
import { createLog } from '../../../src/kernel/log.ts';
import { everyRow } from '../../support/every-row.ts';
import { directoryOf } from '../../support/people.ts';
import { givenTown, type Town, wordsOf } from './world.ts';

let town: Town;
let logged: string[];
let asked: number;
beforeAll(async () => {
  town = await givenTown();
});
afterAll(() => town.database.drop());

/** What the teacher's account on this surface says, whom it has never been seen with. */
async function says(surface: 'slack' | 'teams', interaction: Interaction): Promise<Reply> {
  const { store, policy, clock, world, people } = town;
  logged = [];
  asked = 0;
  const directory = directoryOf(world);
  const dispatch = createDispatch({
    ...{ store, policy, clock, directory, policyOf: async () => policy },
    registry: createRegistry([houseFeature, ...features]),
    reach: createReach(store, clock),
    log: createLog('debug', { write: (line) => void logged.push(line) }),
    identify: createIdentify({ store, clock, directory, zone: policy.pack.pack.zone }),
  });
  const caller: Caller = {
    ...{ kind: 'account', surface, tenant: 'T1', account: `U-${surface}` },
    profile: async () => {
      asked += 1;
      return { addresses: [people.teacher.email ?? ''], standing: 'member' };
    },
  };
  return dispatch({ surface, caller, delivery: newId(), receivedAt: clock.now(), interaction });
}

it.each(['slack', 'teams'] as const)('on %s', async (surface) => {
  const before = await everyRow(town.store);
  for (const text of ['anonymous', ' Anonymous ', 'anonymous please']) {
    const reply = await says(surface, { kind: 'command', name: 'breach', text });
    expect(reply.kind).toBe('form');
    expect(wordsOf(reply)).toContain('breach.anonymous');
    expect(asked).toBe(0);
    expect(logged).toEqual([]);
  }
  expect(await everyRow(town.store)).toEqual(before);
  // So that the account would have been met, had it been looked at.
  await says(surface, { kind: 'command', name: 'breach', text: 'list' });
  expect(asked).toBe(1);
  expect(await everyRow(town.store)).not.toEqual(before);
});
