/** After a breach: its vendor, the post-mortem, what is done about it until somebody is called, the public text, the year. */
import type { Person } from '../../../src/app/person.ts';
import type { RawValues } from '../../../src/chat/form.ts';
import type { Scene } from '../scenes.ts';
import type { Stage } from '../stage.ts';
import { agrees } from './breach-response.ts';
import { reported, reporterOf } from './breaches.ts';
import { day } from './request-kinds.ts';

const word = { text: 'Lists of families went to a wrong address. Please call 555-0110.' };

async function decided(stage: Stage): Promise<{ readonly desk: Person; readonly id: string }> {
  const desk = stage.holder('it_security_manager');
  const about = await reported(stage, reporterOf(stage).teacher, {});
  await stage.does(desk, await stage.sees(desk, about), 'I look into it');
  await stage.does(desk, await stage.sees(desk, about), 'Call the executive team');
  const { id } = about.about;
  await stage.fills(desk, 'breach.determine', { id }, { ruling: 'breach', severity: 'high' });
  await agrees(stage, stage.holder('executive_team'), id);
  return { desk, id };
}

async function afterwards(stage: Stage): Promise<readonly Person[]> {
  const { desk, id } = await decided(stage);
  const head = stage.holder('superintendent');
  const owner = stage.plain(4);
  const { db } = stage.world.store;
  const form = (name: string, values: RawValues, more = {}) =>
    stage.fills(desk, `breach.${name}`, { id, ...more }, values);
  await form('vendor', { confirmed: '2026-11-01T09:00', told: '2026-11-04T08:00', known: '' });
  const { id: vendor } = await db.incidentVendor.findFirstOrThrow({ where: { incidentId: id } });
  await form('learned', { at: '2026-11-02T09:00' }, { vendor });
  const received = { affidavit: 'received', asked_on: '2026-11-02', received_on: '2026-11-03' };
  await form('vendor-repair', received, { vendor });
  await form('review', {});
  await form('referral', { on: day(stage, 0) });
  for (const what of [
    'Lists go by link only.',
    'Old addresses are taken out.',
    'Log-ins are lent to nobody.',
  ])
    await form('action', { what, who: owner.id, due: day(stage, 10) });
  const actions = await db.incidentImprovement.findMany({ where: { incidentId: id } });
  const [one = '', other = ''] = actions.map((action) => action.id);
  await form('action-settle', { outcome: 'done' }, { action: one });
  await form('action-settle', { outcome: 'given', who: stage.plain(5).id }, { action: other });
  await form('public', word);
  await stage.fills(head, 'breach.public-rule', { id }, { ruling: 'approved', why: '' });
  await form('public-posted', { what: 'posted', on: day(stage, 0) });
  const waiting = await decided(stage);
  await stage.fills(waiting.desk, 'breach.public', { id: waiting.id }, word);
  await leftUndone(
    stage,
    [desk, head, owner, stage.plain(5)],
    id,
    actions.map((action) => action.id),
  );
  return [desk, head, owner];
}

/** What is said when nothing is done for long, though nobody waits for that here. */
async function leftUndone(
  stage: Stage,
  people: readonly Person[],
  id: string,
  actions: readonly string[],
): Promise<void> {
  const about = { kind: 'incident', id };
  await stage.tells(people[0] ?? stage.plain(), { notice: 'breach.yours-now', about });
  for (const who of people)
    for (const notice of ['breach.action-due', 'breach.action-left'])
      await stage.tells(who, { notice, about, facts: { actions } });
}

/** What comes round each year, and the day on which it is due. */
async function yearly(stage: Stage): Promise<readonly Person[]> {
  const desk = stage.holder('it_security_manager');
  const job = stage.registry.jobs.get('breach-yearly');
  if (!job) throw new Error('nothing opens what comes round each year');
  await stage.runs(job);
  const rounds = await stage.world.store.db.breachYearly.findMany();
  for (const { id, task } of rounds)
    await stage.tells(desk, { notice: 'breach.yearly', facts: { round: id, task } });
  return [desk];
}

/** Sent in by whoever does it, when everything was looked at. */
async function done(stage: Stage): Promise<readonly Person[]> {
  const desk = stage.holder('it_security_manager');
  await stage.fills(desk, 'breach.yearly', { task: 'resources' }, {});
  return [desk];
}

export const breachAfterScenes: readonly Scene[] = [
  { name: 'after a breach', play: afterwards },
  { name: 'what comes round each year about breaches', play: yearly },
  { name: 'the breach resources are posted', play: done },
];
