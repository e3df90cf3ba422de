/** A district in which something happens to its data: who reports, who looks into it, and whom it may concern. */
import type { Ask } from '../../../src/app/context.ts';
import type { Person } from '../../../src/app/person.ts';
import type { Card } from '../../../src/chat/card.ts';
import type { RawValues } from '../../../src/chat/form.ts';
import { encodeToken } from '../../../src/chat/form-token.ts';
import type { Interaction, Reply } from '../../../src/chat/interaction.ts';
import { features } from '../../../src/governance/features.ts';
import { runJob } from '../../../src/jobs/run-job.ts';
import { fixedClock, Temporal } from '../../../src/kernel/clock.ts';
import type { Facts } from '../../../src/store/tx.ts';
import { type TestDatabase, testDatabase } from '../../support/database.ts';
import { drawNotice } from '../../support/draw-notice.ts';
import { type FrontDoor, frontDoor } from '../../support/front-door.ts';
import { askAs, givenPerson, sceneOf, type World } from '../../support/people.ts';
import { legacyPolicy } from '../../support/policy.ts';

export type Town = Awaited<ReturnType<typeof givenTown>>;

export const reportedAt = Temporal.Instant.from('2026-11-20T17:25:41Z');

/** On a database of its own unless one is given. */
export async function givenTown(given?: Pick<TestDatabase, 'store' | 'drop'>) {
  const database = given ?? (await testDatabase());
  const { store } = database;
  const policy = await legacyPolicy();
  const clock = fixedClock(reportedAt.toString());
  const world: World & { features: typeof features } = { store, policy, clock, features: [...features] };
  const chair = await givenPerson(store, {
    name: 'Marguerite Holloway',
    roles: ['board_chair', 'board_member'],
  });
  const head = await givenPerson(store, {
    name: 'Helen Marchetti',
    roles: ['superintendent', 'executive_team'],
    supervisorId: chair.id,
  });
  const itsm = await givenPerson(store, {
    name: 'Piotr Zielinski',
    roles: ['it_security_manager'],
    supervisorId: head.id,
  });
  const executive = await givenPerson(store, { name: 'Ana Bello', roles: ['executive_team'] });
  const principal = await givenPerson(store, { name: 'Rosa Lindqvist', supervisorId: head.id });
  const teacher = await givenPerson(store, { name: 'Tom Abara', supervisorId: principal.id });
  const colleague = await givenPerson(store, { name: 'Ida Krantz', supervisorId: principal.id });
  const manager = await givenPerson(store, { name: 'Noor Haddad', roles: ['student_data_manager'] });
  const people = { chair, head, itsm, executive, principal, teacher, colleague, manager };
  return { ...{ database, store, policy, clock, world, people }, door: frontDoor(world) };
}

/** What a tired teacher fills in. */
export const worry: RawValues = {
  happened: 'I sent the class list to the wrong address.',
  about: 'nobody',
};

/** By name; the incident's id comes back. */
export async function reports(town: Town, who: Person, more: RawValues = {}): Promise<string> {
  const before = new Set(
    (await town.store.db.incident.findMany({ select: { id: true } })).map(({ id }) => id),
  );
  const open = await town.door.opens(who.id, 'breach.report');
  const reply = await town.door.sends(who.id, open, { ...worry, ...more });
  if (reply.kind !== 'done') throw new Error(`not reported: ${JSON.stringify(reply)}`);
  return newest(town, before);
}

/** The one that was not there before. */
export async function newest(town: Town, before: ReadonlySet<string>): Promise<string> {
  const [found] = await town.store.db.incident.findMany({ where: { id: { notIn: [...before] } } });
  if (!found) throw new Error('there is no new incident');
  return found.id;
}

export async function incidentOf(town: Town, id: string) {
  return town.store.db.incident.findUniqueOrThrow({
    where: { id },
    include: { parties: true, subjects: true, events: { orderBy: { seq: 'asc' } } },
  });
}

/** Sends a form that asks for no name, as a page without sign-in does. */
export async function namelessly(door: FrontDoor, form: string, values: RawValues): Promise<Reply> {
  const opened = await door.nobody({ kind: 'open-form', form, subject: {} });
  if (opened.kind !== 'form') throw new Error(`${form} did not open`);
  const submit: Interaction = { kind: 'submit', token: encodeToken(opened.open.token), values };
  return door.nobody(submit);
}

/** The case as it stands for them now; nothing if they may not see it. */
export async function sees(town: Town, who: Person, id: string): Promise<Card | undefined> {
  const reply = await town.door.does(who.id, { kind: 'look', about: { kind: 'incident', id } });
  return reply.kind === 'card' ? reply.card : undefined;
}

/** Who was told, by notice. */
export async function toldOf(town: Town, notice: string): Promise<readonly string[]> {
  const rows = await town.store.db.outbox.findMany({ where: { notice } });
  return rows.map(({ personId }) => personId ?? '').sort();
}

/** What a notice says to them now; nothing where it would be dropped. */
export async function hears(
  town: Town,
  who: Person,
  notice: string,
  id: string,
  facts: Facts = {},
  on: Ask['surface'] = 'web',
): Promise<Card | undefined> {
  const ask = await askAs(town.world, who.id, on);
  return drawNotice(
    features.flatMap(({ notices = [] }) => notices),
    notice,
    ask,
    { caseId: id, facts },
  );
}

export async function runs(town: Town, name: string): Promise<readonly string[]> {
  const job = features.flatMap(({ jobs = [] }) => jobs).find((one) => one.name === name);
  if (!job) throw new Error(`there is no job ${name}`);
  const { store, clock, world } = town;
  // What such a job did is said nowhere else.
  const { discreet: _, ...saying } = job;
  return (await runJob({ store, scene: sceneOf(world), clock }, saying, clock.now())).did;
}

export function wordsOf(shown: unknown): string {
  return JSON.stringify(shown ?? '');
}

/** Presses the button of this label on the case as it stands for them. */
export async function presses(town: Town, who: Person, id: string, label: string): Promise<Reply> {
  const card = await sees(town, who, id);
  const action = card?.actions.find((one) => one.label === label);
  if (action?.kind !== 'run') throw new Error(`no button “${label}” on ${wordsOf(card)}`);
  return town.door.presses(who.id, action.id, action.payload);
}

/** Opens the form behind the button of this label and sends it. */
export async function fills(
  town: Town,
  who: Person,
  id: string,
  label: string,
  values: RawValues,
): Promise<Reply> {
  const card = await sees(town, who, id);
  const action = card?.actions.find((one) => one.label === label);
  if (action?.kind !== 'open-form') throw new Error(`no form “${label}” on ${wordsOf(card)}`);
  const open = await town.door.opens(who.id, action.form, action.subject);
  return town.door.sends(who.id, open, values);
}
