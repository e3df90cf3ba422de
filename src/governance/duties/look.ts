/** The sweep that keeps what people owe in step with the facts: new people, other roles, another plan, a day that has come. */
import type { Scene, Sweep } from '../../app/context.ts';
import type { Job } from '../../app/feature.ts';
import type { Policy } from '../../policy/policy.ts';
import { planByKeys } from '../../store/plan-by-keys.ts';
import { getSetting, putSetting } from '../../store/settings.ts';
import { digestOf, openMany, replaceMany } from '../people/store/obligation-pages.ts';
import type { Facts } from './rules/expect.ts';
import { look, sameSeen, seeAgain } from './rules/look.ts';
import {
  countWaiting,
  factsOf,
  keepSeen,
  type Looked,
  lookedAt,
  reword,
  takeNext,
  takeWaiting,
} from './store/people.ts';

/** Three duties each, which everybody owes beside their agreements, make a page of a thousand rows. */
const peopleAPage = 333;

const planKey = 'duties.looked-under';

export const lookJob: Job = {
  name: 'duties',
  summary: 'Opens what people owe and dates it anew where facts or the plan changed',
  everyMinutes: 5,
  async run(sweep) {
    const today = sweep.policy.calendar.localDay(sweep.now).toString();
    await planByKeys(sweep.tx);
    const round = await roundUnder(sweep, today);
    const ids = round
      ? await takeNext(sweep.tx, round.upTo, peopleAPage)
      : await takeWaiting(sweep.tx, today, peopleAPage);
    await lookedAt(sweep.tx, ids, today);
    const did = ids.length === 0 ? [] : await lookAtPage(sweep, ids, today);
    const full = ids.length >= peopleAPage;
    if (round) await putSetting(sweep.tx, planKey, written(round.plan, full ? ids.at(-1) : undefined));
    // After the last page of a round there may be people whose facts changed meanwhile.
    return { did, more: full || round !== undefined };
  },
};

/** People whose duties are not worked out yet, so that what is told of everybody would be too little. */
export async function notLookedAt({ reader, policy, now }: Scene): Promise<number> {
  const today = policy.calendar.localDay(now).toString();
  const round = await roundUnder({ reader, policy }, today);
  return countWaiting(reader, today, round !== undefined);
}

interface Round {
  readonly plan: string;
  readonly upTo: string;
}

/** A plan nobody was looked at under yet concerns everybody, by id. Nothing once all have been. */
async function roundUnder(
  { reader, policy }: Pick<Scene, 'reader' | 'policy'>,
  today: string,
): Promise<Round | undefined> {
  const plan = planAsOf(policy, today);
  const [under = '', upTo] = ((await getSetting(reader, planKey)) ?? '').split(' ');
  if (under === plan) return upTo === undefined ? undefined : { plan, upTo };
  return { plan, upTo: '' };
}

function written(plan: string, upTo: string | undefined): string {
  return upTo === undefined ? plan : `${plan} ${upTo}`;
}

/** A text that takes effect on a day changes what people owe as another plan does. */
function planAsOf(policy: Policy, today: string): string {
  const texts = Object.values(policy.pack.duties).flatMap(
    ({ met_by }) => met_by.acknowledgement?.versions.findLast((one) => one.effective <= today)?.version ?? [],
  );
  return [policy.fingerprint, ...texts].join(':');
}

/** One line of the audit trail for the page: the rows are in the table, and the digest says which. */
async function lookAtPage(sweep: Sweep, ids: readonly string[], today: string): Promise<readonly string[]> {
  const { tx, policy } = sweep;
  const lines = Object.values(policy.pack.agreements).flatMap(({ opens }) => opens.map(({ line }) => line));
  const people = await factsOf(tx, ids, { today, zone: policy.calendar.zone, lines });
  const looked = people.map((person) => lookAtOne(policy, person, today));
  await keepSeen(
    tx,
    looked.flatMap(({ seen }) => seen ?? []),
  );
  const replace = looked.flatMap(({ changes }) => changes.replace);
  const open = looked.flatMap(({ changes }) => changes.open);
  const worded = looked.flatMap(({ changes }) => changes.reword);
  const replaced = await replaceMany(tx, replace);
  const opened = await openMany(tx, open);
  await reword(tx, worded);
  for (const { changes, id } of looked) if (changes.replace.length > 0) tx.moved({ kind: 'duties', id });
  if (opened + replaced + worded.length === 0) return [];
  tx.audit({
    what: 'duties.looked-at',
    facts: {
      ...{ people: ids.length, opened, replaced, reworded: worded.length },
      digest: digestOf([...replace, ...open, ...worded]),
    },
  });
  return [said(opened, replaced, worded.length)];
}

function lookAtOne(policy: Policy, person: Looked, today: string) {
  const { id, status, facts, open } = person;
  const now = seeAgain(person, person.seen, today);
  const changes = look(policy, { id, status, facts: remembered(facts, now), open }, today);
  return { id, changes, seen: sameSeen(now, person.seen) ? undefined : { id, seen: now } };
}

/** A leave as the roster knows it; where it only knows that there was one, as it was seen to begin and to end. */
function remembered(
  facts: Looked['facts'],
  { wasType, typeSince, leaveFrom, backOn }: ReturnType<typeof seeAgain>,
): Facts {
  const seen = leaveFrom !== undefined && backOn !== undefined ? { from: leaveFrom, backOn } : undefined;
  return { ...facts, wasType, typeSince, leave: facts.leave ?? seen };
}

function said(opened: number, replaced: number, reworded: number): string {
  const parts = [
    ...(opened > 0 ? [`${opened} opened`] : []),
    ...(replaced > 0 ? [`${replaced} replaced or ended`] : []),
    ...(reworded > 0 ? [`${reworded} by another rule now`] : []),
  ];
  return `duties: ${parts.join(', ')}`;
}
