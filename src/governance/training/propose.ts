/** Reads an export of a training system (C-08) and stores what it proposes; nothing counts before a person's yes. */

import { findStudentData } from '../../app/student-data.ts';
import { type OneTable, oneTable } from '../../app/tables/one-table.ts';
import type { Temporal } from '../../kernel/clock.ts';
import type { Policy } from '../../policy/policy.ts';
import type { Store } from '../../store/store.ts';
import { readTime } from './rules/clock-time.ts';
import { judgeLog } from './rules/completion.ts';
import {
  type Columns,
  columnsOf,
  courseOfTitle,
  isCompleted,
  type PdField,
  type PdMapping,
  readDate,
} from './rules/pd-export.ts';
import {
  addImport,
  importByDigest,
  knownCompletions,
  type Proposal,
  savedMapping,
  saveMapping,
  staffByEmail,
} from './store/imports.ts';

export type Proposed =
  | {
      readonly kind: 'proposed';
      readonly id: string;
      readonly counts: PdCounts;
      readonly notes: readonly string[];
    }
  | { readonly kind: 'known' }
  | { readonly kind: 'no-column'; readonly missing: readonly PdField[]; readonly header: readonly string[] }
  | { readonly kind: 'several-files'; readonly count: number }
  | { readonly kind: 'too-long'; readonly most: number };

export interface PdCounts {
  readonly rows: number;
  readonly proposed: number;
  readonly alreadyKnown: number;
  readonly notCompleted: number;
  readonly unknownPeople: number;
  readonly unknownCourses: number;
  readonly faulty: number;
}

/** A file of more rows is no year's trainings, and must be cut. */
const mostRows = 50_000;
/** A year of a large district's trainings is one transaction: all of it or nothing. */
const writingMs = 120_000;
/** Titles and lines named in the notes. */
const mostNamed = 10;

/** `mapping` is what was said now; it is kept with what was said before. Throws TableFault for a file that is no table. */
export async function proposeFromExport(
  { store, policy }: { readonly store: Store; readonly policy: Policy },
  path: string,
  said: PdMapping,
  now: Temporal.Instant,
): Promise<Proposed> {
  const table = await oneTable(path);
  if ('files' in table) return { kind: 'several-files', count: table.files };
  const { name, header, digest } = table;
  if (await importByDigest(store, digest)) return { kind: 'known' };
  const before = await savedMapping(store);
  const mapping: PdMapping = {
    columns: { ...before.columns, ...said.columns },
    courses: { ...before.courses, ...said.courses },
  };
  const found = columnsOf(header, mapping);
  if ('missing' in found) return { kind: 'no-column', missing: found.missing, header };
  const reading = await readRows({ store, policy, mapping, now }, table, found.columns);
  if (reading.counts.rows > mostRows) return { kind: 'too-long', most: mostRows };
  const id = await store.transact(
    { personId: null, surface: 'cli', now },
    async (tx) => {
      await saveMapping(tx, mapping);
      return addImport(tx, {
        fileName: name.slice(0, 200),
        digest,
        counts: { ...reading.counts },
        proposals: reading.proposals,
      });
    },
    { timeoutMs: writingMs },
  );
  return { kind: 'proposed', id, counts: reading.counts, notes: reading.notes };
}

interface Desk {
  readonly store: Store;
  readonly policy: Policy;
  readonly mapping: PdMapping;
  readonly now: Temporal.Instant;
}

async function readRows(
  desk: Desk,
  { name: fileName, rows }: OneTable,
  columns: Columns,
): Promise<{
  readonly counts: PdCounts;
  readonly proposals: readonly Proposal[];
  readonly notes: readonly string[];
}> {
  const { store, policy, mapping, now } = desk;
  const { courses } = policy.pack.training;
  const staff = await staffByEmail(store);
  const known = new Set(await knownCompletions(store));
  const today = policy.calendar.localDay(now).toString();
  const counts = {
    rows: 0,
    proposed: 0,
    alreadyKnown: 0,
    notCompleted: 0,
    unknownPeople: 0,
    unknownCourses: 0,
    faulty: 0,
  };
  const proposals: Proposal[] = [];
  const strangeTitles = new Map<string, number>();
  const faultyLines: number[] = [];
  for await (const { line, cells } of rows) {
    counts.rows += 1;
    if (counts.rows > mostRows) break;
    const cell = (field: PdField) => {
      const at = columns[field];
      return at === undefined ? undefined : (cells[at] ?? '').trim();
    };
    if (!isCompleted(cell('status'))) {
      counts.notCompleted += 1;
      continue;
    }
    const person = staff.get((cell('email') ?? '').toLowerCase());
    if (!person) {
      counts.unknownPeople += 1;
      continue;
    }
    const title = cell('title') ?? '';
    const course = courseOfTitle(title, mapping, courses);
    if (!course) {
      counts.unknownCourses += 1;
      strangeTitles.set(title, (strangeTitles.get(title) ?? 0) + 1);
      continue;
    }
    const completedOn = readDate(cell('date') ?? '');
    const words = { location: cell('location') ?? '', agenda: cell('agenda') ?? title };
    const fits =
      completedOn !== undefined &&
      judgeLog({ completedOn, today, hireDate: person.hireDate, before: [] }) === undefined &&
      findStudentData(`${words.location} ${words.agenda}`).length === 0;
    if (!fits || completedOn === undefined) {
      counts.faulty += 1;
      faultyLines.push(line);
      continue;
    }
    const key = `${person.id} ${course} ${completedOn}`;
    if (known.has(key)) {
      counts.alreadyKnown += 1;
      continue;
    }
    known.add(key);
    counts.proposed += 1;
    proposals.push({
      ...{ personId: person.id, roleThen: person.jobTitle, course, completedOn },
      startsAt: readTime(cell('time') ?? ''),
      texts: {
        ...(words.location ? { location: words.location.slice(0, 200) } : {}),
        ...(words.agenda ? { agenda: words.agenda.slice(0, 1000) } : {}),
        evidence: `${fileName.slice(0, 150)}, line ${line}`,
      },
    });
  }
  return { counts, proposals, notes: notesOf(strangeTitles, faultyLines) };
}

function notesOf(
  strangeTitles: ReadonlyMap<string, number>,
  faultyLines: readonly number[],
): readonly string[] {
  const titles = [...strangeTitles].sort(([, a], [, b]) => b - a).slice(0, mostNamed);
  return [
    ...titles.map(
      ([title, count]) =>
        `“${title.slice(0, 80)}” (${count}) is no training of the plan: say which with --course "${title.slice(0, 80)}=…"`,
    ),
    ...(faultyLines.length > 0
      ? [
          `${faultyLines.length} lines have a date that cannot be read, lies in the future or before the hiring, or words that look like student data: ${faultyLines.slice(0, mostNamed).join(', ')}${faultyLines.length > mostNamed ? ', …' : ''}`,
        ]
      : []),
  ];
}
