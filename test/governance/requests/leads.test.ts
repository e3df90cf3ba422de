/** What a notice says first when the case has moved on: one sentence of what happened, and nothing that calls to act. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { leads } from '../../../src/governance/requests/cards/leads.ts';
import { feature } from '../../../src/governance/requests/feature.ts';
import type { Facts } from '../../../src/store/tx.ts';
import { drawNotice } from '../../support/draw-notice.ts';
import { askAs } from '../../support/people.ts';
import { type District, filed, fills, fulfilment, givenDistrict, presses, row } from './world.ts';

let district: District;
let id: string;
let facts: Facts = {};

async function lead(notice: string, who: keyof District['people']): Promise<string> {
  const ask = await askAs(district.world, district.people[who].id);
  const [first] = (await drawNotice(feature.notices, notice, ask, { caseId: id, facts }))?.blocks ?? [];
  return first?.kind === 'note' ? first.text : '';
}

beforeAll(async () => {
  district = await givenDistrict();
  const { steward, coordinator } = district.people;
  id = await filed(district);
  const { steps } = await row(district, id);
  const before = [await lead('request.asked', 'steward'), await lead('request.to-classify', 'coordinator')];
  expect(before.join(' ')).toMatch(/Whoever claims it first, prepares it\..*needs its risk level/);
  await presses(district, steward, id, 'Claim');
  await fills(district, steward, id, 'Ask the requester', { question: 'Which?' });
  const [question] = await district.store.db.requestQuestion.findMany();
  facts = {
    release: 1,
    by: steward.id,
    fulfilled: true,
    stay: steps[0]?.id ?? null,
    question: question?.id ?? null,
  };
  expect(await lead('request.question', 'asker')).toContain('waits for the answer');
  await fills(district, steward, id, 'Record the answer', { answer: 'All.' });
  await fills(district, steward, id, 'Fulfil', fulfilment);
  await fills(district, coordinator, id, 'Set the risk level', { level: 'low', reason: 'Aggregate.' });
  await fills(district, steward, id, 'Send', { method: 'sftp' });
  await fills(district, steward, id, 'Recall', { reason: 'Counted twice.' });
  await fills(district, steward, id, 'Fulfil', fulfilment);
  await fills(district, steward, id, 'Send', { method: 'sftp' });
  await presses(district, steward, id, 'Close');
});
afterAll(() => district.database.drop());

/** What ended in another way than this case did has a lead of its own, which still holds. */
const otherEnds = ['request.declined', 'request.denied', 'request.withdrawn', 'request.public'];

describe('drawn again after the case was closed', () => {
  it.each(Object.keys(leads).filter((notice) => !otherEnds.includes(notice)))(
    '%s says in one sentence what happened then and calls nobody to act',
    async (notice) => {
      const text = await lead(notice, 'steward');
      expect(text).toMatch(/^[^.?!]+\.$/);
      expect(text).toMatch(/\b(was|were|had|has left|came|asked|put|handed|received|named|marked)\b/);
      expect(text).not.toMatch(/please|whoever claims|needs|waits|decline it|being made|can’t/i);
    },
  );
});

it('a replacement that is in use still asks to use nothing else', async () => {
  facts = { ...facts, release: 2 };
  expect(await lead('request.sent', 'asker')).toContain('please use only these');
});
