/** A small district for stories about data requests: who asks, who stewards, who decides. */

import type { Person } from '../../../src/app/person.ts';
import type { Card, Payload } from '../../../src/chat/card.ts';
import type { RawValues } from '../../../src/chat/form.ts';
import type { Reply } from '../../../src/chat/interaction.ts';
import { feature } from '../../../src/governance/requests/feature.ts';
import { fixedClock } from '../../../src/kernel/clock.ts';
import { testDatabase } from '../../support/database.ts';
import { frontDoor, saying } from '../../support/front-door.ts';
import { givenCollection, givenPerson } from '../../support/people.ts';
import { legacyPolicy } from '../../support/policy.ts';

/** A Wednesday morning in Utah. */
export const morning = '2026-11-18T16:00:00Z';

export async function givenDistrict() {
  const database = await testDatabase();
  const { store } = database;
  const policy = await legacyPolicy();
  const clock = fixedClock(morning);
  const world = { store, policy, clock, features: [feature] };
  const steward = ['data_steward'];
  const people = {
    asker: await givenPerson(store, { name: 'Asta Asker' }),
    steward: await givenPerson(store, { name: 'Stina Steward', roles: steward }),
    second: await givenPerson(store, { name: 'Sven Second', roles: steward }),
    elsewhere: await givenPerson(store, { name: 'Elsa Elsewhere', roles: steward }),
    coordinator: await givenPerson(store, { name: 'Cora Coordinator', roles: ['coordinator_data_stats'] }),
    manager: await givenPerson(store, { name: 'Mina Manager', roles: ['student_data_manager'] }),
    stranger: await givenPerson(store, { name: 'Nils Nosy' }),
  };
  const collection = await givenCollection(store, {
    name: 'Graduation',
    stewardIds: [people.steward.id, people.second.id],
    definitions: 'Graduate: finished grade 12.',
    businessRules: 'Counted on October 1.',
  });
  const orphan = await givenCollection(store, { name: 'Orphan', stewardIds: [] });
  return { database, store, policy, clock, world, door: frontDoor(world), people, collection, orphan };
}

export type District = Awaited<ReturnType<typeof givenDistrict>>;

export function filing(district: District, more: RawValues = {}): RawValues {
  return {
    route: 'general',
    asker: 'me',
    title: 'Graduation rate',
    question: 'What was the graduation rate of each year?',
    purpose: 'A talk to the board.',
    recipients: 'The board',
    collections: [district.collection],
    detail: 'whole',
    groups: 'All pupils, 2020 to 2026',
    format: 'number',
    interest: 'I prepare the board meeting.',
    report: 'one_off',
    ...more,
  };
}

/** Files through the front door and returns the request's id. */
export async function filed(
  district: District,
  who: Person = district.people.asker,
  more: RawValues = {},
): Promise<string> {
  const open = await district.door.opens(who.id, 'request.file');
  return idOf(await district.door.sends(who.id, open, filing(district, more)));
}

export function idOf(reply: Reply): string {
  const id = cardOf(reply)?.about?.id;
  if (!id) throw new Error(`no case came back: ${saying(reply)}`);
  return id;
}

export function cardOf(reply: Reply): Card | undefined {
  return 'card' in reply ? reply.card : undefined;
}

/** Presses the button with this label on the person's card of the case; fails when it is not there. */
export async function presses(district: District, who: Person, id: string, label: string): Promise<Reply> {
  const action = (await buttons(district, who, id)).find((one) => one.label === label);
  if (action?.kind !== 'run') throw new Error(`${who.name} has no button “${label}”`);
  later(district);
  return district.door.presses(who.id, action.id, action.payload);
}

/** Opens the form behind the button with this label and sends it with what is prefilled and these values. */
export async function fills(
  district: District,
  who: Person,
  id: string,
  label: string,
  values: RawValues,
): Promise<Reply> {
  const action = (await buttons(district, who, id)).find((one) => one.label === label);
  if (action?.kind !== 'open-form') throw new Error(`${who.name} has no form “${label}”`);
  return sends(district, who, action.form, action.subject, values);
}

export async function sends(
  district: District,
  who: Person,
  form: string,
  subject: Payload,
  values: RawValues,
): Promise<Reply> {
  const open = await district.door.opens(who.id, form, subject);
  later(district);
  return district.door.sends(who.id, open, { ...open.form.values, ...values });
}

/** Two steps of a case are never taken at the same moment, and are read in the order of their moments. */
function later({ clock }: District): void {
  clock.set(clock.now().add({ seconds: 1 }));
}

export async function buttons(district: District, who: Person, id: string) {
  return (await cardFor(district, who, id))?.actions ?? [];
}

export async function cardFor(district: District, who: Person, id: string): Promise<Card | undefined> {
  return cardOf(await district.door.presses(who.id, 'request.show', { id }));
}

export async function row(district: District, id: string) {
  return district.store.db.dataRequest.findUniqueOrThrow({
    where: { id },
    include: { steps: true, releases: true },
  });
}

/** Names of the audit entries about a request, oldest first. */
export async function auditOf(district: District, id: string): Promise<readonly string[]> {
  const entries = await district.store.db.auditEntry.findMany({
    where: { line: { contains: id } },
    orderBy: { seq: 'asc' },
  });
  return entries.flatMap(({ line }) => {
    const entry: { what?: string; case?: { id?: string } } = JSON.parse(line);
    return entry.case?.id === id && entry.what ? [entry.what] : [];
  });
}

/** "request.asked -> Stina Steward", in no order. */
export async function told(district: District, id: string): Promise<readonly string[]> {
  const rows = await district.store.db.outbox.findMany({ where: { caseId: id } });
  const names = new Map(Object.values(district.people).map((person) => [person.id, person.name]));
  return rows.map((one) => `${one.notice} -> ${one.personId ? names.get(one.personId) : 'outsider'}`).sort();
}

export const fulfilment = { folder_link: 'https://files.legacy.example/dr/1' };

/** Of the one file that is made in these stories. */
export const mark = 'a1'.repeat(32);

export const protection = { technique: 'suppressed', note: 'Two cells of grade 5 are hidden.', mark };

/** What whoever checks must say, of the same file. */
export const checks = {
  mark,
  ask_small_groups: 'yes',
  ask_complementary: 'yes',
  ask_differencing: 'yes',
};
