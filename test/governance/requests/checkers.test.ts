/** Who is left to check what was made (R065): told to the Coordinator when it is nobody, or nobody that a message gets to. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { feature } from '../../../src/governance/requests/feature.ts';
import { newId } from '../../../src/kernel/ids.ts';
import { drawNotice } from '../../support/draw-notice.ts';
import { actAs, arrange, askAs } from '../../support/people.ts';
import {
  type District,
  filed,
  fills,
  fulfilment,
  givenDistrict,
  presses,
  protection,
  told,
} from './world.ts';

let district: District;
let id: string;
beforeEach(async () => {
  district = await givenDistrict();
  id = await filed(district);
  const { steward, coordinator } = district.people;
  await presses(district, steward, id, 'Claim');
  await fills(district, steward, id, 'Fulfil', fulfilment);
  await fills(district, coordinator, id, 'Set the risk level', { level: 'medium', reason: 'Small groups.' });
});
afterEach(() => district.database.drop());

const protects = () => fills(district, district.people.steward, id, 'Protect small groups', protection);
const noChecker = async () =>
  (await told(district, id)).filter((line) => line.startsWith('request.no-checker'));

async function leaves(who: keyof District['people']) {
  const { id: personId } = district.people[who];
  await arrange(district.store, (tx) =>
    tx.db.person.update({ where: { id: personId }, data: { status: 'left' } }),
  );
  await actAs(district.world, district.people.stranger.id, async (act) =>
    feature.onPersonLeft?.(act, personId),
  );
}

/** Their newest notice reached nothing. */
async function unreached(personId: string): Promise<void> {
  const at = new Date('2026-11-18T17:00:00Z');
  const never = { state: 'undeliverable', reason: 'They removed the Safekeep app.', attempts: 1 };
  const row = { id: newId(), notice: 'request.asked', personId, facts: {}, madeAt: at, notBefore: at };
  await arrange(district.store, (tx) =>
    tx.db.outbox.create({ data: { ...row, ...never, repeats: 0, stale: false } }),
  );
}

describe('the last who may check it', () => {
  it('R065: leaves while it waits for them: the Coordinator is told at once, not after the usual wait', async () => {
    await protects();
    await leaves('second');
    expect(await noChecker()).toEqual([]);
    await leaves('elsewhere');
    expect(await noChecker()).toEqual(['request.no-checker -> Cora Coordinator']);
    await leaves('asker');
    expect(await noChecker()).toHaveLength(1);
  });

  it('R065: is reached by no message: the Coordinator is told whom to tell another way', async () => {
    await unreached(district.people.second.id);
    await protects();
    expect(await noChecker()).toEqual(['request.no-checker -> Cora Coordinator']);
    const ask = await askAs(district.world, district.people.coordinator.id);
    const card = await drawNotice(feature.notices, 'request.no-checker', ask, { caseId: id, facts: {} });
    expect(JSON.stringify(card)).toContain('a check by Sven Second, and no message gets to them');
    expect(
      await fills(district, district.people.second, id, 'Send back', { reasons: 'Too small.' }),
    ).toMatchObject({ kind: 'done' });
  });

  it('is reached: nobody is told', async () => {
    await protects();
    expect(await noChecker()).toEqual([]);
  });
});
