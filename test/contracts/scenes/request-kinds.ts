/** Every kind of data request: who files it, what it rests on, what is owed because of it. */
import type { Person } from '../../../src/app/person.ts';
import type { Card } from '../../../src/chat/card.ts';
import type { RawValues } from '../../../src/chat/form.ts';
import { owedAnswers, owedCopies } from '../../../src/governance/requests/owed-days.ts';
import { Temporal } from '../../../src/kernel/clock.ts';
import type { Scene } from '../scenes.ts';
import type { Stage } from '../stage.ts';
import { claimed, files } from './requests.ts';

const coordinator = 'coordinator_data_stats';
const manager = 'student_data_manager';
const rests = 'Record what it rests on';

/** A day so many days from the one on which the scene is played. */
export function day(stage: Stage, days: number): string {
  const today = stage.world.policy.calendar.localDay(stage.clock.now());
  return Temporal.PlainDate.from(today).add({ days }).toString();
}

const asksFor = (stage: Stage, route: string, values: RawValues = {}) =>
  files(stage, stage.holder('educator', 4), {
    route,
    [`read_${route}`]: true,
    asker: 'outsider',
    outsider_name: 'Olga Outside',
    outsider_email: 'olga@agency.example',
    came_in_on: day(stage, -2),
    ...values,
  });

async function goes(stage: Stage, role: string, card: Card, label: string, values: RawValues = {}) {
  const who = stage.holder(role);
  return stage.does(who, await stage.sees(who, card), label, values);
}

const research = (stage: Stage, values: RawValues = {}) =>
  asksFor(stage, 'researcher', {
    kind_researcher_sponsor: stage.holder('director').id,
    kind_researcher_data_until: day(stage, 200),
    kind_researcher_publish_on: '',
    ...values,
  });

/** One copy is owed soon, one is late, and the next request of the same researcher says so. */
async function papers(stage: Stage): Promise<readonly Person[]> {
  const card = await research(stage, { kind_researcher_publish_on: day(stage, 3) });
  await goes(stage, coordinator, card, 'Plan a publication', { planned_on: day(stage, 18) });
  await stage.runs(owedCopies);
  const next = await research(stage);
  await goes(stage, coordinator, next, 'Correct what was given', {
    ask_sponsor: stage.holder('superintendent').id,
  });
  await goes(stage, coordinator, next, 'Plan a publication', { planned_on: day(stage, 18) });
  await goes(stage, coordinator, next, 'A copy came in', { what: 'received', received_on: day(stage, 0) });
  return [stage.holder('director')];
}

async function ownRecords(stage: Stage): Promise<readonly Person[]> {
  const soon = await asksFor(stage, 'own_record', { came_in_on: day(stage, -40) });
  await asksFor(stage, 'own_record', { came_in_on: day(stage, -60) });
  await stage.runs(owedAnswers);
  await goes(stage, manager, soon, rests);
  const held = await claimed(stage, soon);
  await stage.does(held.who, await stage.sees(held.who, held.card), 'Fulfil');
  await goes(stage, manager, soon, 'Authorise');
  return [];
}

async function agenciesAndVendors(stage: Stage): Promise<readonly Person[]> {
  const agency = await asksFor(stage, 'government', { pii: 'no' });
  await goes(stage, coordinator, agency, rests, { ask_federal: 'no' });
  await goes(stage, coordinator, agency, 'May identify students');
  await goes(stage, coordinator, agency, 'Public-records request');
  const mistaken = await asksFor(stage, 'government', { pii: 'no' });
  await goes(stage, coordinator, mistaken, 'May identify students');
  await goes(stage, manager, mistaken, 'Identifies nobody');
  const vendor = await asksFor(stage, 'vendor', { pii: 'yes' });
  await goes(stage, manager, vendor, rests);
  await goes(stage, manager, vendor, 'Deny');
  return [];
}

/** Each is left where it came to. */
async function otherKinds(stage: Stage): Promise<readonly Person[]> {
  await goes(stage, manager, await asksFor(stage, 'caseworker'), rests);
  await goes(stage, manager, await asksFor(stage, 'subpoena'), rests, { ask_sealed: 'yes' });
  await asksFor(stage, 'subpoena');
  await asksFor(stage, 'directory');
  await files(stage, stage.holder('educator', 4), {
    route: 'internal',
    read_internal: true,
    asker: 'me',
    pii: 'yes',
  });
  const marked = await asksFor(stage, 'general');
  await goes(stage, coordinator, marked, 'Public-records request');
  await goes(stage, coordinator, marked, 'Decline');
  return [];
}

export const kindScenes: readonly Scene[] = [
  { name: 'researchers, their sponsors and what they publish', play: papers },
  { name: 'a parent’s own record, and days on which answers are owed', play: ownRecords },
  { name: 'a government agency and a vendor', play: agenciesAndVendors },
  { name: 'every other kind of data request', play: otherKinds },
];
