/** A button stands only before whoever may press it; everybody else reads whose it is, by role and name. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { decidesBreach, sends, underway } from './deciding.ts';
import { onIt, reads, told, writes } from './letters.ts';
import { givenTown, presses, reports, sees, type Town, wordsOf } from './world.ts';

const people = 'utah-2026/individuals';

let town: Town;
beforeAll(async () => {
  town = await givenTown();
});
afterAll(() => town.database.drop());

it('a letter offers “Approve it” and “Let it pass” to those of the plan alone, and names them to others', async () => {
  const { itsm, manager, head } = town.people;
  const id = await underway(town);
  await decidesBreach(town, id);
  await writes(town, itsm, id, people);
  const page = async (who: typeof itsm) =>
    wordsOf(await reads(town, who, 'breach.notice', await onIt(town, id, people)));
  expect(await page(manager)).toContain('breach.notice-approve');
  const others = await page(itsm);
  expect(others).not.toContain('breach.notice-approve');
  expect(others).toContain(`Superintendent (${head.name}) or Student Data Manager (${manager.name})`);
  expect(
    told(await sends(town, itsm, 'breach.notice-approve', await onIt(town, id, people), { read: true })),
  ).toContain(`Student Data Manager (${manager.name})`);
  await writes(town, itsm, id, people, { happened: 'A careless mistake.' });
  expect(await page(manager)).toContain('breach.notice-override');
  expect(await page(itsm)).not.toContain('breach.notice-override');
});

it('calling the executive team asks first, says who that is, and is the desk’s alone', async () => {
  const { teacher, itsm, executive, colleague } = town.people;
  const id = await reports(town, teacher);
  await presses(town, itsm, id, 'I look into it');
  await sends(town, itsm, 'breach.team', { id }, { people: [colleague.id] });
  const card = await sees(town, itsm, id);
  expect(wordsOf(card)).toContain('Not called yet: they do not know of it');
  const action = card?.actions.find(({ label }) => label === 'Call the executive team');
  expect(action).toMatchObject({ confirm: { text: expect.stringContaining('They do not know of it yet') } });
  expect(wordsOf(await sees(town, colleague, id))).not.toContain('breach.call-executives');
  expect(told(await presses(town, itsm, id, 'Call the executive team'))).toContain(executive.name);
  expect(wordsOf(await sees(town, itsm, id))).not.toContain('they do not know of it');
});
