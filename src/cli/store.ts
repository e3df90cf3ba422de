/** The first people of a real district, written by `safekeep init`; everybody after them comes through the product. */
import { grantRole } from '../governance/people/store/roles.ts';
import { rosterIsEmpty } from '../governance/people/store/roster.ts';
import { dayToDate } from '../kernel/clock.ts';
import { newId } from '../kernel/ids.ts';
import { OperatorError } from '../kernel/operator-error.ts';
import type { Policy } from '../policy/policy.ts';
import { getSetting, isSample, putSetting } from '../store/settings.ts';
import type { Reader, Tx } from '../store/tx.ts';

const planKey = 'plan.file';

/**
 * A district that was set up with a plan of its own is never run under a pack's: its name would be another on every card
 * and letter. Throws OperatorError with the setting to make. `pack`: what POLICY_PACK names.
 */
export async function checkOwnPlan(reader: Reader, pack: string, policy: Policy): Promise<void> {
  const file = await getSetting(reader, planKey);
  if (file === undefined || pack === file || /[\\/.]/.test(pack)) return;
  throw new OperatorError(
    `This district was set up with a plan of its own. Set POLICY_PACK=${file} (or where it lies by now); without it Safekeep would speak for ${policy.pack.pack.district}.`,
  );
}

export interface Founder {
  readonly name: string;
  /** Lower case. */
  readonly email: string;
  /** The pack's roles they begin with. */
  readonly roles: readonly string[];
}

/** Throws OperatorError with what to do instead. */
export async function refuseWhereSetUp(reader: Reader): Promise<void> {
  if (await isSample(reader))
    throw new OperatorError(
      'This database holds the sample district. For your own, set another DATA_DIR or DATABASE_URL.',
    );
  if (!(await rosterIsEmpty(reader)))
    throw new OperatorError('This database holds people already: it is set up. Start it with: npm start');
}

/** Throws OperatorError, with nothing written, when somebody is on the roster already or a role can't be given. */
export async function foundDistrict(
  tx: Tx,
  policy: Policy,
  founders: readonly Founder[],
  planFile: string | undefined,
): Promise<void> {
  await tx.db.$executeRaw`select pg_advisory_xact_lock(hashtext('safekeep init'))`;
  await refuseWhereSetUp(tx);
  if (planFile !== undefined) await putSetting(tx, planKey, planFile);
  const today = policy.calendar.localDay(tx.now);
  for (const { name, email, roles } of founders) {
    const id = newId();
    await tx.db.person.create({
      data: {
        id,
        name,
        email,
        jobTitle: roles.map((role) => policy.pack.roles[role]?.name ?? role).join(', '),
        personType: 'employee',
        hireDate: dayToDate(today),
        status: 'active',
        dataAccess: false,
      },
    });
    tx.audit({ what: 'person.founded', about: { kind: 'person', id } });
    for (const role of roles) {
      const granted = await grantRole(tx, policy, { personId: id, role, from: today, grantedById: null });
      if (!granted.ok)
        throw new OperatorError(`The role ${role} can't be given (${granted.problem.kind}): check the pack.`);
    }
  }
}
