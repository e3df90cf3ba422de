/** What is said of an incident in messages; of one that concerns somebody, only that it is there (R075). */
import type { Ask } from '../../app/context.ts';
import type { NoticeKind } from '../../app/feature.ts';
import type { Card } from '../../chat/card.ts';
import { confidentialCard, incidentCard } from './cards/incident-card.ts';
import { noticeLeads } from './cards/notice-leads.ts';
import { responseLead, responseLeads } from './cards/response-leads.ts';
import { channelNotice } from './channel-notice.ts';
import { clocksNotice } from './commands/show-clocks.ts';
import { decisionNotices } from './decision-notices.ts';
import { isKeptFrom, partsOf } from './rules/incident.ts';
import { openIncident } from './store/incidents.ts';
import { taskNotices } from './task-notices.ts';

const leads: Readonly<Record<string, string>> = {
  'breach.reported': 'Somebody reports a possible data breach. Please look into it now.',
  'breach.supervisor':
    'Somebody of yours reports a possible data breach. It is being looked into; you have nothing to do.',
  'breach.called':
    'You are called to a possible data breach: the desk needs your judgement, or nobody has taken it up.',
  'breach.message': 'The reporter has written.',
  'breach.asked': 'Whoever looks into your report asks you something.',
};

async function render(ask: Ask, notice: string, caseId: string | undefined): Promise<Card | undefined> {
  const file = caseId === undefined ? undefined : await openIncident(ask, { id: caseId });
  if (!file) return undefined;
  if (isKeptFrom(ask.surface, file.incident)) return confidentialCard(file.incident.id);
  if (partsOf(file.incident, ask.actor).size === 0) return undefined;
  const card = await incidentCard(ask, file);
  return {
    ...card,
    blocks: [
      { kind: 'text', text: responseLead(file.policy, notice) ?? leads[notice] ?? noticeLeads[notice] ?? '' },
      ...card.blocks,
    ],
  };
}

export const notices: readonly NoticeKind[] = [
  ...Object.keys({ ...leads, ...responseLeads, ...noticeLeads }).map((id) => ({
    id,
    render: (ask: Ask, { caseId }: { readonly caseId: string | undefined }) => render(ask, id, caseId),
  })),
  clocksNotice,
  channelNotice,
  ...decisionNotices,
  ...taskNotices,
];
