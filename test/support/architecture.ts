/** The house's building regulations as a function: (path, source) -> violations. Proven on bad samples in the test. */
import { parseSync } from 'oxc-parser';

const floors: Readonly<Record<string, number>> = {
  kernel: 0,
  policy: 1,
  chat: 1,
  store: 1,
  app: 2,
  governance: 3,
  platforms: 4,
  jobs: 4,
  cli: 5,
  main: 5,
  config: 5,
};

/** Rooms in their order: one may reach only those before it, and agreements and training not each other. */
export const roomOrder = [
  'people',
  'roster',
  'inventory',
  'agreements',
  'training',
  'duties',
  'supervision',
  'redaction',
  'disclosure',
  'requests',
  'breaches',
  'drills',
];

/** Who may see all rooms: the list of features, and the sample district that furnishes them. */
const seesAllRooms = ['src/governance/features.ts', 'src/governance/sample/'];

/** The unfiltered viewer: sweeps and the delivery worker's bookkeeping, nothing that answers somebody by who they are. */
export const systemViewerAllowed: readonly string[] = [
  'src/app/access.ts',
  'src/jobs/',
  'src/app/delivery/',
  'src/cli/',
  'src/main.ts',
  // The code of a reporter without a name is what opens their report.
  'src/governance/breaches/store/by-code.ts',
];

export const platformFiles = [
  'platform.ts',
  'inbound.ts',
  'card.ts',
  'form.ts',
  'courier.ts',
  'identity.ts',
  'limits.ts',
];

export interface Import {
  readonly from: string;
  readonly names: readonly string[];
}

