/** A district's own copy of a built-in pack, with its name and zone; what it says otherwise stays as it is written. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseDocument } from 'yaml';
import { OperatorError } from '../../kernel/operator-error.ts';
import { builtInPack } from '../../policy/load.ts';

export interface Names {
  readonly district?: string | undefined;
  readonly short?: string | undefined;
  readonly zone?: string | undefined;
}

/** Nothing where the pack is taken as it is. Throws OperatorError with what to do. */
export async function ownPlan(
  pack: string,
  names: Names,
): Promise<{ readonly name: string; readonly text: string } | undefined> {
  const { district, short, zone } = names;
  if (zone !== undefined && !isZone(zone))
    throw new OperatorError(`--zone is a time zone such as America/Denver, not “${zone}”.`);
  if (district === undefined && zone === undefined) return undefined;
  if (/[\\/.]/.test(pack))
    throw new OperatorError(
      '--district and --zone go with a pack that Safekeep brings. In a file of your own, change pack.district and pack.zone there.',
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
  return { name: path.basename(file), text: document.toString({ lineWidth: 0 }) };
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
