/** When a signature, a renewal or a duty that it opens is due: the strictest of plan and law, with the rule in words (R008). */
import type { Calendar } from '../../../kernel/calendar.ts';
import { Temporal } from '../../../kernel/clock.ts';
import type { Policy } from '../../../policy/policy.ts';
import type { Agreement } from '../../../policy/schema.ts';
import type { Duration } from '../../../policy/schema-words.ts';

export interface Due {
  readonly dueOn: Temporal.PlainDate;
  /** As people read it: where the rule stands, and what it says. */
  readonly rule: string;
}

/** The first signature: counted from the hire date, or from the agreement itself for those hired before it existed. */
export function firstDue(policy: Policy, duty: string, agreement: Agreement, hireDate: string): Due {
  const began = agreement.versions.reduce(
    (first, one) => (one.effective < first ? one.effective : first),
    '9999',
  );
  if (hireDate < began)
    return {
      dueOn: after(policy.calendar, day(began), agreement.resign_within.within),
      rule: `${words(agreement.resign_within.within)} after ${began}, when the agreement took effect (${agreement.resign_within.src})`,
    };
  return strictest([
    {
      dueOn: after(policy.calendar, day(hireDate), agreement.due.within),
      rule: `${words(agreement.due.within)} after the hire date (${agreement.due.src})`,
    },
    ...fromLaw(policy, duty, { hire: day(hireDate) }),
  ]);
}

/** Yearly in the shipped pack, counted from the day of signing. Early renewal does not shorten the next cycle (T8). */
export function renewalDue(
  policy: Policy,
  agreement: Agreement,
  signedOn: string,
  cycleEnds: string | undefined,
): Due {
  const early = cycleEnds !== undefined && cycleEnds > signedOn;
  const { every, src } = agreement.renew;
  return {
    dueOn: after(policy.calendar, day(early ? cycleEnds : signedOn), every),
    rule: `${words(every)} after ${early ? 'the last one was due' : 'signing'} (${src})`,
  };
}

/** Everybody signs a material version again by this day. */
export function resignDue(
  policy: Policy,
  agreement: Agreement,
  version: { readonly version: number; readonly effective: string },
): Due {
  const { within, src } = agreement.resign_within;
  return {
    dueOn: after(policy.calendar, day(version.effective), within),
    rule: `${words(within)} after ${version.effective}, when version ${version.version} took effect (${src})`,
  };
}

/** A duty that a line opens: "I will complete the training within 30 days" (R042), or earlier where the law is stricter. */
export function openedDue(
  policy: Policy,
  opens: Agreement['opens'][number],
  opened: string,
  hireDate: string,
): Due {
  return strictest([
    {
      dueOn: after(policy.calendar, day(opened), opens.within),
      rule: `${words(opens.within)} after initialling line ${opens.line} (${opens.src})`,
    },
    ...fromLaw(policy, opens.duty, { hire: day(hireDate), opened: day(opened) }),
  ]);
}

/** From this day on a signature may be renewed: as long before its end as a new version would give. */
export function renewalOpens(policy: Policy, agreement: Agreement, renewBy: string): string {
  const { amount, unit } = agreement.resign_within.within;
  return after(policy.calendar, day(renewBy), { amount: -amount, unit }).toString();
}

/** A law sets no date that lies before the law itself. */
function fromLaw(
  policy: Policy,
  duty: string,
  starts: { readonly hire: Temporal.PlainDate; readonly opened?: Temporal.PlainDate },
): Due[] {
  return policy.overlays.flatMap(({ overlay, duties }): Due[] => {
    const rule = duties[duty];
    const start = rule && starts[rule.from];
    if (!rule || !start) return [];
    const dueOn = after(policy.calendar, start, rule.within);
    if (dueOn.toString() < overlay.version) return [];
    const from = rule.from === 'hire' ? 'the hire date' : 'the day it was opened';
    return [
      {
        dueOn,
        rule: `${words(rule.within)} after ${from} (${overlay.name}, version ${overlay.version}: ${rule.src})`,
      },
    ];
  });
}

function strictest(candidates: readonly Due[]): Due {
  return candidates.reduce((best, one) =>
    Temporal.PlainDate.compare(one.dueOn, best.dueOn) < 0 ? one : best,
  );
}

function day(text: string): Temporal.PlainDate {
  return Temporal.PlainDate.from(text);
}

/** Hours need an instant, and every date here is a day: a pack that gives hours is a mistake worth stopping at. */
function after(
  calendar: Calendar,
  start: Temporal.PlainDate,
  { amount, unit }: Duration,
): Temporal.PlainDate {
  if (unit === 'h') throw new Error('an agreement is due by a day: give its times in d, bd, sd or y');
  return calendar.addDays(start, amount, unit);
}

const units = { h: 'hour', d: 'day', bd: 'business day', sd: 'school day', y: 'year' } as const;

export function words({ amount, unit }: Duration): string {
  return `${amount} ${units[unit]}${amount === 1 ? '' : 's'}`;
}
