/** Messages about a decision that waits: drawn only while it does, and with the names of those it waits for. */
import type { Ask } from '../../app/context.ts';
import type { NoticeKind } from '../../app/feature.ts';
import type { Card } from '../../chat/card.ts';
import { sayMoment } from '../../chat/say-when.ts';
import { confidentialCard, incidentCard } from './cards/incident-card.ts';
import { partnersOf, peopleOf } from './commands/deciders.ts';
import { isKeptFrom, partsOf, worksOn } from './rules/incident.ts';
import { type Proposal, waitingProposal } from './rules/proposal.ts';
import { type IncidentFile, openIncident } from './store/incidents.ts';

const proposed = 'A decision is proposed to you. Nothing is decided until you, or another who may, says yes.';

export const decisionNotices: readonly NoticeKind[] = ['breach.proposed', 'breach.decision-waits'].map(
  (id) => ({
    id,
    async render(ask, { caseId, facts }): Promise<Card | undefined> {
      const file = caseId === undefined ? undefined : await openIncident(ask, { id: caseId });
      const waiting = file && waitingProposal(file);
      if (!file || !waiting || waiting.id !== facts.proposal || !worksOn(partsOf(file.incident, ask.actor)))
        return undefined;
      if (isKeptFrom(ask.surface, file.incident)) return confidentialCard(file.incident.id);
      const card = await incidentCard(ask, file);
      const lead = id === 'breach.proposed' ? proposed : await sayMissing(ask, file, waiting);
      return { ...card, blocks: [{ kind: 'text', text: lead }, ...card.blocks] };
    },
  }),
);

async function sayMissing(ask: Ask, file: IncidentFile, { at, byId }: Proposal): Promise<string> {
  const since = sayMoment(at, file.policy.calendar.zone);
  const proposer = await ask.directory.person(ask.reader, byId);
  const missing = proposer?.status === 'active' ? peopleOf(await partnersOf(ask, file, proposer)) : [];
  return missing.length === 0
    ? `A decision waits since ${since}, and there is nobody else whom it does not concern: propose it again, and it is decided by you alone.`
    : `A decision waits since ${since} for ${missing
        .map(({ name }) => name)
        .join(
          ' or ',
        )}. Please call them; if they say yes by telephone, its page has where to write that down.`;
}
