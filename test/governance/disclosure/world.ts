/** The district of stories about data requests, with every room that what is sent hangs on. */
import type { Person } from '../../../src/app/person.ts';
import type { Card } from '../../../src/chat/card.ts';
import type { RawValues } from '../../../src/chat/form.ts';
import type { Reply } from '../../../src/chat/interaction.ts';
import { features } from '../../../src/governance/features.ts';
import { meetObligation } from '../../../src/governance/people/store/obligations.ts';
import { runJob } from '../../../src/jobs/run-job.ts';
import { Temporal } from '../../../src/kernel/clock.ts';
import type { Facts } from '../../../src/store/tx.ts';
import { drawNotice } from '../../support/draw-notice.ts';
import { frontDoor } from '../../support/front-door.ts';
import { arrange, askAs, sceneOf } from '../../support/people.ts';
import { type District, filed, fills, fulfilment, givenDistrict, mark, presses } from '../requests/world.ts';

export async function givenWholeDistrict(): Promise<District> {
  const district = await givenDistrict();
  const world = { ...district.world, features: [...features] };
  return { ...district, world, door: frontDoor(world) };
}

/** Signed and trained; on the list too unless told otherwise. */
export async function clear(district: District, who: Person, onTheList = true): Promise<void> {
  const metOn = Temporal.PlainDate.from('2026-08-20');
  await arrange(district.store, async (tx) => {
    for (const duty of ['nda', 'fundamentals'])
      await meetObligation(tx, { personId: who.id, duty, metBy: `paper:${duty}`, metOn, way: 'paper' });
    await tx.db.person.update({ where: { id: who.id }, data: { dataAccess: onTheList } });
  });
}

/** Claimed, prepared and classified low, so that Send comes next. */
export async function readyToSend(
  district: District,
  more: RawValues = {},
  who: Person = district.people.asker,
): Promise<string> {
  const { steward, coordinator } = district.people;
  const id = await filed(district, who, more);
  await presses(district, steward, id, 'Claim');
  await fills(district, steward, id, 'Fulfil', fulfilment);
  await fills(district, coordinator, id, 'Set the risk level', { level: 'low', reason: 'As the plan says.' });
  return id;
}

/** Data about students by a route of its own, authorised, made and checked: Send comes next. */
export async function studentDataReady(
  district: District,
  more: RawValues,
  who: Person = district.people.asker,
): Promise<string> {
  const { steward, second, manager } = district.people;
  const id = await filed(district, who, { pii: 'yes', ...more });
  await fills(district, manager, id, 'Authorise', {});
  await presses(district, steward, id, 'Claim');
  await fills(district, steward, id, 'Fulfil', { ...fulfilment, mark });
  await fills(district, second, id, 'Pass', { mark, ask_complementary: 'yes', ask_differencing: 'yes' });
  return id;
}

/** What somebody's latest notice of a kind says now. */
export async function noticeFor(district: District, who: Person, notice: string): Promise<Card | undefined> {
  const row = await district.store.db.outbox.findFirstOrThrow({
    where: { notice, personId: who.id },
    orderBy: { madeAt: 'desc' },
  });
  const ask = await askAs(district.world, who.id);
  const offered = features.flatMap(({ notices = [] }) => notices);
  return drawNotice(offered, notice, ask, { caseId: row.caseId ?? undefined, facts: row.facts as Facts });
}

export async function toldOf(district: District, notice: string): Promise<readonly string[]> {
  const rows = await district.store.db.outbox.findMany({ where: { notice } });
  return rows.map(({ personId }) => personId ?? 'outsider');
}

/** The page or file, as text. */
export async function page(
  district: District,
  who: Person,
  document: string,
  subject: Readonly<Record<string, string>> = {},
): Promise<string> {
  const reply = await district.door.does(who.id, { kind: 'document', document, subject });
  return reply.kind === 'document' ? JSON.stringify(reply.document) : '';
}

export function wordsOf(reply: Reply | Card | undefined): string {
  return JSON.stringify(reply ?? '');
}

export async function runs(district: District, name: string): Promise<readonly string[]> {
  const job = features.flatMap(({ jobs = [] }) => jobs).find((one) => one.name === name);
  if (!job) throw new Error(`there is no job ${name}`);
  const { store, clock, world } = district;
  const ran = await runJob({ store, scene: sceneOf(world), clock }, job, clock.now());
  return ran.did;
}
