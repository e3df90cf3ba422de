/** Two districts alike in every row, of which one gets the case; and what differs of all that somebody can get out of them. */
import type { Feature } from '../../../../src/app/feature.ts';
import { features } from '../../../../src/governance/features.ts';
import type { Policy } from '../../../../src/policy/policy.ts';
import { type District, delivers, district, lives } from './district.ts';
import { type Outputs, outputsOf, type Probe } from './outputs.ts';
import type { Way } from './ways.ts';

const reported = '2026-11-20T17:25:41Z';
/** Long after anybody had to take it up; then a week on. */
const later = ['2026-11-20T19:00:00Z', '2026-11-27T19:00:00Z'];

export interface Lived {
  readonly town: District;
  /** What every job said, run by run. */
  readonly said: readonly string[];
}

async function goesOn(town: District): Promise<readonly string[]> {
  const said: string[] = [];
  for (const at of later) said.push(...(await lives(town, at)));
  return said;
}

export async function withoutCase(policy: Policy, rooms: readonly Feature[] = features): Promise<Lived> {
  const town = await district(policy, rooms);
  await delivers(town);
  town.sent.length = 0;
  return { town, said: await goesOn(town) };
}

export async function withCase(
  policy: Policy,
  way: Way,
  rooms: readonly Feature[] = features,
): Promise<Lived & { readonly probe: Probe }> {
  const town = await district(policy, rooms);
  await delivers(town);
  town.sent.length = 0;
  town.clock.set(reported);
  await way.play(town);
  town.sent.length = 0;
  town.logged.length = 0;
  const said = await goesOn(town);
  return { town, said, probe: await probeOf(town) };
}

/** Everything by which a button, a link or a guess could name the case. */
async function probeOf({ store }: District): Promise<Probe> {
  const { id, reference } = await store.db.incident.findFirstOrThrow();
  const tables = await store.db.$queryRaw<{ name: string }[]>`
    select table_name as name from information_schema.columns
     where table_schema = 'public' and column_name = 'incident_id' order by 1`;
  const parts: Record<string, string> = {};
  for (const { name } of tables) {
    const [row] = await store.db.$queryRawUnsafe<{ id?: string }[]>(
      `select to_jsonb(t) ->> 'id' as id from "${name}" t where incident_id = '${id}' limit 1`,
    );
    if (row?.id) parts[name.replace(/^incident_/, '')] = row.id;
  }
  const rows = await store.db.outbox.findMany({ where: { caseKind: 'incident' } });
  const notices = new Map(
    rows.map(({ notice, facts }) => [notice, { notice, facts: facts as Probe['notices'][number]['facts'] }]),
  );
  return { id, reference, parts, notices: [...notices.values()] };
}

/** What differs, each with both answers. */
function differences(here: Outputs, there: Outputs): readonly string[] {
  return [...new Set([...here.keys(), ...there.keys()])].flatMap((asked) =>
    here.get(asked) === there.get(asked)
      ? []
      : [`${asked}\n  with the case: ${here.get(asked)}\n  without it:    ${there.get(asked)}`],
  );
}

export async function leaks(
  town: District,
  empty: District,
  name: string,
  probe: Probe,
): Promise<readonly string[]> {
  const viewer = town.people[name];
  if (!viewer) throw new Error(`nobody is called ${name}`);
  const [here, there] = await Promise.all([town, empty].map((one) => outputsOf(one, viewer, probe)));
  return differences(here ?? new Map(), there ?? new Map());
}
