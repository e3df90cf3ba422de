/** Data about students: held back, given, posted, with terms acknowledged; and everything else that leaves. */
import type { Person } from '../../../src/app/person.ts';
import type { Card } from '../../../src/chat/card.ts';
import type { RawValues } from '../../../src/chat/form.ts';
import { clearanceOf } from '../../../src/governance/disclosure/store/clearance.ts';
import type { Scene } from '../scenes.ts';
import type { Stage } from '../stage.ts';
import { claimed, classifies, files } from './requests.ts';

/** The first person of the sample who is, or is not, cleared for everything. */
async function someone(stage: Stage, cleared: boolean): Promise<Person> {
  const { store, policy } = stage.world;
  const ids = stage.people.map(({ id }) => id);
  const today = policy.calendar.localDay(stage.clock.now()).toString();
  const found = await clearanceOf(store, policy, ids, { today, collectionIds: [] });
  const staff = stage.people.filter(({ roles }) => roles.length === 0 || roles.includes('educator'));
  const one = staff.find(({ id }) => (found.get(id)?.length === 0) === cleared);
  if (!one) throw new Error(`nobody of the sample is ${cleared ? '' : 'not '}cleared`);
  return one;
}

/** Nothing is sent; the one concerned is told, and asks whoever keeps the list. */
async function heldBack(stage: Stage): Promise<readonly Person[]> {
  const asker = await someone(stage, false);
  const { who, card } = await claimed(stage, await files(stage, asker, { detail: 'by_student' }));
  await classifies(stage, card, { level: 'low' });
  await stage.does(who, await stage.sees(who, card), 'Fulfil');
  const id = card.about?.id ?? '';
  const open = await stage.door.opens(who.id, 'request.send', { id });
  const values = {
    ...open.form.values,
    method: 'sftp',
    period_from: '2025-07-01',
    period_until: '2026-06-30',
  };
  await stage.door.sends(who.id, open, values);
  await stage.presses(asker, 'disclosure.ask-custodian', { collections: '' });
  return [asker];
}

interface Given {
  readonly sender: Person;
  readonly lineId: string;
}

/** By a route for data about students, through what the plan wants to be known and authorised, until it is sent. */
async function given(stage: Stage, asker: Person, filing: RawValues, sending: RawValues): Promise<Given> {
  const manager = stage.holder('student_data_manager');
  const card = await files(stage, asker, { detail: 'identified', ...filing });
  const goes = async (who: Person, label: string, values: RawValues = {}): Promise<Card> =>
    stage.does(who, await stage.sees(who, card), label, values);
  const yes = { ask_identity_checked: 'yes', ask_school_official: 'yes', ask_sdpa_compliant: 'yes' };
  await goes(manager, 'Record what it rests on', { ...yes, ask_file_number: 'R-77' });
  const early = filing.route === 'vendor';
  if (early) await goes(manager, 'Authorise');
  const { who: sender } = await claimed(stage, card);
  await goes(sender, 'Fulfil');
  if (early) {
    const checker = await stage.whoCan('data_steward', card, 'Pass');
    await goes(checker, 'Pass', { ask_complementary: 'yes', ask_differencing: 'yes' });
  } else await goes(manager, 'Authorise');
  await goes(sender, 'Send', sending);
  const where = { caseId: card.about?.id ?? '', kind: 'disclosed' };
  const line = await stage.world.store.db.disclosure.findFirstOrThrow({ where });
  return { sender, lineId: line.id };
}

/** To somebody outside: posted, and what they say of the terms is recorded. */
async function toOutsiders(stage: Stage): Promise<readonly Person[]> {
  const manager = stage.holder('student_data_manager');
  const filing = {
    ...{ route: 'caseworker', asker: 'outsider', outsider_name: 'Carla Caseworker' },
    ...{ outsider_email: 'carla@family.example', came_in_on: '2026-11-16' },
  };
  const urgent = { emergency: 'yes', threat: 'A fire in the laboratory.', received_by: [] };
  const first = await given(stage, manager, filing, urgent);
  await stage.presses(manager, 'disclosure.show', { id: first.lineId });
  await stage.presses(manager, 'disclosure.posted', { id: first.lineId });
  const terms = await stage.world.store.db.disclosureTerms.findFirstOrThrow({
    where: { disclosureId: first.lineId },
  });
  await stage.presses(first.sender, 'disclosure.show-terms', { id: terms.id });
  await stage.fills(first.sender, 'disclosure.terms-recorded', { id: terms.id }, { on: '2026-11-18' });
  const second = await given(stage, manager, filing, { received_by: [] });
  return [second.sender];
}

/** Two recipients inside: one has said that they know the terms. */
async function toStaff(stage: Stage): Promise<readonly Person[]> {
  const asker = await someone(stage, true);
  const filing = { route: 'vendor', pii: 'yes' };
  const { lineId } = await given(stage, asker, filing, { received_by: [asker.id] });
  const { id } = await stage.world.store.db.disclosureTerms.findFirstOrThrow({
    where: { disclosureId: lineId },
  });
  await stage.presses(asker, 'disclosure.acknowledge', { id });
  await given(stage, asker, filing, { received_by: [asker.id] });
  return [asker];
}

export const disclosureScenes: readonly Scene[] = [
  { name: 'data about students that are held back', play: heldBack },
  { name: 'data about students that go to somebody outside', play: toOutsiders },
  { name: 'data about students that go to somebody inside', play: toStaff },
];
