/** "Next:" speaks to whoever reads it, says all that is open, and after the end what can still be done. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { yours } from '../../../src/governance/requests/cards/next.ts';
import { allSteps } from '../../../src/governance/requests/rules/workflow.ts';
import { planOnce } from '../../support/policy.ts';
import { cardFor, type District, filed, fills, fulfilment, givenDistrict, presses } from './world.ts';

let district: District;
beforeAll(async () => {
  district = await givenDistrict();
});
afterAll(() => district.database.drop());

async function last(who: keyof District['people'], id: string): Promise<string> {
  const block = (await cardFor(district, district.people[who], id))?.blocks.at(-1);
  return block?.kind === 'note' ? block.text : '';
}

it('R063: unclaimed and unclassified says both, and speaks to each who may act', async () => {
  const id = await filed(district);
  expect(await last('steward', id)).toBe(
    'Your turn: claim it. It waits for Sven Second too. Also: the risk level is set by Cora Coordinator. Nothing is sent before that.',
  );
  expect(await last('coordinator', id)).toMatch(
    /^Next: you set the risk level\. Nothing is sent before that\. Meanwhile: A data steward claims it\. It waits for S\w+ S\w+ or S\w+ S\w+\.$/,
  );
  expect(await last('asker', id)).toMatch(
    /^Next step: A data steward claims it\. It waits for .*\. Also: the risk level is/,
  );
});

it('a question and a level that are both open are both said, to whoever answers and to whoever sets it', async () => {
  const { steward } = district.people;
  const id = await filed(district);
  await presses(district, steward, id, 'Claim');
  await fills(district, steward, id, 'Ask the requester', { question: 'Which?' });
  expect(await last('asker', id)).toMatch(/^Next: you answer the question\..*Also: the risk level is set by/);
  expect(await last('coordinator', id)).toMatch(
    /^Next: you set the risk level\..*Meanwhile: Asta Asker answers the question\./,
  );
});

it('a closed request offers recall to whoever may, and tells the others whom to tell', async () => {
  const { steward, coordinator } = district.people;
  const id = await filed(district);
  await presses(district, steward, id, 'Claim');
  await fills(district, steward, id, 'Fulfil', fulfilment);
  expect(await last('coordinator', id)).toBe('Next: you set the risk level. Nothing is sent before that.');
  await fills(district, coordinator, id, 'Set the risk level', { level: 'low', reason: 'Aggregate.' });
  expect(await last('steward', id)).toBe('Your turn: send it to the requester.');
  await fills(district, steward, id, 'Send', { method: 'sftp' });
  await presses(district, steward, id, 'Close');
  expect(await last('steward', id)).toBe(
    'The request has ended. It can still be recalled if something in it proves wrong.',
  );
  expect(await last('asker', id)).toBe(
    'The request has ended. If something in it proves wrong, tell Stina Steward.',
  );
});

it('a withdrawn request is over', async () => {
  const id = await filed(district);
  await fills(district, district.people.asker, id, 'Withdraw', {});
  expect(await last('coordinator', id)).toBe('The request has ended; nothing more will happen with it.');
});

it('every step of a plan that somebody takes has words for whoever takes it: a small letter first, no full stop', async () => {
  for (const name of ['legacy-ut', 'westford-ma']) {
    const steps = allSteps((await planOnce(name)).pack.data_requests);
    expect(steps.length).toBeGreaterThan(0);
    for (const step of steps) expect(yours(step)).toMatch(/^[a-z].*[^.]$/);
  }
});
