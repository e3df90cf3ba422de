/** The line of an incident in somebody's list: what is wanted of them and by when, where that may be said. */
import type { Ask } from '../../app/context.ts';
import type { Task } from '../../app/feature.ts';
import { sayMoment } from '../../chat/say-when.ts';
import { openClocks } from './cards/clocks.ts';
import { incidentTitle, stateLabel } from './cards/state.ts';
import { type Incident, incidentKind, isKeptFrom, isOpen } from './rules/incident.ts';
import { clocksOf } from './store/clocks.ts';

/** For whoever works on it: it stands among what is due first, for minutes matter. */
export async function incidentLine(ask: Ask, incident: Incident): Promise<Task> {
  const policy = await ask.policyOf(incident.policy);
  const { calendar } = policy;
  const untaken = incident.state === 'concern' && !incident.acknowledged;
  const next = openClocks(incident, await clocksOf(ask.reader, policy, incident.id)).find(
    ({ dueAt, owed, heldSince }) => dueAt && owed === 'yes' && !heldSince,
  );
  const dueAt = untaken ? incident.reportedAt : isOpen(incident) ? next?.dueAt : undefined;
  const dueOn = dueAt ? { dueOn: calendar.localDay(dueAt).toString() } : {};
  if (isKeptFrom(ask.surface, incident)) return { ...hidden(incident, 'waits-for-me'), ...dueOn };
  const byWhen =
    next?.dueAt && isOpen(incident)
      ? ` ${next.law.clock.name}: ${incident.state === 'breach' ? 'to be told' : 'if it is a breach, to be told'} by ${sayMoment(next.dueAt, calendar.zone)}.`
      : '';
  return {
    list: 'waits-for-me',
    title: incidentTitle(incident),
    detail: `${untaken ? 'Not taken up yet: urgent, please look into it now' : stateLabel(incident).label}.${byWhen}`,
    ...dueOn,
    action: openIt(incident),
  };
}

/** For whoever reported it: a question waits for them, or else it is what they asked for. */
export function reportLine(ask: Ask, incident: Incident, asked: boolean): Task {
  const list = asked ? 'waits-for-me' : 'i-asked-for';
  if (isKeptFrom(ask.surface, incident)) return hidden(incident, list);
  if (!asked)
    return {
      list,
      title: incidentTitle(incident),
      detail: `${stateLabel(incident).label}. What to do now, and whom to call, stands there.`,
      action: openIt(incident),
    };
  return {
    list,
    title: `${incident.reference}: a question about your report`,
    detail: 'Whoever looks into it waits for your answer.',
    action: openIt(incident),
  };
}

/** Lists are drawn in chat too: of one that concerns somebody they say nothing there. */
function hidden(incident: Incident, list: Task['list']): Task {
  return { list, title: 'A confidential matter', action: openIt(incident) };
}

function openIt({ id }: Incident) {
  return { kind: 'link', label: 'Open', path: `/cases/${incidentKind}/${id}` } as const;
}
