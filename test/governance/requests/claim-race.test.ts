/** Two stewards click Claim in the same moment, on a real database; a campaign has them do it a hundred times over HTTP. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { saying } from '../../support/front-door.ts';
import { auditOf, buttons, cardOf, type District, filed, givenDistrict, row, told } from './world.ts';

let district: District;
beforeAll(async () => {
  district = await givenDistrict();
});
afterAll(() => district.database.drop());

const rounds = 30;

it(`${rounds} times over: one winner, one audit entry, one notice; the loser learns who and when`, async () => {
  const { steward, second } = district.people;
  const winners = new Map<string, number>();
  for (let round = 0; round < rounds; round += 1) {
    const id = await filed(district);
    const [claim] = await buttons(district, steward, id);
    if (claim?.kind !== 'run') throw new Error('no Claim button');
    const replies = await Promise.all(
      [steward, second].map(async (who) => ({
        who,
        reply: await district.door.presses(who.id, claim.id, claim.payload),
      })),
    );
    const won = replies.filter(({ reply }) => reply.kind === 'done' && reply.tone === 'good');
    expect(won).toHaveLength(1);
    const winner = won[0]?.who;
    const lost = replies.find(({ who }) => who !== winner)?.reply;
    expect(lost && saying(lost)).toMatch(
      new RegExp(`^${winner?.name} has claimed DR-\\d+ on November 18, 2026 at 9:00 AM[^,]*, so it is taken`),
    );
    expect(lost && cardOf(lost)?.status?.label).toBe(`Claimed by ${winner?.name}`);
    expect(await row(district, id)).toMatchObject({ holderId: winner?.id, version: 2 });
    expect((await auditOf(district, id)).filter((what) => what === 'request.claimed')).toHaveLength(1);
    expect((await told(district, id)).filter((line) => line.includes('request.claimed'))).toEqual([
      'request.claimed -> Asta Asker',
    ]);
    winners.set(winner?.name ?? '', (winners.get(winner?.name ?? '') ?? 0) + 1);
  }
  expect([...winners.values()].reduce((sum, count) => sum + count, 0)).toBe(rounds);
});
