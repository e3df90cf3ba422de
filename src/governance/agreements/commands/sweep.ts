/** The sweep that sees to it that whoever must sign has a stored date: new people, a new material version, a year gone by. */
import type { Sweep } from '../../../app/context.ts';
import type { Job } from '../../../app/feature.ts';
import { workedOut } from '../../../kernel/worked-out.ts';
import { firstStepOn } from '../../../policy/ladder.ts';
import type { Policy } from '../../../policy/policy.ts';
import { planByKeys } from '../../../store/plan-by-keys.ts';
import { getSetting, putSetting } from '../../../store/settings.ts';
import { digestOf, openMany, replaceMany, type ToOpen } from '../../people/store/obligation-pages.ts';
import { dutiesKind } from '../../people/store/obligations.ts';
import { renewalOpens, resignDue } from '../rules/due.ts';
import { people, plainName } from '../rules/say.ts';
import { owed, standingOf } from '../rules/standing.ts';
import { personTypesOf } from '../rules/variant.ts';
import { materialSince } from '../rules/versions.ts';
import { hireBasis, type Wanting, wantingDates } from '../store/wanting.ts';
import { type Found, todayOf } from './agreement-of.ts';

/** Rows changed in one transaction. */
const pageSize = 1000;

/** It opens and dates; whom to remind when is for the ladder of the duty of the same name. */
export const versionsJob: Job = {
  name: 'agreement-versions',
  summary: 'Dates the signatures that are owed: after hiring, after a material change, after a year',
  everyMinutes: 60,
  async run(sweep) {
    const { tx, policy } = sweep;
    await planByKeys(tx);
    const all = Object.entries(policy.pack.agreements);
    const at = readPlace(await getSetting(tx, placeKey));
    const from = all.findIndex(([id]) => id === at?.agreement);
    const did: string[] = [];
    let left = pageSize;
    let place: Place | undefined;
    for (const [id, agreement] of all.slice(Math.max(from, 0))) {
      const found = { id, agreement };
      const wanting = await wantingIn(sweep, found, id === at?.agreement ? at.after : '', left);
      const opened = await date(sweep, found, wanting);
      if (opened > 0) did.push(`${people(opened)} given a date for the ${plainName(id, agreement)}`);
      left -= wanting.length;
      const last = wanting.at(-1);
      if (left === 0 && last) place = { agreement: id, after: last.personId };
      if (place) break;
    }
    if (place || at) await putSetting(tx, placeKey, place ? `${place.agreement} ${place.after}` : '');
    return { did, more: place !== undefined };
  },
};

/** How far a run has come: people are gone through once, page by page. */
interface Place {
  readonly agreement: string;
  readonly after: string;
}

const placeKey = 'agreement-versions.at';

function readPlace(text: string | undefined): Place | undefined {
  const [agreement = '', after = ''] = (text ?? '').split(' ');
  return agreement === '' ? undefined : { agreement, after };
}

async function wantingIn(
  sweep: Sweep,
  { id, agreement }: Found,
  after: string,
  limit: number,
): Promise<readonly Wanting[]> {
  const { policy } = sweep;
  const material = materialSince(agreement, Number.NEGATIVE_INFINITY, todayOf(sweep));
  const newest = agreement.versions.findLast((one) => one.material && one.effective <= todayOf(sweep));
  return wantingDates(sweep.tx, {
    agreement: id,
    personTypes: personTypesOf(agreement),
    zone: policy.calendar.zone,
    // before a second version there is no signature that a material one could overtake
    material:
      newest && material && newest.version > material.version
        ? { version: newest.version, dueOn: resignDue(policy, agreement, newest).dueOn.toString() }
        : undefined,
    after,
    limit,
  });
}

/** One line of the audit trail for the page: the rows are in the table, and the digest says which. */
async function date(sweep: Sweep, found: Found, wanting: readonly Wanting[]): Promise<number> {
  const { tx } = sweep;
  const today = todayOf(sweep);
  const toOpen = wanting.map((one) => toDate(sweep, found, one, today));
  const replaced = wanting.flatMap(({ open }) => (open ? [{ id: open.id, reason: 'facts' as const }] : []));
  await replaceMany(tx, replaced);
  const opened = await openMany(tx, toOpen);
  for (const { personId, open } of wanting) if (open) tx.moved({ kind: dutiesKind, id: personId });
  if (wanting.length > 0)
    tx.audit({
      what: 'agreement.dated',
      facts: {
        agreement: found.id,
        opened,
        replaced: replaced.length,
        digest: digestOf([...replaced, ...toOpen]),
      },
    });
  return opened;
}

/** Hired on the same day and signed the same: the same date, worked out once for all of them. */
type Alike = Omit<ToOpen, 'personId' | 'goesOnFrom'>;
const mostKept = 20_000;
const once = workedOut<Alike>(mostKept);

function toDate(
  sweep: Sweep,
  { id, agreement }: Found,
  { personId, hireDate, open, latest }: Wanting,
  today: string,
): ToOpen {
  const { policy } = sweep;
  const key = `${id} ${today} ${hireDate} ${latest?.version} ${latest?.signedOn}`;
  const alike = once(policy, key, () => dateFor(policy, { id, agreement }, { hireDate, latest }, today));
  const goesOn = open && open.dueOn < today && alike.dueOn < today;
  return { personId, ...alike, goesOnFrom: goesOn ? open.id : undefined };
}

function dateFor(
  policy: Policy,
  { id, agreement }: Found,
  { hireDate, latest }: Pick<Wanting, 'hireDate' | 'latest'>,
  today: string,
): Alike {
  const standing = standingOf(policy, agreement, { latest, openDue: undefined, today });
  const due = owed(policy, id, agreement, standing, hireDate);
  const dueOn = due.dueOn.toString();
  const countsFrom = standing.kind === 'counts' ? renewalOpens(policy, agreement, dueOn) : undefined;
  return {
    ...{ duty: id, dueOn, rule: due.rule, countsFrom },
    basis: standing.kind === 'never' ? hireBasis(hireDate) : undefined,
    // whoever is yet to begin is told on their first day
    nextOn: firstStepOn(policy, id, { dueOn, openedOn: hireDate > today ? hireDate : today, countsFrom }),
  };
}
