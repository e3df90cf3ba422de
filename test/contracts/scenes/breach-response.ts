/** Incidents that people decided on: one under way with its team, one that was no breach and is looked at again, one closed. */
import type { Person } from '../../../src/app/person.ts';
import type { Card } from '../../../src/chat/card.ts';
import type { RawValues } from '../../../src/chat/form.ts';
import type { Scene } from '../scenes.ts';
import type { Stage } from '../stage.ts';
import { reported, reporterOf } from './breaches.ts';
import { day } from './request-kinds.ts';

interface Cast {
  readonly teacher: Person;
  readonly desk: Person;
  readonly executive: Person;
  readonly about: Pick<Card, 'about'>;
  readonly id: string;
}

/** Taken up, with the executive team beside the desk. */
async function takenUp(stage: Stage): Promise<Cast> {
  const { teacher } = reporterOf(stage);
  const desk = stage.holder('it_security_manager');
  const executive = stage.holder('executive_team');
  const about = await reported(stage, teacher, {});
  await stage.does(desk, await stage.sees(desk, about), 'I look into it');
  await stage.does(desk, await stage.sees(desk, about), 'Call the executive team');
  return { teacher, desk, executive, about, id: about.about.id };
}

/** Proposed by the desk, agreed to by the executive. */
async function decides({ desk, executive, id }: Cast, stage: Stage, values: RawValues): Promise<Card> {
  await stage.fills(desk, 'breach.determine', { id }, values);
  return agrees(stage, executive, id);
}

export async function agrees(stage: Stage, who: Person, id: string): Promise<Card> {
  return stage.fills(who, 'breach.agree', await waiting(stage, id), { answer: 'agree' });
}

async function waiting(stage: Stage, id: string) {
  const where = { incidentId: id, state: 'waits' };
  const proposal = await stage.world.store.db.incidentProposal.findFirstOrThrow({ where });
  return { id, proposal: proposal.id };
}

/** One proposes it: taken back, said no to, and at last agreed to by telephone while the desk hears who is missing. */
async function together(stage: Stage): Promise<readonly Person[]> {
  const cast = await takenUp(stage);
  const { desk, executive, about, id } = cast;
  const proposes = () => stage.fills(desk, 'breach.determine', { id }, { ruling: 'breach' });
  await proposes();
  await stage.does(desk, await stage.sees(desk, about), 'Take it back');
  await proposes();
  await stage.fills(executive, 'breach.agree', await waiting(stage, id), { answer: 'object' });
  await proposes();
  const { proposal } = await waiting(stage, id);
  for (const [who, notice] of [
    [executive, 'breach.proposed'],
    [desk, 'breach.decision-waits'],
  ] as const)
    await stage.tells(who, { notice, ...about, facts: { proposal } });
  return [desk, executive];
}

/** Somebody said yes by telephone, and another wrote it down. */
async function byTelephone(stage: Stage): Promise<readonly Person[]> {
  const { desk, executive, id } = await takenUp(stage);
  await stage.fills(desk, 'breach.determine', { id }, { ruling: 'breach' });
  const clerk = stage.holder('executive_team', 1);
  const said = { who: executive.id, how: 'telephone', on: day(stage, 0) };
  await stage.fills(clerk, 'breach.agreed-elsewhere', await waiting(stage, id), said);
  return [executive];
}

async function underWay(stage: Stage): Promise<readonly Person[]> {
  const cast = await takenUp(stage);
  const { desk, executive, id } = cast;
  const form = (name: string, values: RawValues) => stage.fills(desk, `breach.${name}`, { id }, values);
  await form('triage', { people: '120', why: 'The log says so.' });
  await form('team', { people: [stage.plain(3).id] });
  await form('note', {});
  await form('decision', {});
  await form('evidence', { outside: '', holder: desk.id });
  const { id: evidence } = await stage.world.store.db.incidentEvidence.findFirstOrThrow();
  await stage.fills(desk, 'breach.custody', { id, evidence }, { holder: '' });
  await decides(cast, stage, { ruling: 'breach' });
  await form('discovered', {});
  await form('task-add', { who: executive.id, due: '2026-12-18T10:00' });
  const task = await stage.world.store.db.incidentTask.findFirstOrThrow({
    where: { incidentId: id, key: 'contain' },
  });
  await stage.fills(desk, 'breach.task', { id, task: task.id }, { outcome: 'done' });
  const text = await stage.world.store.db.caseText.findFirstOrThrow({
    where: { caseId: id, field: { startsWith: 'task:' } },
  });
  await form('blank', { text: text.id, sure: true });
  await form('hand-over', { to: executive.id });
  return [desk, executive];
}

async function looksAgain(stage: Stage): Promise<readonly Person[]> {
  const cast = await takenUp(stage);
  await decides(cast, stage, { ruling: 'not_a_breach' });
  await stage.fills(cast.desk, 'breach.reopen', { id: cast.id }, {});
  await agrees(stage, cast.executive, cast.id);
  return [cast.teacher];
}

async function closed(stage: Stage): Promise<readonly Person[]> {
  const cast = await takenUp(stage);
  const { executive, desk, about, id } = cast;
  await decides(cast, stage, { ruling: 'breach' });
  await stage.fills(desk, 'breach.hand-over', { id }, { to: executive.id });
  await stage.does(executive, await stage.sees(executive, about), 'I have taken over');
  const clocks = await stage.world.store.db.incidentClock.findMany({ where: { incidentId: id } });
  const notOwed = clocks.map(({ law, clock }) => [`how_${law}_${clock}`, 'not_owed']);
  await stage.does(executive, await stage.sees(executive, about), 'Close it', Object.fromEntries(notOwed));
  return [];
}

export const breachResponseScenes: readonly Scene[] = [
  { name: 'a breach that is being answered', play: underWay },
  { name: 'a breach on which two decide together', play: together },
  { name: 'a breach that somebody agreed to by telephone', play: byTelephone },
  { name: 'no breach, and looked at again', play: looksAgain },
  { name: 'a breach that is closed', play: closed },
];
