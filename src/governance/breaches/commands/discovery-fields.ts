/** The instant from which legal times count, as a form asks for it; the same where it is decided and where it is corrected. */
import { sayMoment } from '../../../chat/say-when.ts';
import type { Temporal } from '../../../kernel/clock.ts';
import type { Policy } from '../../../policy/policy.ts';
import { discoveryFault, noticed } from '../rules/discovery.ts';
import type { Incident } from '../rules/incident.ts';
import { asMoment, momentOf } from './found.ts';

export const discoveryAsked = {
  discovered: {
    kind: 'moment',
    label: 'When was it discovered?',
    hint: 'Legal times count from then. The reporter’s own time stands here until you say otherwise.',
  },
  earlier: {
    kind: 'tick',
    label: 'Before the report?',
    says: 'It was known before whoever reported it noticed it',
    optional: true,
  },
  discovered_why: {
    kind: 'text',
    label: 'What makes it that moment?',
    hint: 'Who knew what then.',
    max: 1000,
  },
} as const;

/** What stands in the form at first. */
export function discoveryNow(incident: Incident, policy: Policy): string {
  return asMoment(incident.discovered?.at ?? noticed(incident), policy);
}

/** The instant, or what is wrong, by field. */
export function readDiscovery(
  incident: Incident,
  policy: Policy,
  now: Temporal.Instant,
  { discovered, earlier }: { readonly discovered: string; readonly earlier: boolean | undefined },
): { readonly at: Temporal.Instant } | { readonly errors: Readonly<Record<string, string>> } {
  const at = momentOf(discovered, policy);
  const fault = discoveryFault(incident, at, earlier === true, now);
  if (fault === 'still-to-come') return { errors: { discovered: 'This is still to come.' } };
  if (fault === 'before-noticed')
    return {
      errors: {
        discovered: `Whoever reported it noticed it on ${sayMoment(noticed(incident), policy.calendar.zone)}. If it was known before, tick the box below and say how.`,
      },
    };
  return { at };
}
