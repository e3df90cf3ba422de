/** What was proposed and answered on the way to a decision that two take together, as lines of the timeline. */
import { sayDay, sayMoment } from '../../../chat/say-when.ts';
import { Temporal } from '../../../kernel/clock.ts';
import { type Policy, roleName } from '../../../policy/policy.ts';
import type { Proposal } from '../rules/proposal.ts';
import type { TimelineEvent } from '../store/timeline.ts';
import { rulingNames } from './proposal.ts';

type Line = Pick<TimelineEvent, 'what' | 'facts'>;

/** Nothing for what is another's to say. */
export function sayProposal(
  policy: Policy,
  { what, facts }: Line,
  name: (id: string) => string,
): string | undefined {
  switch (what) {
    case 'proposed': {
      const ruling = rulingNames[facts.ruling as Proposal['ruling']] ?? 'A decision';
      const level = policy.pack.breaches.response.severities.find(({ id }) => id === facts.severity);
      const at =
        typeof facts.at === 'string'
          ? `, discovered on ${sayMoment(Temporal.Instant.from(facts.at), policy.calendar.zone)}`
          : '';
      return `Proposed: ${ruling}${level ? `, ${level.name.toLowerCase()}` : ''}${at}`;
    }
    case 'objected':
      return `Said no to what ${typeof facts.to === 'string' ? name(facts.to) : 'somebody'} proposed`;
    case 'proposal-withdrawn':
      return 'Took back what was proposed';
    case 'proposal-void':
      return 'What they had proposed was taken back';
    case 'decision-missed': {
      const missing = Array.isArray(facts.people) ? facts.people.map((id) => name(String(id))) : [];
      return missing.length === 0
        ? 'Nobody else can decide on what is proposed'
        : `The decision waits for ${missing.join(' or ')}`;
    }
    case 'next-called':
      return `The ${typeof facts.role === 'string' ? roleName(policy, facts.role) : 'next of the route'} is called: nobody of the executive team can${facts.decision === true ? ' decide with the desk' : ''}`;
    default:
      return undefined;
  }
}

const ways: Readonly<Record<string, string>> = {
  telephone: 'by telephone',
  in_person: 'in person',
  in_writing: 'in writing',
};

/** ", with Ana Bello, who said so by telephone on …; recorded by …", after what was decided. */
export function sayTogether({ facts }: Line, name: (id: string) => string): string {
  const beside = Array.isArray(facts.with) ? facts.with.map((id) => name(String(id))).join(', ') : '';
  if (facts.alone === true) return ', by one alone';
  if (beside === '') return '';
  const proposer = typeof facts.proposed === 'string' ? `, as ${name(facts.proposed)} proposed` : '';
  const said =
    typeof facts.on === 'string' && typeof facts.person === 'string'
      ? `, who said so ${ways[String(facts.how)] ?? ''} on ${sayDay(facts.on)}, recorded by ${name(facts.person)}`
      : '';
  return `${proposer}, with ${beside}${said}`;
}

/** Where the words of a line stand: with the proposal that it hangs on, or with itself. */
export function wordsField({ id, what, facts }: TimelineEvent): string {
  const proposal = typeof facts.proposal === 'string' ? facts.proposal : undefined;
  if (proposal === undefined) return `event:${id}`;
  switch (what) {
    case 'proposed':
      return `proposal-why:${proposal}`;
    case 'discovery-set':
      return `proposal-discovered:${proposal}`;
    case 'learned':
      return `proposal-learned:${proposal}`;
    case 'determined':
    case 'reopened':
      return facts.alone === true ? `proposal-why:${proposal}` : `proposal-evidence:${proposal}`;
    default:
      return `event:${id}`;
  }
}
