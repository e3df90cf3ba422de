/** What the messages about a response begin with. */
import type { Policy } from '../../../policy/policy.ts';

export const responseLeads: Readonly<Record<string, string | ((policy: Policy) => string)>> = {
  'breach.team': 'You are called to the response team. Please look at it now; your tasks stand on its page.',
  'breach.determined': 'It has been decided. What that means for you stands below.',
  'breach.objected':
    'Somebody said no to what you proposed; its page says why. Propose something else, or talk to them.',
  'breach.named':
    'It is written down that you agreed to this elsewhere. If that is not so, open the decision again: you alone may.',
  'breach.ended': 'Your report has been looked into.',
  'breach.reopened': 'There are new facts: the decision was opened again, and nobody has decided anew.',
  'breach.looked-at-again': ({ pack }) => pack.breaches.response.decision.tells.reopened,
  'breach.handed-over':
    'You are asked to lead from now on. Please read the summary, and say that you have it.',
  'breach.closed': 'It is closed.',
  'breach.yours-now':
    'This is with you now: whoever had it can’t any more. What is still to be done stands on its page.',
};

export function responseLead(policy: Policy, notice: string): string | undefined {
  const lead = responseLeads[notice];
  return typeof lead === 'function' ? lead(policy) : lead;
}
