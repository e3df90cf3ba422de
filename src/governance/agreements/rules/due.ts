/** When a signature, a renewal or a duty that it opens is due; plan and law are weighed in policy/due. */
import { Temporal } from '../../../kernel/clock.ts';
import { sayDay } from '../../../kernel/say-day.ts';
import {
  addTo,
  type DueBy,
  durationWords,
  employmentStarts,
  firstDues,
  strictest,
} from '../../../policy/due.ts';
import type { Policy } from '../../../policy/policy.ts';
import type { Agreement } from '../../../policy/schema.ts';

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
  const { within, src } = agreement.resign_within;
  if (hireDate < began)
    return asDay({
      dueOn: addTo(policy.calendar, began, within),
      rule: `${durationWords(within)} after ${sayDay(began)}, when the agreement took effect (${src})`,
    });
  const own: DueBy = {
    dueOn: addTo(policy.calendar, hireDate, agreement.due.within),
    rule: `${durationWords(agreement.due.within)} after the hire date (${agreement.due.src})`,
  };
  return asDay(strictest([own, ...firstDues(policy, duty, employmentStarts(policy, hireDate))]) ?? own);
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
  return asDay({
    dueOn: addTo(policy.calendar, early ? cycleEnds : signedOn, every),
    rule: `${durationWords(every)} after ${early ? 'the last one was due' : 'signing'} (${src})`,
  });
}

/** Everybody signs a material version again by this day. */
export function resignDue(
  policy: Policy,
  agreement: Agreement,
  version: { readonly version: number; readonly effective: string },
): Due {
  const { within, src } = agreement.resign_within;
  return asDay({
    dueOn: addTo(policy.calendar, version.effective, within),
    rule: `${durationWords(within)} after ${sayDay(version.effective)}, when version ${version.version} took effect (${src})`,
  });
}

/** A duty that a line opens: "I will complete the training within 30 days" (R042). `hireDate` where it was never done. */
export function openedDue(
  policy: Policy,
  opens: Agreement['opens'][number],
  opened: string,
  hireDate: string | undefined,
): Due {
  const line = lineDue(policy, opens, opened);
  const first =
    hireDate === undefined ? [] : firstDues(policy, opens.duty, employmentStarts(policy, hireDate));
  return asDay(strictest([line, ...first]) ?? line);
}

export function lineDue(policy: Policy, opens: Agreement['opens'][number], opened: string): DueBy {
  return {
    dueOn: addTo(policy.calendar, opened, opens.within),
    rule: `${durationWords(opens.within)} after initialling line ${opens.line} (${opens.src})`,
  };
}

/** From this day on a signature may be renewed: as long before its end as a new version would give. */
export function renewalOpens(policy: Policy, agreement: Agreement, renewBy: string): string {
  const { amount, unit } = agreement.resign_within.within;
  return addTo(policy.calendar, renewBy, { amount: -amount, unit });
}

function asDay({ dueOn, rule }: DueBy): Due {
  return { dueOn: Temporal.PlainDate.from(dueOn), rule };
}
