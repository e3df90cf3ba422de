/** What one person owes of one duty, from the facts as they stand: whether, by when, and by which rule. */
import { sayDay } from '../../../kernel/say-day.ts';
import {
  addTo,
  type DueBy,
  durationWords,
  employmentStarts,
  firstDues,
  nextDues,
  type Starts,
  strictest,
} from '../../../policy/due.ts';
import type { Policy } from '../../../policy/policy.ts';
import type { Agreement } from '../../../policy/schema.ts';
import type { Duty } from '../../../policy/schema-duties.ts';
import { lineDue } from '../../agreements/rules/due.ts';

/** Days are YYYY-MM-DD. */
export interface Facts {
  readonly personType: string;
  /** Seen to have changed: the kind before, and since when it is the present one. */
  readonly wasType: string | undefined;
  readonly typeSince: string | undefined;
  readonly hireDate: string;
  /** Held today. */
  readonly roles: readonly { readonly role: string; readonly from: string }[];
  /** By the holder of the role that may name people for a duty. */
  readonly named: readonly { readonly duty: string; readonly on: string }[];
  readonly custodian: boolean;
  /** Lines of agreements that open a duty, and when they were initialled. */
  readonly lines: readonly { readonly agreement: string; readonly line: string; readonly on: string }[];
  /** In order of days; without what belongs to an earlier employment (T7). */
  readonly done: readonly {
    readonly duty: string;
    readonly on: string;
    readonly version: number | undefined;
  }[];
  readonly exempt: readonly string[];
  /** The last leave of absence that is over: its first day, and the first day back. */
  readonly leave: { readonly from: string; readonly backOn: string } | undefined;
}

export type Expected =
  | {
      readonly kind: 'owed';
      readonly dueOn: string;
      readonly rule: string;
      readonly countsFrom: string | undefined;
      readonly basis: string | undefined;
    }
  | { readonly kind: 'nothing'; readonly why: 'not-owed' | 'exempt' | 'done' };

/** `noticedOn`: the day on which this duty was first seen to be owed; today when that is now. */
export function expected(
  policy: Policy,
  id: string,
  facts: Facts,
  days: { readonly noticedOn: string; readonly today: string },
): Expected {
  const duty = policy.pack.duties[id];
  if (!duty?.on || !binds(duty, id, facts)) return { kind: 'nothing', why: 'not-owed' };
  if (facts.exempt.includes(id)) return { kind: 'nothing', why: 'exempt' };
  const candidates = datesOf(policy, duty, id, facts, days);
  const best = strictest(candidates.map((one) => (one.law ? one : afterLeave(policy, one, facts))));
  if (!best) return { kind: 'nothing', why: 'done' };
  return {
    kind: 'owed',
    dueOn: best.dueOn,
    rule: best.rule,
    countsFrom: best.countsFrom,
    basis: duty.first.some(({ from }) => from === 'noticed') ? `noticed:${days.noticedOn}` : undefined,
  };
}

export function binds(duty: Duty, id: string, facts: Facts): boolean {
  return duty.owed_by.some(
    (who) =>
      who.person_types?.includes(facts.personType) ||
      who.roles?.some((role) => facts.roles.some((held) => held.role === role)) ||
      (who.named_by !== undefined && facts.named.some((one) => one.duty === id)) ||
      (who.custodians === true && facts.custodian),
  );
}

interface Dated extends DueBy {
  readonly countsFrom?: string;
}

function datesOf(
  policy: Policy,
  duty: Duty,
  id: string,
  facts: Facts,
  days: { readonly noticedOn: string; readonly today: string },
): readonly Dated[] {
  const done = facts.done.filter((one) => one.duty === id);
  const again = textAgain(policy, duty, done.at(-1), days.today);
  if (again) return [again];
  const last = done.at(-1)?.on;
  const lines = openedBy(policy, id, facts).filter(({ on }) => last === undefined || on > last);
  const opened = lines.map(({ opens, on }) => lineDue(policy, opens, on));
  const doneDays = done.map(({ on }) => on);
  if (last !== undefined) return [...nextDues(policy, id, doneDays, last), ...opened];
  const starts = startsOf(policy, duty, id, facts, days.noticedOn);
  const firsts = [...firstDues(policy, id, starts, hireWords(duty, facts)), ...opened];
  return firsts.length > 0 ? firsts : nextDues(policy, id, [], since(policy, starts));
}

