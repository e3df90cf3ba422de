/** Forms of an incident, sent by whoever works on it, wherever they were opened from. */
import type { Ask } from '../../../src/app/context.ts';
import type { Person } from '../../../src/app/person.ts';
import type { RawValues } from '../../../src/chat/form.ts';
import type { Reply } from '../../../src/chat/interaction.ts';
import { features } from '../../../src/governance/features.ts';
import type { Facts } from '../../../src/store/tx.ts';
import { drawNotice } from '../../support/draw-notice.ts';
import { askAs } from '../../support/people.ts';
import { presses, reports, type Town } from './world.ts';

/** Opens a form of the incident as its page does, and sends it; what it was answered with, also when it does not open. */
export async function sends(
  town: Town,
  who: Person,
  form: string,
  subject: Readonly<Record<string, string>>,
  values: RawValues,
): Promise<Reply> {
  const opened = await town.door.does(who.id, { kind: 'open-form', form, subject });
  return opened.kind === 'form' ? town.door.sends(who.id, opened.open, values) : opened;
}

/** Taken up by the IT Security Manager, who has called the executive team. */
export async function underway(town: Town, more: RawValues = {}): Promise<string> {
  const { teacher, itsm } = town.people;
  const id = await reports(town, teacher, more);
  await presses(town, itsm, id, 'I look into it');
  await presses(town, itsm, id, 'Call the executive team');
  return id;
}

/** Half past ten in Utah, five minutes after the report. */
export const discoveredThen = '2026-11-20T10:25';

export function breachBy(more: RawValues = {}): RawValues {
  return {
    ruling: 'breach',
    reasons: 'The list reached somebody outside.',
    severity: 'medium',
    discovered: discoveredThen,
    discovered_why: 'The teacher saw it then.',
    ...more,
  };
}

/** Decided by the IT Security Manager with the executive team: the one proposes, the other says yes. */
export async function decidesBreach(town: Town, id: string, more: RawValues = {}): Promise<Reply> {
  const { itsm, executive } = town.people;
  return together(town, [itsm, executive], 'breach.determine', id, breachBy(more));
}

/** The first proposes it, the second says yes; the answer to the last press that was made. */
export async function together(
  town: Town,
  [first, second]: readonly [Person, Person],
  form: string,
  id: string,
  values: RawValues,
): Promise<Reply> {
  const proposed = await sends(town, first, form, { id }, values);
  if (proposed.kind !== 'done' || proposed.tone === 'warning') return proposed;
  return agrees(town, second, id);
}

export async function agrees(town: Town, who: Person, id: string): Promise<Reply> {
  return sends(town, who, 'breach.agree', { id, proposal: await proposalOf(town, id) }, { answer: 'agree' });
}

/** The one that waits, else any. */
export async function proposalOf(town: Town, id: string): Promise<string> {
  const rows = await town.store.db.incidentProposal.findMany({ where: { incidentId: id } });
  return (rows.find(({ state }) => state === 'waits') ?? rows[0])?.id ?? '';
}

/** Says of everybody whom a law still wants told that they need not be. */
export async function closes(town: Town, who: Person, id: string, values: RawValues = {}): Promise<Reply> {
  const opened = await town.door.does(who.id, { kind: 'open-form', form: 'breach.close', subject: { id } });
  if (opened.kind !== 'form') return opened;
  const lines = Object.keys(opened.open.form.fields).flatMap((name) =>
    name.startsWith('how_')
      ? [[name, 'not_owed']]
      : name.startsWith('why_')
        ? [[name, 'Counsel says so.']]
        : [],
  );
  const typed = { summary: 'It is over.', why: 'Done by others.', ...values };
  return town.door.sends(who.id, opened.open, { ...Object.fromEntries(lines), ...typed });
}

export async function tasksOn(town: Town, id: string) {
  return town.store.db.incidentTask.findMany({ where: { incidentId: id }, orderBy: { key: 'asc' } });
}

export async function taskOn(town: Town, id: string, key: string) {
  return town.store.db.incidentTask.findFirstOrThrow({ where: { incidentId: id, key } });
}

/** Who is told of this notice about this incident, in order of ids, each time. */
export async function toldAbout(town: Town, id: string, notice: string): Promise<readonly string[]> {
  const rows = await town.store.db.outbox.findMany({ where: { notice, caseId: id } });
  return rows.map(({ personId }) => personId ?? '').sort();
}

export async function pageOf(town: Town, who: Person, id: string): Promise<string> {
  const page = await town.door.does(who.id, { kind: 'document', document: 'breach.page', subject: { id } });
  return JSON.stringify(page);
}

/** The newest message of this kind to them about it, as they get it now; nothing where it is dropped or was never sent. */
export async function drawnFor(
  town: Town,
  who: Person,
  notice: string,
  id: string,
  on: Ask['surface'] = 'web',
): Promise<string | undefined> {
  const [row] = await town.store.db.outbox.findMany({
    where: { notice, caseId: id, personId: who.id },
    orderBy: { madeAt: 'desc' },
    take: 1,
  });
  if (!row) throw new Error(`${who.name} was never sent ${notice}`);
  const ask = await askAs(town.world, who.id, on);
  const offered = features.flatMap(({ notices = [] }) => notices);
  const card = await drawNotice(offered, notice, ask, { caseId: id, facts: row.facts as Facts });
  return card && JSON.stringify(card);
}