/** Static imports, type imports, re-exports and dynamic imports with a literal path. */
export function importsOf(path: string, source: string): readonly Import[] {
  const { module } = parseSync(path, source);
  const fixed = module.staticImports.map((one) => ({
    from: one.moduleRequest.value,
    names: one.entries.map((entry) => entry.importName.name ?? '*'),
  }));
  const again = module.staticExports.flatMap((one) =>
    one.entries.flatMap((entry) =>
      entry.moduleRequest ? [{ from: entry.moduleRequest.value, names: ['*'] }] : [],
    ),
  );
  const late = module.dynamicImports.map((one) => ({
    from: source.slice(one.moduleRequest.start, one.moduleRequest.end).replace(/^['"`]|['"`]$/g, ''),
    names: ['*'],
  }));
  return [...fixed, ...again, ...late];
}

/** `src/a/b.ts` + `../c/d.ts` -> `src/c/d.ts`; packages come back as they are. */
export function resolve(path: string, from: string): string {
  if (!from.startsWith('.')) return from;
  const parts = path.split('/').slice(0, -1);
  for (const part of from.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.') parts.push(part);
  }
  return parts.join('/');
}

export function violations(path: string, source: string): readonly string[] {
  const found: string[] = [];
  const here = place(path);
  for (const { from, names } of importsOf(path, source)) {
    const target = resolve(path, from);
    found.push(...packageFence(path, target));
    if (target.startsWith('src/')) found.push(...betweenFiles(path, here, target));
    if (names.includes('systemViewer') && !systemViewerAllowed.some((allowed) => path.startsWith(allowed)))
      found.push('imports systemViewer, which only the listed files may');
  }
  found.push(...inText(path, source));
  return found;
}

interface Place {
  readonly floor: number;
  readonly area: string;
  readonly room: string | undefined;
  /** rules, commands, cards, store or feature within a room. */
  readonly part: string | undefined;
}

function place(path: string): Place {
  const [, area = '', room, part] = path.replace(/\.ts$/, '').split('/');
  return { floor: floors[area] ?? -1, area, room: path.split('/').length > 3 ? room : undefined, part };
}

function betweenFiles(path: string, here: Place, target: string): string[] {
  const there = place(target);
  if (there.area === 'config') return here.floor === 5 ? [] : ['imports config, which only main and cli may'];
  if (there.floor > here.floor) return [`imports ${target}, from a higher floor`];
  const same = here.area === there.area && here.room === there.room;
  if (there.floor === here.floor && here.area !== there.area && here.floor !== 5)
    return [`imports ${target}, another area of its own floor`];
  if (here.area === 'platforms' && there.area === 'platforms' && !same)
    return [`imports ${target}, another platform`];
  if (here.area === 'platforms' && there.area === 'governance')
    return [`imports ${target}: platforms never import governance`];
  if (here.area === 'governance' && there.area === 'governance' && !same)
    return betweenRooms(path, here, there, target);
  if (here.part === 'rules' && here.area === 'governance') return rulesImport(there, target);
  return [];
}

function rulesImport(there: Place, target: string): string[] {
  const pure =
    there.area === 'kernel' ||
    there.area === 'policy' ||
    (there.area === 'governance' && there.part === 'rules');
  return pure ? [] : [`imports ${target}: rules know only kernel, policy and other rules`];
}

function betweenRooms(path: string, here: Place, there: Place, target: string): string[] {
  if (seesAllRooms.some((allowed) => path.startsWith(allowed))) return [];
  const order = roomOrder.indexOf(there.room ?? '') - roomOrder.indexOf(here.room ?? '');
  const siblings = [here.room, there.room].every((room) => room === 'agreements' || room === 'training');
  if (order >= 0 || siblings) return [`imports ${target}, a room that does not stand below it`];
  if (there.part !== 'rules' && there.part !== 'store')
    return [`imports ${target}: rooms meet only in rules and store`];
  if (here.room === 'drills' && there.room === 'breaches' && there.part !== 'rules')
    return [`imports ${target}: an exercise knows only the rules of breaches, and can touch no real case`];
  if (here.part === 'rules') return rulesImport(there, target);
  return [];
}

function packageFence(path: string, target: string): string[] {
  if (target.startsWith('@slack/') && !path.startsWith('src/platforms/slack/'))
    return [`imports ${target} outside platforms/slack`];
  if (target.startsWith('botbuilder') && !path.startsWith('src/platforms/teams/'))
    return [`imports ${target} outside platforms/teams`];
  const prisma = target.startsWith('@prisma/') || target.includes('/generated/') || target === 'pg';
  if (prisma && !underStore(path)) return [`imports ${target} outside a store`];
  return [];
}

function underStore(path: string): boolean {
  return path.split('/').some((part) => part === 'store' || part === 'store.ts');
}

/** What is looked for in the text itself; comments are cut first. */
function inText(path: string, source: string): string[] {
  const code = source.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '');
  const found: string[] = [];
  const fence = (pattern: RegExp, allowed: readonly string[], what: string) => {
    if (pattern.test(code) && !allowed.some((one) => path.startsWith(one))) found.push(what);
  };
  fence(/process\.env\b/, ['src/config.ts'], 'reads process.env outside config.ts');
  fence(/\bnew Date\(\)|\bDate\.now\(|Temporal\.Now\b/, ['src/kernel/'], 'reads the clock outside kernel');
  fence(
    /\brandomUUID\b|\brandomBytes\b|\bMath\.random\b/,
    ['src/kernel/', 'src/platforms/web/assets/'],
    'makes an id outside kernel',
  );
  if (
    /\.db\.\w+\.(find|create|update|delete|count|aggregate|upsert|group)|\$(query|execute)Raw/.test(code) &&
    !underStore(path)
  )
    found.push('speaks to the database outside a store');
  if (path.startsWith('src/governance/drills/')) found.push(...beyondExercises(code));
  if (path.endsWith('/index.ts')) found.push('is a barrel');
  if (!/^(#!.*\n)?\/\*\*/.test(source)) found.push('does not open with a sentence on its job');
  if (source.split('\n').length > 301) found.push('is longer than 300 lines');
  return found;
}

/** An exercise reaches no table but its own: neither by name nor in SQL. */
function beyondExercises(code: string): string[] {
  const tables = [...code.matchAll(/\bdb\s*\.\s*([a-zA-Z]\w*)/g)].map(([, table = '']) => table);
  const raw = [...code.matchAll(/\$(?:query|execute)Raw[^`]*`([^`]*)`/g)].map(([, sql = '']) => sql);
  return [
    ...tables
      .filter((table) => !/^drill[A-Z]?/.test(table))
      .map((table) => `reads or writes ${table}: an exercise has tables of its own`),
    ...raw
      .filter((sql) => /\b(?:from|into|update|join)\s+"?(?!drill\b|drill_)\w+/i.test(sql))
      .map(() => 'names a table in SQL that is none of an exercise’s'),
  ];
}
