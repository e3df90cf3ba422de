/** The agreements room on a database of its own, and the values of a complete form. */

import pg from 'pg';
import type { OpenForm, RawValues } from '../../../../src/chat/form.ts';
import { encodeToken } from '../../../../src/chat/form-token.ts';
import type { Reply } from '../../../../src/chat/interaction.ts';
import { feature } from '../../../../src/governance/agreements/feature.ts';
import { linesOf } from '../../../../src/governance/agreements/rules/completeness.ts';
import { fixedClock } from '../../../../src/kernel/clock.ts';
import type { Policy } from '../../../../src/policy/policy.ts';
import type { Agreement } from '../../../../src/policy/schema.ts';
import { type TestDatabase, testDatabase } from '../../../support/database.ts';
import { type FrontDoor, frontDoor } from '../../../support/front-door.ts';
import type { World } from '../../../support/people.ts';
import { legacyPolicy } from '../../../support/policy.ts';

export interface Stage {
  readonly world: World;
  readonly clock: ReturnType<typeof fixedClock>;
  readonly door: FrontDoor;
  readonly db: TestDatabase['store']['db'];
  readonly nda: Agreement;
  /** The same people and rows under another plan. */
  under(policy: Policy): { readonly world: World; readonly door: FrontDoor };
  /** What only the owner of the tables can do: a fault. */
  asOwner(sql: string): Promise<void>;
  drop(): Promise<void>;
}

/** Monday morning in the district's zone. */
export const monday = '2026-08-03T15:00:00Z';

export async function stage(): Promise<Stage> {
  const database = await testDatabase();
  const policy = await legacyPolicy();
  const nda = policy.pack.agreements.nda;
  if (!nda) throw new Error('the default plan has no nda');
  const clock = fixedClock(monday);
  const features = [feature];
  const world: World = { store: database.store, policy, clock, features };
  return {
    world,
    clock,
    nda,
    door: frontDoor({ ...world, features }),
    db: database.store.db,
    under: (other) => ({
      world: { ...world, policy: other },
      door: frontDoor({ ...world, features, policy: other }),
    }),
    asOwner: async (sql) => {
      const client = new pg.Client({ connectionString: database.ownerUrl });
      await client.connect();
      await client.query(sql).finally(() => client.end());
    },
    drop: () => database.drop(),
  };
}

/** A plan with one more version of the agreement. */
export function withVersion(policy: Policy, material: boolean, effective = '2026-10-01'): Policy {
  const nda = policy.pack.agreements.nda;
  if (!nda) throw new Error('the plan has no nda');
  const versions = [...nda.versions, { version: 2, effective, material, change: 'Line G4 is new.' }];
  const agreements = { ...policy.pack.agreements, nda: { ...nda, versions } };
  return { ...policy, fingerprint: `${policy.fingerprint}-2`, pack: { ...policy.pack, agreements } };
}

/** Every line but the one that is not chosen of T1 and T2, the consent and the name. */
export function complete(nda: Agreement, name: string, not: string): Record<string, string | boolean> {
  const lines = linesOf(nda).map(({ id }): [string, boolean] => [id, id !== not]);
  return { ...Object.fromEntries(lines), electronic_signature: true, typed_name: name };
}

export function ticks(
  door: FrontDoor,
  personId: string,
  open: OpenForm,
  changed: string,
  values: RawValues,
): Promise<Reply> {
  return door.does(personId, { kind: 'change', token: encodeToken(open.token), changed, values });
}
