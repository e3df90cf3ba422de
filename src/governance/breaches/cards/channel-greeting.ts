/** The one message that we write into a team's channel. */
import type { Card } from '../../../chat/card.ts';
import { confidentialCard } from './incident-card.ts';

/** The same for every case, for any may turn out to concern somebody. */
export function greetingCard(incidentId: string): Card {
  const { title, blocks, actions } = confidentialCard(incidentId);
  const manners = {
    kind: 'text',
    text: 'Slack keeps what is written in this channel. Write only what has to be written, and name nobody. Whoever else is needed is added on its page, not here: only then are they taken out again when they should be.',
  } as const;
  return { audience: 'place', title, blocks: [...blocks, manners], actions };
}
