/** A district's own copy of a built-in pack, with its name and zone; what it says otherwise stays as it is written. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { type Document, isScalar, parseDocument, visit } from 'yaml';
import { Temporal } from '../../kernel/clock.ts';
import { OperatorError } from '../../kernel/operator-error.ts';
import { builtInPack } from '../../policy/load.ts';

export interface Names {
  readonly district?: string | undefined;
  readonly short?: string | undefined;
  readonly zone?: string | undefined;
  /** The day on which the district's board adopted the plan: YYYY-MM-DD. */
  readonly adopted?: string | undefined;
}

/** Nothing where the pack is taken as it is. Throws OperatorError with what to do. */
export async function ownPlan(
  pack: string,
  names: Names,
): Promise<{ readonly name: string; readonly text: string } | undefined> {
  const { district, short, zone, adopted } = names;
  if (zone !== undefined && !isZone(zone))
    throw new OperatorError(`--zone is a time zone such as America/Denver, not “${zone}”.`);
  if (adopted !== undefined && !isDay(adopted))
    throw new OperatorError(`--adopted is a day such as 2026-08-03, not “${adopted}”.`);
  if (district === undefined && zone === undefined && adopted === undefined) return undefined;
  if (/[\\/.]/.test(pack))
    throw new OperatorError(
      '--district, --zone and --adopted go with a pack that Safekeep brings. In a file of your own, change pack.district, pack.zone and pack.adopted there.',
    );
  const file = builtInPack(pack);
  const text = await readFile(file, 'utf8').catch(() => {
    throw new OperatorError(
      `There is no pack “${pack}”. Give its name, or the path of a YAML file of your own.`,
    );
  });
  const document = parseDocument(text);
  const values = { district, district_short: short ?? (district && shortOf(district)), zone };
  for (const [key, value] of Object.entries(values))
    if (value !== undefined) document.setIn(['pack', key], value);
  if (adopted !== undefined) adoptOn(document, adopted);
  return { name: path.basename(file), text: document.toString({ lineWidth: 0 }) };
}

/** What the plan brought with it began on the same day: its texts, and the board's yes to their wording. */
function adoptOn(document: Document, day: string): void {
  const before = String(document.getIn(['pack', 'adopted']));
  document.setIn(['pack', 'adopted'], day);
  visit(document, {
    Pair(_, { key, value }) {
      if (!isScalar(key) || !isScalar(value)) return;
      if (key.value === 'effective' && value.value === before) value.value = day;
      if (key.value === 'approved_by' && typeof value.value === 'string')
        value.value = value.value.replace(inWords(before), inWords(day));
    },
  });
}

/** "17 October 2017", as the form of the agreement has it. */
function inWords(day: string): string {
  return Temporal.PlainDate.from(day).toLocaleString('en-GB', {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  });
}

function isDay(text: string): boolean {
  try {
    return Temporal.PlainDate.from(text).toString() === text;
  } catch {
    return false;
  }
}

function isZone(zone: string): boolean {
  try {
    return zone.includes('/') && new Intl.DateTimeFormat('en', { timeZone: zone }) !== undefined;
  } catch {
    return false;
  }
}

/** "Juniper Valley School District" is called Juniper Valley. */
function shortOf(district: string): string {
  const short = district
    .replace(/\s+(public\s+schools?|(unified\s+)?school\s+district|schools?|district)$/i, '')
    .trim();
  return short === '' ? district : short;
}
