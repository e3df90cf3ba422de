/** Somebody exempted from what they owe, and people named for what only some owe. */
import type { Person } from '../../../src/app/person.ts';
import type { Scene } from '../scenes.ts';
import type { Stage } from '../stage.ts';

async function exempted(stage: Stage): Promise<readonly Person[]> {
  await stage.fills(stage.holder('hr'), 'duties.exempt', {}, { person: stage.plain(2).id, until: '' });
  return [];
}

async function named(stage: Stage): Promise<readonly Person[]> {
  await stage.fills(
    stage.holder('chief_privacy_officer'),
    'duties.name',
    {},
    { people: [stage.plain(2).id] },
  );
  return [];
}

export const dutyScenes: readonly Scene[] = [
  { name: 'an exemption', play: exempted },
  { name: 'people named for a duty', play: named },
];
