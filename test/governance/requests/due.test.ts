/** By when a step is due, on the card, on its path and in the lists; late ones are marked. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { tasksOf } from '../../../src/governance/requests/tasks.ts';
import { askAs } from '../../support/people.ts';
import { cardFor, type District, filed, fills, givenDistrict, morning, presses, row } from './world.ts';

let district: District;
let id: string;
beforeAll(async () => {
  district = await givenDistrict();
});
afterAll(() => district.database.drop());
beforeEach(async () => {
  district.clock.set(morning);
  id = await filed(district);
});

// Filed on Wed Nov 18; a claim may last two working days.
const due = 'due November 20, 2026';
const afterwards = '2026-11-23T16:00:00Z';

async function cardText() {
  return JSON.stringify(await cardFor(district, district.people.steward, id));
}

async function listed(word: string) {
  const card = await district.door.types(district.people.asker.id, `/data-request ${word}`);
  return JSON.stringify(card);
}

async function myTask() {
  const tasks = await tasksOf(await askAs(district.world, district.people.steward.id));
  return tasks.find(({ action }) => action?.kind === 'run' && action.payload.id === id);
}

describe('by when a step is due', () => {
  it('is stored with the step, and said with its rule on the card and on the path', async () => {
    const [stay] = (await row(district, id)).steps;
    // The end of Nov 20 in Utah.
    expect(stay?.dueAt?.toISOString()).toBe('2026-11-21T06:59:59.000Z');
    const text = await cardText();
    expect(text).toContain(`"This step is","value":"${due} (our rule: 003 names no time)"`);
    expect(text).toMatch(new RegExp(`"state":"now","detail":"\\w+ \\w+ or \\w+ \\w+; ${due}"`));
  });

  it('stands on the lists, which are sorted by it', async () => {
    expect(await listed('mine')).toContain(`Asked by Asta Asker, ${due}`);
    expect(await myTask()).toMatchObject({ dueOn: '2026-11-20', late: false });
  });

  it('is marked once it has passed', async () => {
    district.clock.set(afterwards);
    const late = 'late: was due November 20, 2026';
    expect(await cardText()).toContain(late);
    expect(await listed('mine')).toContain(`${late}","tone":"warning"`);
    expect(await myTask()).toMatchObject({ dueOn: '2026-11-20', late: true });
  });

  it('stands still while the requester is asked, and is nobody’s lateness', async () => {
    await presses(district, district.people.steward, id, 'Claim');
    await fills(district, district.people.steward, id, 'Ask the requester', { question: 'Which years?' });
    district.clock.set('2026-12-14T16:00:00Z');
    expect(await cardText()).not.toMatch(/due |late:/);
    expect(await myTask()).not.toHaveProperty('late');
    await fills(district, district.people.asker, id, 'Answer', { answer: 'All of them.' });
    // Five working days were left on Nov 18.
    expect(await cardText()).toContain('due December 21, 2026');
  });
});
