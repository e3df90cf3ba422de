/** The plan is changed while requests are open: they finish as they began, new ones follow the new, and the audit trail names both. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { policyFromSnapshot } from '../../../src/policy/build.ts';
import type { Policy } from '../../../src/policy/policy.ts';
import { frontDoor } from '../../support/front-door.ts';
import { type District, filed, fills, fulfilment, givenDistrict, presses, protection, row } from './world.ts';

let before: District;
let after: District;
let changed: Policy;

/** As the plan was, but low risk has its small groups protected too. */
function stricter(policy: Policy): Policy {
  const files = JSON.parse(policy.snapshot);
  const { low, medium } = files.pack.data_requests.levels;
  const step = medium.steps.find(({ id }: { id: string }) => id === 'avoid_disclosure');
  low.steps.splice(2, 0, step);
  return policyFromSnapshot(JSON.stringify(files));
}

beforeAll(async () => {
  before = await givenDistrict();
  changed = stricter(before.policy);
  const policyOf = async (fingerprint: string) =>
    [before.policy, changed].find((one) => one.fingerprint === fingerprint) ?? changed;
  const world = { ...before.world, policy: changed, policyOf };
  after = { ...before, policy: changed, world, door: frontDoor(world) };
});
afterAll(() => before.database.drop());

const steps = async (id: string) =>
  (await row(after, id)).steps.filter(({ outcome }) => outcome === 'done').map(({ step }) => step);

/** The audit entries of this request that name plans. */
async function plansOf(id: string) {
  const entries = await before.store.db.auditEntry.findMany({
    where: { line: { contains: id } },
    orderBy: { seq: 'asc' },
  });
  return entries.flatMap(({ line }) => {
    const { what, case: about, facts } = JSON.parse(line);
    return about?.id === id ? [[what, facts?.policy, facts?.inForce]] : [];
  });
}

it('an open request finishes under the plan it began with, and a new one follows the new plan', async () => {
  const { steward, coordinator } = before.people;
  const old = await filed(before);
  await presses(before, steward, old, 'Claim');
  const young = await filed(after);
  await presses(after, steward, young, 'Claim');
  for (const id of [old, young]) {
    await fills(after, coordinator, id, 'Set the risk level', { level: 'low', reason: 'One figure.' });
    await fills(after, steward, id, 'Fulfil', fulfilment);
  }
  await fills(after, steward, old, 'Send', { method: 'sftp' });
  await expect(fills(after, steward, young, 'Send', { method: 'sftp' })).rejects.toThrow(
    'has no form “Send”',
  );
  await fills(after, steward, young, 'Protect small groups', protection);
  await fills(after, steward, young, 'Send', { method: 'sftp' });
  for (const id of [old, young]) {
    await presses(after, steward, id, 'Close');
    expect(await row(after, id)).toMatchObject({ state: 'closed' });
  }
  expect((await steps(old)).sort()).toEqual(['claim', 'close', 'fulfil', 'send']);
  expect((await steps(young)).sort()).toEqual(['avoid_disclosure', 'claim', 'close', 'fulfil', 'send']);

  const [filedOld, , ...laterOld] = await plansOf(old);
  expect(filedOld).toEqual(['request.filed', before.policy.fingerprint, undefined]);
  const both = [before.policy.fingerprint, changed.fingerprint];
  for (const entry of laterOld) expect(entry.slice(1)).toEqual(both);
  expect(laterOld.length).toBeGreaterThan(3);
  expect((await plansOf(young))[0]).toEqual(['request.filed', changed.fingerprint, undefined]);
});
