/** Who of an incident could be told by no message: said on its page alone, since lists for operators leave it out (R075). */
import type { Ask } from '../../../app/context.ts';
import type { DocumentBlock } from '../../../chat/document.ts';
import { unarrived } from '../../../store/outbox/read.ts';
import { incidentKind } from '../rules/incident.ts';
import type { IncidentFile } from '../store/incidents.ts';

const most = 50;

/** Nothing when everybody was. The newest notice of each counts. */
export async function untoldBlocks(ask: Ask, { incident }: IncidentFile): Promise<readonly DocumentBlock[]> {
  const about = { kind: incidentKind, id: incident.id };
  const lost = await unarrived(ask.reader, incident.reportedAt, most, about);
  const reasons = new Map<string, string>();
  for (const { to, reason } of lost)
    if ('personId' in to && !reasons.has(to.personId)) reasons.set(to.personId, reason);
  if (reasons.size === 0) return [];
  const people = await ask.directory.people(ask.reader, [...reasons.keys()]);
  return [
    { kind: 'heading', text: 'No message reached them: please call' },
    {
      kind: 'list',
      items: [...reasons].map(([id, reason]) => ({
        title: people.get(id)?.name ?? 'Somebody no longer on the roster',
        ...(reason === '' ? {} : { detail: reason }),
      })),
    },
  ];
}
