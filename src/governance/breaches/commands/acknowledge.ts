/** Taking an incident up: the desk says that it is looked into, and the clock that calls the executives stops. */
import type { ActionHandler } from '../../../app/feature.ts';
import { sayMoment } from '../../../chat/say-when.ts';
import { toDate } from '../../../kernel/clock.ts';
import { change } from './change.ts';

export const acknowledge: ActionHandler = {
  id: 'breach.acknowledge',
  access: 'everyone',
  run: (act, { id, version = '' }) =>
    change(act, id, {
      by: ['desk', 'executive', 'team'],
      version,
      refuse: ({ incident: { acknowledged }, people, policy }) =>
        acknowledged &&
        `${people.get(acknowledged.byId)?.name ?? 'Somebody'} took it up on ${sayMoment(acknowledged.at, policy.calendar.zone)}.`,
      what: 'acknowledged',
      data: { acknowledgedAt: toDate(act.now), acknowledgedById: act.actor.id, onDutyId: act.actor.id },
      say: ({ incident }) => `You have taken up ${incident.reference}.`,
    }),
};
