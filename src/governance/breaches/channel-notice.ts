/** Told to whoever leads: somebody may still read the team's channel who must not. Dropped once they are out. */
import type { NoticeKind } from '../../app/feature.ts';
import { strays } from './cards/channel.ts';
import { confidentialCard, incidentCard } from './cards/incident-card.ts';
import { isKeptFrom, partsOf, worksOn } from './rules/incident.ts';
import { openIncident } from './store/incidents.ts';

export const channelNotice: NoticeKind = {
  id: 'breach.channel-stuck',
  async render(ask, { caseId }) {
    const file = caseId === undefined ? undefined : await openIncident(ask, { id: caseId });
    if (!file || !worksOn(partsOf(file.incident, ask.actor))) return undefined;
    if (strays(file.channel).length === 0) return undefined;
    if (isKeptFrom(ask.surface, file.incident)) return confidentialCard(file.incident.id);
    const card = await incidentCard(ask, file);
    const lead =
      'Somebody may still read the team’s Slack channel who must not. What to do about it now stands on its page.';
    return { ...card, blocks: [{ kind: 'note', tone: 'danger', text: lead }, ...card.blocks] };
  },
};
