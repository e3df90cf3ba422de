/** Trainings logged, confirmed and refused, sessions with a code, and an import that waits for a yes. */
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Person } from '../../../src/app/person.ts';
import { proposeFromExport } from '../../../src/governance/training/propose.ts';
import type { Scene } from '../scenes.ts';
import type { Stage } from '../stage.ts';

const day = '2026-11-16';
const manager = 'student_data_manager';

function logs(stage: Stage, who: Person, completed_on = day) {
  return stage.fills(who, 'training.log', {}, { course: 'fundamentals', completed_on, starts_at: '15:30' });
}

async function logged(stage: Stage): Promise<readonly Person[]> {
  const [first, second, third] = [0, 1, 2].map((nth) => stage.holder('educator', nth));
  if (!first || !second || !third) throw new Error('three educators are wanted');
  const keeper = stage.holder(manager);
  const confirmed = await stage.does(keeper, await stage.sees(keeper, await logs(stage, first)), 'Confirm');
  const { about } = await logs(stage, second);
  await stage.fills(keeper, 'training.refuse', { completion: about?.id ?? '' }, {});
  await logs(stage, third);
  await stage.does(keeper, await stage.sees(keeper, confirmed), 'Take back');
  await stage.does(keeper, await stage.sees(keeper, await logs(stage, second)), 'Confirm');
  return [second];
}

async function session(stage: Stage): Promise<readonly Person[]> {
  const trainer = stage.people.find(({ roles }) => roles.includes('supervisor')) ?? stage.plain();
  const values = { course: 'fundamentals', starts_at: '15:30', held_on: '2026-11-18' };
  await stage.fills(trainer, 'training.session', {}, values);
  const { code } = await stage.world.store.db.trainingSession.findFirstOrThrow();
  const pupil = stage.plain();
  await stage.does(pupil, await stage.types(pupil, `/training check-in ${code}`), 'I am here');
  return [trainer];
}

async function imported(stage: Stage): Promise<readonly Person[]> {
  const { store, policy } = stage.world;
  const folder = await mkdtemp(path.join(tmpdir(), 'safekeep-scene-'));
  const file = path.join(folder, 'export.csv');
  const rows = stage.people
    .slice(0, 3)
    .map(({ email }) => `${email},Data Security and Privacy Fundamentals,${day}`);
  await writeFile(file, `Email,Title,Date\n${rows.join('\n')}\n`);
  await proposeFromExport({ store, policy }, file, { columns: {}, courses: {} }, stage.clock.now());
  return [];
}

export const trainingScenes: readonly Scene[] = [
  { name: 'trainings that were logged', play: logged },
  { name: 'a session with a code', play: session },
  { name: 'an export of a training system', play: imported },
];
