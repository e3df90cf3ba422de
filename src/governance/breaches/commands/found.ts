/** The incident that a form is about, if it is this person's to work on. */
import type { Ask } from '../../../app/context.ts';
import { Temporal } from '../../../kernel/clock.ts';
import type { Policy } from '../../../policy/policy.ts';
import { type Part, partsOf } from '../rules/incident.ts';
import { type IncidentFile, openIncident } from '../store/incidents.ts';
import type { Change } from './change.ts';

export const workers: readonly Part[] = ['desk', 'executive', 'team'];

export async function found(
  ask: Ask,
  id: string | undefined,
  by: Change['by'] = workers,
): Promise<IncidentFile | undefined> {
  const file = id === undefined ? undefined : await openIncident(ask, { id });
  const parts = file && partsOf(file.incident, ask.actor);
  return file && by.some((part) => parts?.has(part)) ? file : undefined;
}

/** The same for those whom the plan lets decide on it. */
export async function foundByDecider(ask: Ask, id: string | undefined): Promise<IncidentFile | undefined> {
  const file = await found(ask, id);
  return file && found(ask, id, file.policy.pack.breaches.response.decision.by);
}

/** For what goes on after the decision too, until it is closed. */
export const whileNotClosed: Pick<Change, 'afterwards' | 'refuse'> = {
  afterwards: true,
  refuse: ({ incident }) =>
    incident.state === 'closed' ? 'It is closed; open it again first, and say why.' : undefined,
};

/** A moment as a form hands it in, in the district's zone. */
export function momentOf(local: string, { calendar }: Policy): Temporal.Instant {
  const { year, month, day, hour, minute } = Temporal.PlainDateTime.from(local);
  const two = (part: number) => String(part).padStart(2, '0');
  return calendar.at(Temporal.PlainDate.from({ year, month, day }), `${two(hour)}:${two(minute)}`);
}

/** The same the other way round, for what a form shows. */
export function asMoment(at: Temporal.Instant, { calendar }: Policy): string {
  return at.toZonedDateTimeISO(calendar.zone).toPlainDateTime().toString({ smallestUnit: 'minute' });
}
