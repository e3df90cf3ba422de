/** What must change about what one person owes: what opens, what another date replaces, what is owed no more. */
import { addTo, durationWords } from '../../../policy/due.ts';
import type { Policy } from '../../../policy/policy.ts';
import type { Facts } from './expect.ts';
import { type Awaited, expectedAlike, firstStepFor } from './expect-alike.ts';

/** Days are YYYY-MM-DD. */
export interface OpenDuty {
  readonly id: string;
  readonly duty: string;
  readonly dueOn: string;
  readonly rule: string;
  readonly basis: string | undefined;
  readonly countsFrom: string | undefined;
}

export interface Changes {
  readonly replace: readonly {
    readonly id: string;
    readonly reason: 'facts' | 'not-owed' | 'exempt' | 'left';
  }[];
  readonly open: readonly ToOpen[];
  /** Same date, other rule. */
  readonly reword: readonly {
    readonly id: string;
    readonly rule: string;
    readonly countsFrom: string | undefined;
  }[];
}

export interface ToOpen {
  readonly personId: string;
  readonly duty: string;
  readonly dueOn: string;
  readonly rule: string;
  readonly basis: string | undefined;
  readonly countsFrom: string | undefined;
  readonly nextOn: string | undefined;
  readonly goesOnFrom?: string | undefined;
}

interface Subject {
  readonly id: string;
  readonly status: 'active' | 'leave' | 'left';
  readonly facts: Facts;
  readonly open: readonly OpenDuty[];
}

/** Whoever left owes nothing; whoever is on leave keeps what was open, and gets nothing new until they are back (T7). */
export function look(policy: Policy, subject: Subject, today: string): Changes {
  const { open } = subject;
  if (subject.status === 'leave') return { replace: [], open: [], reword: [] };
  if (subject.status === 'left')
    return { replace: open.map(({ id }) => ({ id, reason: 'left' })), open: [], reword: [] };
  const changes: Changing = { replace: [], open: [], reword: [] };
  // The plan does not know this duty any more.
  for (const { id, duty } of open)
    if (!policy.pack.duties[duty]) changes.replace.push({ id, reason: 'not-owed' });
  const expectedOf = expectedAlike(policy, subject.facts, today);
  for (const [duty, { met_by }] of Object.entries(policy.pack.duties)) {
    const before = open.find((one) => one.duty === duty);
    if (met_by.agreement !== undefined) moveAgreement(changes, policy, subject, before, today);
    else lookAt(changes, subject, duty, before, expectedOf, today);
  }
  return changes;
}

/** Gathered over all duties of somebody: a sweep looks at very many people, and most change in little. */
type Changing = { readonly [K in keyof Changes]: Changes[K][number][] };

function lookAt(
  changes: Changing,
  subject: Subject,
  duty: string,
  open: OpenDuty | undefined,
  expectedOf: (duty: string, noticedOn: string) => Awaited,
  today: string,
): void {
  const noticedOn = /^noticed:(\S+)$/.exec(open?.basis ?? '')?.[1] ?? today;
  const wanted = expectedOf(duty, noticedOn);
  if (wanted.kind === 'nothing') {
    const reason = wanted.why === 'exempt' ? 'exempt' : wanted.why === 'done' ? 'facts' : 'not-owed';
    if (open) changes.replace.push({ id: open.id, reason });
    return;
  }
  if (!open) changes.open.push(opened(subject, duty, wanted));
  else if (open.dueOn !== wanted.dueOn) move(changes, subject, open, wanted, today);
  else if (open.rule !== wanted.rule || open.countsFrom !== wanted.countsFrom)
    changes.reword.push({ id: open.id, rule: wanted.rule, countsFrom: wanted.countsFrom });
}

type Owed = Extract<Awaited, { kind: 'owed' }>;

function move(changes: Changing, subject: Subject, open: OpenDuty, wanted: Owed, today: string): void {
  const lateBoth = open.dueOn < today && wanted.dueOn < today;
  const next = opened(subject, open.duty, wanted);
  changes.replace.push({ id: open.id, reason: 'facts' });
  changes.open.push(lateBoth ? { ...next, goesOnFrom: open.id } : next);
}

function opened({ id }: Subject, duty: string, wanted: Owed): ToOpen {
  const { dueOn, rule, countsFrom, basis, nextOn } = wanted;
  return { personId: id, duty, dueOn, rule, basis, countsFrom, nextOn };
}

/** When an agreement is to be signed is its own room's business; only a leave moves the date here (T7). */
function moveAgreement(
  changes: Changing,
  policy: Policy,
  subject: Subject,
  open: OpenDuty | undefined,
  today: string,
): void {
  const { leave } = subject.facts;
  if (!open || !leave || open.dueOn < leave.from) return;
  const { within, src } = policy.pack.reminders.after_leave;
  const dueOn = addTo(policy.calendar, leave.backOn, within);
  if (open.dueOn >= dueOn) return;
  const rule = `${durationWords(within)} after coming back from leave (${src})`;
  const { duty, countsFrom, basis } = open;
  const nextOn = firstStepFor(policy, duty, subject.facts, { dueOn, countsFrom }, today);
  move(changes, subject, open, { kind: 'owed', dueOn, rule, countsFrom, basis, nextOn }, today);
}

/** What has changed since they were last seen: another kind of person, a leave begun or over. */
export interface Seen {
  readonly personType: string;
  readonly wasType: string | undefined;
  readonly typeSince: string | undefined;
  readonly status: string;
  readonly leaveFrom: string | undefined;
  readonly backOn: string | undefined;
}

/** `offContract`: away between two contracts, which is no leave of absence: its clocks run on (T7). */
export function seeAgain(
  now: {
    readonly personType: string;
    readonly status: 'active' | 'leave' | 'left';
    readonly offContract: boolean;
  },
  before: Seen | undefined,
  today: string,
): Seen {
  const { personType, offContract } = now;
  const status = offContract && now.status === 'leave' ? 'off-contract' : now.status;
  if (!before)
    return {
      ...{ personType, status, wasType: undefined, typeSince: undefined, backOn: undefined },
      leaveFrom: status === 'leave' ? today : undefined,
    };
  const changed = before.personType !== personType;
  const beginsLeave = status === 'leave' && before.status !== 'leave';
  const isBack = status === 'active' && before.status === 'leave';
  return {
    personType,
    status,
    wasType: changed ? before.personType : before.wasType,
    typeSince: changed ? today : before.typeSince,
    leaveFrom: beginsLeave ? today : before.leaveFrom,
    backOn: beginsLeave ? undefined : isBack ? today : before.backOn,
  };
}

export function sameSeen(a: Seen, b: Seen | undefined): boolean {
  return (
    b !== undefined &&
    a.personType === b.personType &&
    a.wasType === b.wasType &&
    a.typeSince === b.typeSince &&
    a.status === b.status &&
    a.leaveFrom === b.leaveFrom &&
    a.backOn === b.backOn
  );
}
