/** A decision that waits for somebody's yes or no, on their list; where a confidential one may not be named, its own line says enough. */
import type { Ask } from '../../../app/context.ts';
import type { Task } from '../../../app/feature.ts';
import { type Incident, isKeptFrom } from '../rules/incident.ts';
import { type Proposal, waitingProposal } from '../rules/proposal.ts';
import { partnersOf, peopleOf } from './deciders.ts';

export async function decisionTasks(
  ask: Ask,
  incident: Incident,
  proposals: readonly Proposal[],
): Promise<readonly Task[]> {
  const waiting = waitingProposal({ proposals });
  if (!waiting || isKeptFrom(ask.surface, incident) || waiting.byId === ask.actor.id) return [];
  const proposer = await ask.directory.person(ask.reader, waiting.byId);
  if (proposer?.status !== 'active') return [];
  const policy = await ask.policyOf(incident.policy);
  const partners = await partnersOf(ask, { incident, policy }, proposer);
  if (!peopleOf(partners).some(({ id }) => id === ask.actor.id)) return [];
  return [
    {
      list: 'waits-for-me',
      title: `${incident.reference}: a decision waits for your yes or no`,
      action: {
        kind: 'open-form',
        form: 'breach.agree',
        label: 'Say yes or no',
        subject: { id: incident.id, proposal: waiting.id },
      },
    },
  ];
}
