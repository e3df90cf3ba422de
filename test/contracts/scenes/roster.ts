/** Roster files in the watched folder: one that is confirmed, one that waits, one that cannot be read. */
import { mkdtemp, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Person } from '../../../src/app/person.ts';
import { watchedFolder } from '../../../src/governance/roster/folder.ts';
import { createLoader } from '../../../src/store/loader.ts';
import type { Scene } from '../scenes.ts';
import type { Stage } from '../stage.ts';

const header = 'Name,Email,Job Title,School';

function rowOf({ name, email, jobTitle, building = '' }: Person): string {
  return [name, email ?? '', jobTitle, building].map((cell) => `"${cell}"`).join(',');
}

async function files(stage: Stage): Promise<readonly Person[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'safekeep-roster-'));
  const load = createLoader(stage.databaseUrl);
  const { jobs: [watching] = [] } = watchedFolder({ folder, load, reader: stage.world.store });
  if (!watching) throw new Error('the watched folder has no job');
  const puts = async (name: string, ...rows: readonly string[]) => {
    const file = path.join(folder, name);
    await writeFile(file, `${rows.join('\n')}\n`);
    const longAgo = new Date(stage.clock.now().epochMilliseconds - 3_600_000);
    await utimes(file, longAgo, longAgo);
    await stage.runs(watching);
  };
  const hr = stage.holder('hr');
  const rows = stage.people.map(rowOf);
  await puts('notes.csv', 'Who,What', 'somebody,something');
  const added = '"Newell Arrival","n.arrival@legacyprep.example","Teacher","Juniper Elementary"';
  await puts('september.csv', header, ...rows.slice(0, -1));
  const refused = await stage.sees(hr, await waiting(stage));
  await stage.does(hr, refused, 'Refuse the file');
  for (const [name, lines] of [
    ['october.csv', [...rows, added]],
    ['november.csv', rows.slice(0, -2)],
  ] as const) {
    await puts(name, header, ...lines);
    const staged = await waiting(stage);
    await stage.fills(hr, 'roster.confirm', { import: staged.about.id }, { gone: 'later' });
    // told where a file is too large to be applied while somebody waits
    await stage.tells(hr, { notice: 'roster.applied', about: staged.about });
  }
  await puts('december.csv', header, ...rows);
  return [hr];
}

async function waiting({ world }: Stage) {
  const { id } = await world.store.db.rosterImport.findFirstOrThrow({ where: { state: 'staged' } });
  return { about: { kind: 'roster-import', id } };
}

export const rosterScenes: readonly Scene[] = [{ name: 'roster files in the watched folder', play: files }];
