/** Puts a Policy together from pack, overlays and holiday files, and back together from the snapshot a case kept. */
import { z } from 'zod';
import { createCalendar } from '../kernel/calendar.ts';
import { canonicalJson, type Json, sha256 } from '../kernel/hash.ts';
import type { Policy } from './policy.ts';
import { holidaysShape, overlayShape, packShape } from './schema.ts';

/** The files as written, parsed but not interpreted; together they are the plan. */
export interface PolicyFiles {
  readonly pack: Json;
  readonly overlays: readonly Json[];
  readonly holidays: readonly Json[];
}

/** Files that were read and checked already; anything else throws. */
export function buildPolicy(files: PolicyFiles): Policy {
  // Kept in the order as written: later levels are stricter, and the first kind of request is the one that is chosen.
  const kept = { format: 1, ...files };
  const written = packShape.parse(files.pack);
  const pack = fillNames(written, {
    district: written.pack.district,
    district_short: written.pack.district_short,
  });
  const holidays = files.holidays.map((file) => holidaysShape.parse(file));
  const { calendar } = pack;
  return {
    fingerprint: sha256(canonicalJson(kept)),
    pack,
    overlays: files.overlays.map((file) => overlayShape.parse(file)),
    holidaysKnownUntil: holidays.map((file) => file.holidays.until).sort()[0],
    calendar: createCalendar({
      zone: pack.pack.zone,
      workingDays: calendar.working_days,
      holidays: new Set(holidays.flatMap((file) => file.days.map((day) => day.on))),
      quietHours: calendar.quiet_hours,
    }),
    snapshot: JSON.stringify(kept),
  };
}

const snapshotShape = z.object({
  format: z.literal(1),
  pack: z.json(),
  overlays: z.array(z.json()),
  holidays: z.array(z.json()),
});

/**
 * The policy behind a PolicySnapshot row. What the program asks of a plan now and did not then is taken from the plan in
 * force, so that open cases can be read after an upgrade; a plan that says it is left as it is. Throws when the row's
 * text is not one that `buildPolicy` wrote.
 */
export function policyFromSnapshot(text: string, inForce?: Pick<Policy, 'snapshot'>): Policy {
  const kept = readSnapshot(text);
  const fingerprint = sha256(canonicalJson({ ...kept }));
  const today = inForce && readSnapshot(inForce.snapshot).pack;
  const pack = today === undefined ? kept.pack : withWhatIsMissing(kept.pack, today);
  return { ...buildPolicy({ ...kept, pack }), fingerprint, snapshot: text };
}

function readSnapshot(text: string): PolicyFiles & { readonly format: 1 } {
  return snapshotShape.parse(JSON.parse(text)) as PolicyFiles & { readonly format: 1 };
}

/** Missing from where it is required, and only there; deeper things can only be looked for once what holds them is there. */
function withWhatIsMissing(written: Json, today: Json): Json {
  let pack = structuredClone(written) as Json;
  for (let rounds = 0; rounds < mostRounds; rounds += 1) {
    const parsed = packShape.safeParse(pack);
    if (parsed.success) return pack;
    const before = canonicalJson(pack);
    for (const { path } of parsed.error.issues) pack = filled(pack, today, path);
    if (canonicalJson(pack) === before) return pack;
  }
  return pack;
}

/** Sections within sections; no pack is deeper. */
const mostRounds = 10;

/** The same with today's value at this path, if there is none of its own. */
function filled(value: Json | undefined, today: Json | undefined, path: readonly PropertyKey[]): Json {
  const [key, ...rest] = path;
  if (key === undefined) return (value ?? today) as Json;
  if (!isSection(value) || !isSection(today)) return value as Json;
  const name = String(key);
  const inner = filled(value[name], today[name], rest);
  return inner === undefined ? value : { ...value, [name]: inner };
}

function isSection(value: Json | undefined): value is { readonly [key: string]: Json } {
  return value !== undefined && value !== null && typeof value === 'object' && !Array.isArray(value);
}

/** The names that a pack's texts may leave open, as `{district}`. */
export const placeholders = ['district', 'district_short'] as const;

function fillNames<T>(value: T, names: Readonly<Record<(typeof placeholders)[number], string>>): T {
  if (typeof value === 'string') {
    return value.replace(/\{(district|district_short)\}/g, (_, name: keyof typeof names) => names[name]) as T;
  }
  if (Array.isArray(value)) return value.map((item) => fillNames(item, names)) as T;
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, fillNames(item, names)])) as T;
}
