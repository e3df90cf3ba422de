/** R040, R075: what should not stand in an incident is blanked by whoever looks into it; nobody else learns of it by that. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { verifyAudit } from '../../../src/store/audit.ts';
import { pageOf, sends, underway } from './deciding.ts';
import { givenTown, incidentOf, type Town, wordsOf } from './world.ts';

let town: Town;
beforeAll(async () => {
  town = await givenTown();
});
afterAll(() => town.database.drop());

async function textOf(id: string, field: string) {
  return town.store.db.caseText.findFirstOrThrow({ where: { caseId: id, field } });
}

const why = { reason: 'identifies_student', sure: true };

it('the desk blanks a text of its incident for good; who and when stands there, and nobody is told', async () => {
  const { itsm, manager } = town.people;
  const id = await underway(town, { happened: 'Lena Ortiz has the list at home.' });
  const before = await town.store.db.outbox.count();
  const text = await textOf(id, 'happened');
  expect(await sends(town, itsm, 'breach.blank', { id }, { text: text.id, ...why })).toMatchObject({
    tone: 'good',
  });
  expect(await textOf(id, 'happened')).toMatchObject({ body: null, blankedById: itsm.id });
  const page = await pageOf(town, itsm, id);
  expect(page).not.toContain('Lena Ortiz');
  expect(page).toContain('Blanked for good: Happened');
  expect(await town.store.db.outbox.count()).toBe(before);
  expect(wordsOf(await town.door.does(manager.id, { kind: 'home' }))).not.toContain('BR-');
  expect(wordsOf(await sends(town, itsm, 'breach.blank', { id }, { text: text.id, ...why }))).not.toContain(
    'for good.',
  );
});

it('the audit trail stays whole, and says what was blanked without the words', async () => {
  const { itsm } = town.people;
  const id = await underway(town, { happened: 'Milo Prewitt lost it.' });
  const text = await textOf(id, 'happened');
  await sends(town, itsm, 'breach.blank', { id }, { text: text.id, ...why });
  expect(await verifyAudit(town.store)).toMatchObject({ ok: true });
  const lines = await town.store.db.$queryRaw<{ line: string }[]>`select line from audit_entry`;
  const said = lines.map(({ line }) => line).join();
  expect(said).toContain('incident.text-blanked');
  expect(said).not.toContain('Milo Prewitt');
});

it('it is not for the team, the reporter, their supervisor, nor whom it concerns', async () => {
  const { itsm, teacher, principal, colleague, executive } = town.people;
  const id = await underway(town);
  const text = await textOf(id, 'happened');
  await sends(town, itsm, 'breach.team', { id }, { people: [colleague.id] });
  await sends(town, itsm, 'breach.subject', { id }, { who: executive.id, reason: 'Her account.' });
  for (const who of [teacher, principal, colleague, executive])
    expect(await sends(town, who, 'breach.blank', { id }, { text: text.id, ...why })).toMatchObject({
      tone: 'warning',
    });
  expect((await textOf(id, 'happened')).body).not.toBeNull();
});

it('a text of another incident is not theirs to blank by way of their own', async () => {
  const { itsm } = town.people;
  const [one, other] = [await underway(town), await underway(town)];
  const text = await textOf(other, 'happened');
  await sends(town, itsm, 'breach.blank', { id: one }, { text: text.id, ...why });
  expect((await textOf(other, 'happened')).body).not.toBeNull();
  expect((await incidentOf(town, one)).events.map(({ what }) => what)).not.toContain('text-blanked');
});
