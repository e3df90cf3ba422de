/** Student data that got into a text all the same: overruled by its writer, blanked by the Student Data Manager. */
import type { Person } from '../../../src/app/person.ts';
import type { Scene } from '../scenes.ts';
import type { Stage } from '../stage.ts';

async function blanked(stage: Stage): Promise<readonly Person[]> {
  const asker = stage.holder('educator', 1);
  const typed = { asker: 'me', report: 'one_off', purpose: 'For student no 5294471 and the class.' };
  const open = await stage.door.opens(asker.id, 'request.file');
  const marked = await stage.door.sends(asker.id, open, { ...typed });
  if (marked.kind !== 'invalid') throw new Error('the number was not seen');
  const card = await stage.fills(asker, 'request.file', {}, { ...typed, not_a_student: true });
  const manager = stage.holder('student_data_manager');
  const { about } = card;
  if (!about) throw new Error('the request has no card');
  await stage.fills(manager, 'redaction.blank', { ...about }, {});
  return [];
}

export const redactionScenes: readonly Scene[] = [
  { name: 'a text that looks like student data, overruled and blanked', play: blanked },
];
