/** Writes the files that are made from code, or with `--check` says which are no longer current: `npm run generate`. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { settingsTable } from '../config.ts';
import { placeholders, slackText, teamsText } from './app-manifests.ts';

const root = path.resolve(import.meta.dirname, '../..');
const markers = /(<!-- settings:begin -->\n)[\s\S]*?(\n?<!-- settings:end -->)/;

interface Generated {
  readonly file: string;
  /** From what stands there now: part of a file may be written by hand. */
  readonly make: (now: string) => string;
}

const generated: readonly Generated[] = [
  {
    file: 'README.md',
    make: (now) => now.replace(markers, (_all, begin, end) => `${begin}${settingsTable()}${end}`),
  },
  {
    file: 'manifests/slack/manifest.json',
    make: () => slackText(),
  },
  {
    file: 'manifests/teams/manifest.json',
    make: () => teamsText(placeholders),
  },
];

async function textOf(file: string): Promise<string> {
  return readFile(path.join(root, file), 'utf8').catch(() => '');
}

async function run(check: boolean): Promise<void> {
  for (const { file, make } of generated) {
    const now = await textOf(file);
    const wanted = make(now);
    if (now === wanted) continue;
    if (check) {
      process.stderr.write(`${file} is not current. Run: npm run generate\n`);
      process.exitCode = 1;
      continue;
    }
    await mkdir(path.dirname(path.join(root, file)), { recursive: true });
    await writeFile(path.join(root, file), wanted);
    process.stdout.write(`wrote ${file}\n`);
  }
}

await run(process.argv.includes('--check'));
