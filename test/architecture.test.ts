import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { platformFiles, roomOrder, violations } from './support/architecture.ts';

const root = join(import.meta.dirname, '..');

function sourceFiles(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .filter((path) => !path.startsWith('src/store/generated/'))
    .sort();
}

function folders(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);
}

const files = sourceFiles('src');
const read = (path: string) => readFileSync(join(root, path), 'utf8');

describe('the house', () => {
  it('keeps to its floors, rooms and fences in every file', () => {
    const found = files.flatMap((path) => violations(path, read(path)).map((what) => `${path}: ${what}`));
    expect(found).toEqual([]);
  });

  it('has short files: half of them under 80 lines', () => {
    const lengths = files.map((path) => read(path).split('\n').length).sort((a, b) => a - b);
    expect(lengths[Math.floor(lengths.length / 2)]).toBeLessThan(80);
  });

  it('has the same required files in every platform', () => {
    for (const platform of folders('src/platforms'))
      for (const file of platformFiles)
        expect(existsSync(join(root, 'src/platforms', platform, file)), `${platform}/${file}`).toBe(true);
  });

  it('lists every room that has a feature, in the order in which rooms may reach one another', () => {
    const list = read('src/governance/features.ts');
    const rooms = folders('src/governance').filter((room) =>
      existsSync(join(root, 'src/governance', room, 'feature.ts')),
    );
    for (const room of rooms) {
      expect(list, room).toContain(`./${room}/feature.ts`);
      expect(roomOrder, room).toContain(room);
    }
  });

  it('lets nothing in the store make an instant or an id', () => {
    const schema = read('prisma/schema.prisma').replace(/\/\/.*$/gm, '');
    expect(schema).not.toMatch(/@updatedAt|now\(\)|uuid\(\)|cuid\(\)|autoincrement\(\)|dbgenerated/);
  });
});

describe('each rule of the house catches its bad sample', () => {
  const opening = '/** A job. */\n';
  it.each([
    ['a lower floor reaching up', 'src/kernel/x.ts', "import { a } from '../app/access.ts';", 'higher floor'],
    [
      'the same with a type import',
      'src/chat/x.ts',
      "import type { A } from '../governance/people/rules/x.ts';",
      'higher floor',
    ],
    ['the same with a re-export', 'src/chat/x.ts', "export { A } from '../app/access.ts';", 'higher floor'],
    ['the same with a dynamic import', 'src/store/x.ts', "await import('../app/access.ts');", 'higher floor'],
    ['a neighbour on the same floor', 'src/chat/x.ts', "import { a } from '../store/tx.ts';", 'own floor'],
    [
      'jobs reaching into a platform',
      'src/jobs/x.ts',
      "import { a } from '../platforms/web/card.ts';",
      'own floor',
    ],
    [
      'one platform reaching into another',
      'src/platforms/web/x.ts',
      "import { a } from '../slack/card.ts';",
      'another platform',
    ],
    [
      'a platform that knows governance',
      'src/platforms/web/x.ts',
      "import { a } from '../../governance/people/rules.ts';",
      'never import governance',
    ],
    [
      'rules that touch the store',
      'src/governance/requests/rules/x.ts',
      "import { a } from '../store/x.ts';",
      'rules know only',
    ],
    [
      'rules that touch app',
      'src/governance/requests/rules.ts',
      "import type { A } from '../../app/context.ts';",
      'rules know only',
    ],
    [
      'a room reaching up the order',
      'src/governance/people/commands/x.ts',
      "import { a } from '../../requests/rules.ts';",
      'does not stand below',
    ],
    [
      'siblings',
      'src/governance/agreements/commands/x.ts',
      "import { a } from '../../training/store.ts';",
      'does not stand below',
    ],
    [
      'another room’s commands',
      'src/governance/requests/commands/x.ts',
      "import { a } from '../../people/commands/y.ts';",
      'only in rules and store',
    ],
    [
      'Slack outside its folder',
      'src/app/x.ts',
      "import { App } from '@slack/bolt';",
      'outside platforms/slack',
    ],
    [
      'botbuilder outside its folder',
      'src/platforms/slack/x.ts',
      "import { a } from 'botbuilder';",
      'outside platforms/teams',
    ],
    [
      'Prisma outside a store',
      'src/app/x.ts',
      "import { a } from '../store/generated/client.ts';",
      'outside a store',
    ],
    [
      'a query outside a store',
      'src/governance/people/commands/x.ts',
      'await act.tx.db.person.findMany();',
      'outside a store',
    ],
    ['the environment outside config', 'src/app/x.ts', 'const a = process.env.HOME;', 'process.env'],
    [
      'config outside main and cli',
      'src/platforms/web/x.ts',
      "import type { Config } from '../../config.ts';",
      'only main and cli',
    ],
    ['a clock outside kernel', 'src/app/x.ts', 'const a = Date.now();', 'clock'],
    ['an id outside kernel', 'src/app/x.ts', 'const a = randomUUID();', 'an id'],
    [
      'the unfiltered viewer',
      'src/governance/requests/commands/x.ts',
      "import { systemViewer } from '../../../app/access.ts';",
      'systemViewer',
    ],
    [
      'an exercise that reaches the store of breaches',
      'src/governance/drills/commands/x.ts',
      "import { openIncident } from '../../breaches/store/incidents.ts';",
      'only the rules of breaches',
    ],
    [
      'an exercise that reaches what people do in a breach',
      'src/governance/drills/commands/x.ts',
      "import { change } from '../../breaches/commands/change.ts';",
      'only in rules and store',
    ],
    [
      'an exercise that writes a real case',
      'src/governance/drills/store/x.ts',
      'await tx.db.incident.update({ where: { id } });',
      'tables of its own',
    ],
    [
      'the same in SQL',
      'src/governance/drills/store/x.ts',
      'await tx.db.$executeRaw`update incident set state = 1`;',
      'none of an exercise',
    ],
    ['a barrel', 'src/app/index.ts', '', 'barrel'],
    ['a long file', 'src/app/x.ts', '\n'.repeat(301), 'longer'],
  ])('%s', (_what, path, code, says) => {
    expect(violations(path, opening + code).join('\n')).toContain(says);
  });

  it('a file without its opening sentence', () => {
    expect(violations('src/app/x.ts', 'export const a = 1;')).toEqual([
      'does not open with a sentence on its job',
    ]);
  });

  it('and lets a proper file pass', () => {
    const code = `${opening}import { ok } from '../../../kernel/result.ts';\nimport { a } from '../../people/rules/x.ts';\n// Date.now() in a comment\n`;
    expect(violations('src/governance/requests/rules/x.ts', code)).toEqual([]);
  });
});
