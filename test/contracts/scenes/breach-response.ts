/** Incidents that people decided on: one under way with its team, one that was no breach and is looked at again, one closed. */
import type { Person } from '../../../src/app/person.ts';
import type { Card } from '../../../src/chat/card.ts';
import type { RawValues } from '../../../src/chat/form.ts';
import type { Scene } from '../scenes.ts';
import type { Stage } from '../stage.ts';
import { reported, reporterOf } from './breaches.ts';

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

function decides({ desk, executive, id }: Cast, stage: Stage, more: RawValues): Promise<Card> {
  return stage.fills(desk, 'breach.determine', { id }, { with: [executive.id], ...more });
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
  await form('hand-over', { to: executive.id });
  return [desk, executive];
}

async function looksAgain(stage: Stage): Promise<readonly Person[]> {
  const cast = await takenUp(stage);
  await decides(cast, stage, { ruling: 'not_a_breach' });
  await stage.fills(cast.desk, 'breach.reopen', { id: cast.id }, {});
  return [cast.teacher];
}

async function closed(stage: Stage): Promise<readonly Person[]> {
  const cast = await takenUp(stage);
  const { executive, desk, about, id } = cast;
  await decides(cast, stage, { ruling: 'breach' });
  await stage.fills(desk, 'breach.hand-over', { id }, { to: executive.id });
  await stage.does(executive, await stage.sees(executive, about), 'I have taken over');
  await stage.does(desk, await stage.sees(desk, about), 'Close it');
  return [];
}

export const breachResponseScenes: readonly Scene[] = [
  { name: 'a breach that is being answered', play: underWay },
  { name: 'no breach, and looked at again', play: looksAgain },
  { name: 'a breach that is closed', play: closed },
];
