/** What must change about what one person owes: what opens, what another date replaces, what is owed no more. */
import { addTo, durationWords } from '../../../policy/due.ts';
import { firstStepOn } from '../../../policy/ladder.ts';
import type { Policy } from '../../../policy/policy.ts';
import { type Expected, expected, type Facts } from './expect.ts';

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
  const all = [
    ...open.filter(({ duty }) => !policy.pack.duties[duty]).map(({ id }) => dropped(id)),
    ...Object.entries(policy.pack.duties).map(([duty, { met_by }]) =>
      met_by.agreement === undefined
        ? lookAt(policy, subject, duty, today)
        : moveAgreement(policy, subject, duty, today),
    ),
  ];
  return {
    replace: all.flatMap(({ replace }) => replace),
    open: all.flatMap(({ open: opened }) => opened),
    reword: all.flatMap(({ reword }) => reword),
  };
}

const none: Changes = { replace: [], open: [], reword: [] };

/** The plan does not know this duty any more. */
function dropped(id: string): Changes {
  return { ...none, replace: [{ id, reason: 'not-owed' }] };
}

function lookAt(policy: Policy, subject: Subject, duty: string, today: string): Changes {
  const open = subject.open.find((one) => one.duty === duty);
  const noticedOn = /^noticed:(\S+)$/.exec(open?.basis ?? '')?.[1] ?? today;
  const wanted = expected(policy, duty, subject.facts, { noticedOn, today });
  if (wanted.kind === 'nothing') {
    if (!open) return none;
    const reason = wanted.why === 'exempt' ? 'exempt' : wanted.why === 'done' ? 'facts' : 'not-owed';
    return { ...none, replace: [{ id: open.id, reason }] };
  }
  if (!open) return { ...none, open: [opened(policy, subject, duty, wanted, today)] };
  if (open.dueOn !== wanted.dueOn) return moved(policy, subject, open, wanted, today);
  if (open.rule === wanted.rule && open.countsFrom === wanted.countsFrom) return none;
  return { ...none, reword: [{ id: open.id, rule: wanted.rule, countsFrom: wanted.countsFrom }] };
}

type Owed = Extract<Expected, { kind: 'owed' }>;

function moved(policy: Policy, subject: Subject, open: OpenDuty, wanted: Owed, today: string): Changes {
  const lateBoth = open.dueOn < today && wanted.dueOn < today;
  const next = opened(policy, subject, open.duty, wanted, today);
  return {
    replace: [{ id: open.id, reason: 'facts' }],
    open: [lateBoth ? { ...next, goesOnFrom: open.id } : next],
    reword: [],
  };
}

/** Whoever is yet to begin is told on their first day. */
function opened(policy: Policy, { id, facts }: Subject, duty: string, wanted: Owed, today: string): ToOpen {
  const { dueOn, rule, countsFrom, basis } = wanted;
  const openedOn = facts.hireDate > today ? facts.hireDate : today;
  return {
    ...{ personId: id, duty, dueOn, rule, basis, countsFrom },
    nextOn: firstStepOn(policy, duty, { dueOn, openedOn, countsFrom }),
  };
}

/** When an agreement is to be signed is its own room's business; only a leave moves the date here (T7). */
function moveAgreement(policy: Policy, subject: Subject, duty: string, today: string): Changes {
  const open = subject.open.find((one) => one.duty === duty);
  const { leave } = subject.facts;
  if (!open || !leave || open.dueOn < leave.from) return none;
  const { within, src } = policy.pack.reminders.after_leave;
  const dueOn = addTo(policy.calendar, leave.backOn, within);
  if (open.dueOn >= dueOn) return none;
  const rule = `${durationWords(within)} after coming back from leave (${src})`;
  const { countsFrom, basis } = open;
  return moved(policy, subject, open, { kind: 'owed', dueOn, rule, countsFrom, basis }, today);
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
