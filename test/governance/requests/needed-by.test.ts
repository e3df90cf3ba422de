/** Data needed sooner than the plan's steps allow: said at filing and on the card, and the request goes on all the same. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { saying } from '../../support/front-door.ts';
import { cardFor, type District, filed, filing, fills, givenDistrict, row, told } from './world.ts';

let district: District;
beforeAll(async () => {
  district = await givenDistrict();
});
afterAll(() => district.database.drop());

async function files(more: Parameters<typeof filing>[1]) {
  const { asker } = district.people;
  const open = await district.door.opens(asker.id, 'request.file');
  return district.door.sends(asker.id, open, filing(district, more));
}

const cardText = async (who: keyof District['people'], id: string) =>
  JSON.stringify(await cardFor(district, district.people[who], id));

describe('“needed by”', () => {
  it('too early is said at once, with the earliest day and one reason; it is filed all the same', async () => {
    const reply = await files({ needed_by: '2026-11-25' });
    const text = saying(reply);
    expect(text).toContain(
      'It is needed by November 25, 2026; the earliest day to count on is December 2, 2026, for 3 steps are still to come, as low risk, which it probably is.',
    );
    expect(text).toMatch(/^DR-\d+ is filed\./);
  });

  it('stands once on the card, and the path holds the steps that it is reckoned with', async () => {
    const { asker } = district.people;
    const more = { needed_by: '2026-11-25', detail: 'by_school' };
    const card = await cardFor(district, asker, await filed(district, asker, more));
    expect(JSON.stringify(card).split('earliest day')).toHaveLength(2);
    const path = card?.blocks.find(({ kind }) => kind === 'steps');
    const steps = path?.kind === 'steps' ? path.steps.map(({ label, detail }) => [label, detail]) : [];
    const likely = 'if it is medium risk, as is likely';
    expect(steps).toContainEqual(['The data steward protects small groups', likely]);
    expect(steps).toContainEqual(['The data steward sends it to the requester', undefined]);
  });

  it('that can be met is not spoken of', async () => {
    const text = saying(await files({ needed_by: '2026-12-02' }));
    expect(text).toContain('is filed');
    expect(text).not.toContain('earliest');
  });

  it('is shown to the steward too, and follows the classification, of which whoever asked is told', async () => {
    const { asker, coordinator } = district.people;
    const id = await filed(district, asker, { needed_by: '2026-11-25' });
    expect(await cardText('steward', id)).toContain('the earliest day to count on is December 2, 2026, for');
    const set = await fills(district, coordinator, id, 'Set the risk level', {
      level: 'medium',
      reason: 'Small schools.',
    });
    expect(saying(set)).toContain('the earliest day to count on is December 10, 2026, for');
    expect(await cardText('steward', id)).toContain('the earliest day to count on is December 10, 2026, for');
    expect(await told(district, id)).toContain('request.classified -> Asta Asker');
    expect(await row(district, id)).toMatchObject({ state: 'open' });
  });

  it('whoever asked hears nothing of a level that moves no day of theirs', async () => {
    const { asker, coordinator } = district.people;
    const id = await filed(district, asker, { needed_by: '2027-06-01' });
    await fills(district, coordinator, id, 'Set the risk level', {
      level: 'medium',
      reason: 'Small schools.',
    });
    expect(await told(district, id)).not.toContain('request.classified -> Asta Asker');
  });

  it('fades from the card once the data were sent', async () => {
    const { asker, coordinator, steward } = district.people;
    const id = await filed(district, asker, { needed_by: '2026-11-20' });
    await fills(district, coordinator, id, 'Set the risk level', { level: 'low', reason: 'One figure.' });
    const { number } = await row(district, id);
    expect(number).toBeGreaterThan(0);
    expect(await cardText('steward', id)).toContain('earliest day');
    await district.door.presses(steward.id, 'request.claim', { id, version: '2' });
    await fills(district, steward, id, 'Fulfil', { folder_link: 'https://files.legacy.example/dr/9' });
    await fills(district, steward, id, 'Send', { method: 'sftp' });
    expect(await cardText('steward', id)).not.toContain('earliest day');
  });
});