/** Where nothing sets the first date, cycles run from the beginning, but not from before there was a plan. */
function since(policy: Policy, starts: Starts): string {
  const { adopted } = policy.pack.pack;
  const began = [starts.role, starts.naming, starts.hire].filter((day) => day !== undefined).sort()[0];
  return began === undefined || began < adopted ? adopted : began;
}

function startsOf(policy: Policy, duty: Duty, id: string, facts: Facts, noticedOn: string): Starts {
  const wanted = duty.owed_by.flatMap(({ roles }) => roles ?? []);
  const held = facts.roles.filter(({ role }) => wanted.includes(role)).map(({ from }) => from);
  const named = facts.named.filter((one) => one.duty === id).map(({ on }) => on);
  const changed = newToIt(duty, facts);
  return {
    ...(changed === undefined ? employmentStarts(policy, facts.hireDate) : { hire: changed }),
    ...earliest('role', held),
    ...earliest('naming', named),
    noticed: noticedOn,
  };
}

function earliest(kind: 'role' | 'naming', all: readonly string[]): Starts {
  const [first] = [...all].sort();
  return first === undefined ? {} : { [kind]: first };
}

/** Another kind of person since then (T7): the clock of a duty that did not bind the kind before runs from that day. */
function newToIt(duty: Duty, { wasType, typeSince, hireDate }: Facts): string | undefined {
  if (wasType === undefined || typeSince === undefined || typeSince <= hireDate) return undefined;
  return duty.owed_by.some(({ person_types }) => person_types?.includes(wasType)) ? undefined : typeSince;
}

const kinds: Readonly<Record<string, string>> = {
  employee: 'an employee',
  board: 'a board member',
  contractor: 'a contractor',
  volunteer: 'a volunteer',
  temp: 'a temporary employee',
};

function hireWords(duty: Duty, facts: Facts): string | undefined {
  return newToIt(duty, facts) === undefined
    ? undefined
    : `becoming ${kinds[facts.personType] ?? facts.personType}`;
}

function openedBy(
  policy: Policy,
  id: string,
  facts: Facts,
): readonly { readonly opens: Agreement['opens'][number]; readonly on: string }[] {
  return facts.lines.flatMap(({ agreement, line, on }) => {
    const opens = policy.pack.agreements[agreement]?.opens.find(
      (one) => one.line === line && one.duty === id,
    );
    return opens ? [{ opens, on }] : [];
  });
}

/** A material version of the text that took effect since: everybody confirms it again. */
function textAgain(
  policy: Policy,
  { met_by: { acknowledgement } }: Duty,
  last: Facts['done'][number] | undefined,
  today: string,
): Dated | undefined {
  if (!acknowledgement || !last) return undefined;
  const { versions, again_within, src } = acknowledgement;
  const known = last.version ?? versions.findLast(({ effective }) => effective <= last.on)?.version ?? 0;
  const missed = versions.find((one) => one.material && one.version > known && one.effective <= today);
  if (!missed) return undefined;
  return {
    dueOn: addTo(policy.calendar, missed.effective, again_within),
    rule: `${durationWords(again_within)} after ${sayDay(missed.effective)}, when version ${missed.version} took effect (${src})`,
    countsFrom: missed.effective,
  };
}

/** What fell due during a leave is due some days after it (T7). A date that a law set is not ours to move. */
function afterLeave(policy: Policy, due: Dated, { leave }: Facts): Dated {
  if (!leave || due.dueOn < leave.from) return due;
  const { within, src } = policy.pack.reminders.after_leave;
  const back = addTo(policy.calendar, leave.backOn, within);
  if (due.dueOn >= back) return due;
  return { ...due, dueOn: back, rule: `${durationWords(within)} after coming back from leave (${src})` };
}
