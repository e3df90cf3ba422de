/** A line of the timeline as people read it. */
import { type Policy, roleName } from '../../../policy/policy.ts';
import type { TimelineEvent } from '../store/timeline.ts';
import { sayAfter } from './after-timeline.ts';
import { sayClockEvent } from './clock-events.ts';
import { sayNoticeEvent } from './notice-events.ts';
import { sayProposal } from './proposal-timeline.ts';
import { type NameOf, sayResponse } from './response-timeline.ts';

export function sayEvent(policy: Policy, event: TimelineEvent, name: NameOf): string {
  const { what, facts, byId } = event;
  switch (what) {
    case 'reported':
      return 'Reported';
    case 'acknowledged':
      return 'Taken up';
    case 'executives-called':
      if (facts.actions === true)
        return 'Executive team called: something to do better was left undone in spite of reminders';
      if (byId === undefined && facts.tasks === true)
        return 'Executive team called: a task was left undone in spite of reminders';
      if (facts.decision === true) return 'Executive team called, to decide together';
      return byId === undefined
        ? 'Executive team called: nobody had taken it up in time'
        : 'Executive team called';
    case 'subject-named': {
      const told = Array.isArray(facts.told) ? facts.told.length : 0;
      return told === 0
        ? 'Kept from somebody whom it concerns; they had been told nothing'
        : `Kept from somebody whom it concerns; they had been sent ${told} ${told === 1 ? 'message' : 'messages'} about it`;
    }
    case 'desk-moved':
      return typeof facts.to === 'string'
        ? `Moved to the ${roleName(policy, facts.to)}`
        : 'With nobody: it concerns everybody of the route';
    default:
      return (
        sayClockEvent(policy, what, facts) ??
        sayResponse(policy, event, name) ??
        sayProposal(policy, event, name) ??
        sayAfter(policy, event, name) ??
        sayNoticeEvent(what, facts) ??
        what
      );
  }
}
