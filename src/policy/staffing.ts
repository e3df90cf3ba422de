/** Whether the plan has the people it needs. Shown in /readyz and to the Coordinator; it never stops the program. */
import { Temporal } from '../kernel/clock.ts';
import type { Policy } from './policy.ts';
import type { Step } from './schema-requests.ts';

/** Somebody who holds a role today. */
export interface RoleHolder {
  readonly role: string;
  readonly personId: string;
  readonly status: 'active' | 'leave' | 'left';
  /** Has some way of hearing from us: a linked chat account, or the web surface with a mail address that works. */
  readonly reachable: boolean;
}

export interface StaffingGap {
  /** Nothing when the calendar, not a role, falls short. */
  readonly role: string | undefined;
  /** What is missing and what to do. */
  readonly says: string;
  /** The steps that nobody can take until then, as people read them: "High risk: Legal staff review the agreement". */
  readonly blocks: readonly string[];
}

/** Long enough before the holiday files run out to get the next ones. */
const calendarNoticeDays = 120;

export function staffingGaps(
  policy: Policy,
  holders: readonly RoleHolder[],
  today: Temporal.PlainDate,
): readonly StaffingGap[] {
  return [...roleGaps(policy, holders), ...calendarGap(policy, today)];
}

function roleGaps(policy: Policy, holders: readonly RoleHolder[]): readonly StaffingGap[] {
  return Object.entries(policy.pack.roles).flatMap(([id, role]): StaffingGap[] => {
    if (role.held !== 'by_name') return [];
    const active = people(holders.filter((one) => one.role === id && one.status === 'active'));
    const reachable = people(
      holders.filter((one) => one.role === id && one.status === 'active' && one.reachable),
    );
    const least = Math.max(role.min, role.single || needed(policy, id) ? 1 : 0);
    const gap = (says: string, blocks: readonly string[]) => [{ role: id, says, blocks }];
    if (active < least) {
      const found = active === 0 ? 'Nobody holds' : `Only ${active} of ${least} people hold`;
      return gap(
        `${found} the role ${role.name} (${role.src}). Grant it to somebody who is here.`,
        active === 0 ? stepsBy(policy, id) : stepsForAnother(policy, id),
      );
    }
    if (role.single && active > 1) {
      return gap(
        `${active} people hold the role ${role.name}, which is one person's (${role.src}). Take it back from all but one.`,
        [],
      );
    }
    if (reachable < least) {
      const found = reachable === 0 ? 'Nobody' : `Only ${reachable} of ${least} people`;
      return gap(
        `${found} holding the role ${role.name} can be reached by a message. Ask them to connect an account.`,
        [],
      );
    }
    return [];
  });
}

function people(holders: readonly RoleHolder[]): number {
  return new Set(holders.map((one) => one.personId)).size;
}

/** Some rule waits for a holder, even where the pack sets no least number. */
function needed(policy: Policy, role: string): boolean {
  const { data_requests: requests, agreements } = policy.pack;
  return (
    [requests.classify.by, requests.classify.stand_in, requests.route.to].includes(role) ||
    Object.values(agreements).some((agreement) => agreement.record_owner === role) ||
    dutiesNeed(policy).includes(role) ||
    allSteps(policy).some(({ step }) => step.by === role || step.waits?.show_to === role)
  );
}

/** Who is shown what is late, names people for a duty, says what it is about, or records that it was done. */
function dutiesNeed({ pack }: Policy): readonly string[] {
  const asked = Object.values(pack.duties).filter(({ on }) => on);
  return [
    ...asked.flatMap(({ owed_by, topics_by, met_by }) => [
      ...owed_by.flatMap(({ named_by }) => named_by ?? []),
      ...(topics_by ? [topics_by] : []),
      ...(met_by.assessment?.recorded_by ?? []),
    ]),
    ...asked.flatMap(({ ladder }) => {
      const found = pack.ladders[ladder];
      return found ? [found.ends.show_to, ...found.steps.flatMap(({ tell }) => tell)] : [];
    }),
  ];
}

function stepsBy(policy: Policy, role: string): readonly string[] {
  return labels(policy, (step) => step.by === role);
}

/** With one holder left, what asks for another person than the one before is still out of reach. */
function stepsForAnother(policy: Policy, role: string): readonly string[] {
  return labels(policy, (step) => step.by === role && step.kind === 'qa');
}

function labels(policy: Policy, which: (step: Step) => boolean): readonly string[] {
  return allSteps(policy)
    .filter(({ step }) => which(step))
    .map(({ level, step }) => `${level}: ${step.name}`);
}

function allSteps(policy: Policy): readonly { readonly level: string; readonly step: Step }[] {
  const { levels, routes } = policy.pack.data_requests;
  return [...Object.values(levels), ...Object.values(routes)].flatMap(({ name, steps = [] }) =>
    steps.map((step) => ({ level: name, step })),
  );
}

function calendarGap(policy: Policy, today: Temporal.PlainDate): readonly StaffingGap[] {
  const until = policy.holidaysKnownUntil;
  if (until === undefined) return [];
  if (Temporal.PlainDate.compare(today.add({ days: calendarNoticeDays }), until) <= 0) return [];
  return [
    {
      role: undefined,
      says: `The holiday files end on ${until}, and later business days would count holidays. Add the next years to them.`,
      blocks: [],
    },
  ];
}
