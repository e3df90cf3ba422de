/** The district's own scenarios as their files were; the newest of an id counts. */
import { toDate } from '../../../kernel/clock.ts';
import { sha256 } from '../../../kernel/hash.ts';
import { newId } from '../../../kernel/ids.ts';
import type { Reader, Tx } from '../../../store/tx.ts';

/** Bodies by the scenario's id. */
export async function ownScenarios({ db }: Reader): Promise<ReadonlyMap<string, string>> {
  const rows = await db.drillScenario.findMany({ orderBy: [{ addedAt: 'asc' }, { id: 'asc' }] });
  return new Map(rows.map(({ scenario, body }) => [scenario, body]));
}

/** False where the newest says the same already. */
export async function addScenario(tx: Tx, scenario: string, body: string): Promise<boolean> {
  if ((await ownScenarios(tx)).get(scenario) === body) return false;
  const id = newId();
  await tx.db.drillScenario.create({ data: { id, scenario, body, addedAt: toDate(tx.now) } });
  tx.audit({
    what: 'drill.scenario-added',
    about: { kind: 'drill-scenario', id },
    facts: { scenario, sha256: sha256(body) },
  });
  return true;
}
