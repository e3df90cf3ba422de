/** Messages about what is done after an incident: given, due, left; a text that waits, one that was ruled on; the year's tasks. */
import type { Ask } from '../../app/context.ts';
import type { NoticeKind } from '../../app/feature.ts';
import type { Card } from '../../chat/card.ts';
import { sayDay } from '../../chat/say-when.ts';
import type { Facts } from '../../store/tx.ts';
import { improvementItem } from './cards/after-page.ts';
import { confidentialCard, pageLink } from './cards/incident-card.ts';
import { stateLabel } from './cards/state.ts';
import { namesOf } from './commands/after-blocks.ts';
import { isOverdue } from './rules/improvement.ts';
import { incidentKind, isKeptFrom, partsOf, worksOn } from './rules/incident.ts';
import { improvementsOf } from './store/improvements.ts';
import { type IncidentFile, openIncident } from './store/incidents.ts';
import { publicTextsOf } from './store/public-texts.ts';
import { yearlyNotice } from './yearly.ts';

const about = {
  'breach.action-given': 'This is yours to do, so that it does not happen again:',
  'breach.action-due': 'This has to be done, so that it does not happen again:',
  'breach.action-left': 'Nobody has done this in spite of reminders. Please see to it with the desk:',
} as const;

async function actions(ask: Ask, lead: string, caseId: string | undefined, facts: Facts) {
  const file = await seen(ask, caseId);
  if (!file) return undefined;
  const { incident, policy } = file;
  const wanted = Array.isArray(facts.actions) ? facts.actions : undefined;
  const all = (await improvementsOf(ask.reader, [incident.id])).get(incident.id) ?? [];
  const open = all.filter(
    ({ id, state, ownerId }) => state === 'open' && (wanted ? wanted.includes(id) : ownerId === ask.actor.id),
  );
  if (open.length === 0) return undefined;
  if (isKeptFrom(ask.surface, incident)) return confidentialCard(incident.id);
  const name = await namesOf(
    ask,
    open.map(({ ownerId }) => ownerId),
  );
  const items = open.map((one) => {
    const item = improvementItem(file, one, ask.now, name);
    const day = sayDay(policy.calendar.localDay(one.dueAt).toString());
    // What somebody typed goes into no chat.
    return ask.surface === 'web'
      ? item
      : { ...item, title: isOverdue(one, ask.now) ? `It was due ${day}` : `It is due ${day}` };
  });
  return card(file, lead, [{ kind: 'list', items }]);
}

async function publicText(ask: Ask, waits: boolean, caseId: string | undefined) {
  const file = await seen(ask, caseId);
  if (!file) return undefined;
  const { incident, policy } = file;
  const newest = (await publicTextsOf(ask.reader, incident.id)).at(-1);
  if (!newest || (newest.state === 'waits') !== waits) return undefined;
  if (isKeptFrom(ask.surface, incident)) return confidentialCard(incident.id);
  if (waits) {
    const { src } = policy.pack.breaches.after.public_text;
    return card(file, `A text for the district’s public page waits for your yes (${src}).`, []);
  }
  return card(
    file,
    newest.state === 'approved'
      ? 'Your text for the public page was approved. Please post it.'
      : 'Your text for the public page comes back to you; its page says why.',
    [],
  );
}

/** The matter, if it is this person's to work on. */
async function seen(ask: Ask, caseId: string | undefined): Promise<IncidentFile | undefined> {
  const file = caseId === undefined ? undefined : await openIncident(ask, { id: caseId });
  return file && worksOn(partsOf(file.incident, ask.actor)) ? file : undefined;
}

function card({ incident }: IncidentFile, lead: string, blocks: Card['blocks']): Card {
  return {
    audience: 'person',
    title: `${incident.reference}: afterwards`,
    status: stateLabel(incident),
    blocks: [{ kind: 'text', text: lead }, ...blocks],
    actions: [pageLink(incident.id)],
    about: { kind: incidentKind, id: incident.id },
  };
}

export const afterNotices: readonly NoticeKind[] = [
  ...Object.entries(about).map(
    ([id, lead]): NoticeKind => ({
      id,
      render: (ask, { caseId, facts }) => actions(ask, lead, caseId, facts),
    }),
  ),
  { id: 'breach.public-waits', render: (ask, { caseId }) => publicText(ask, true, caseId) },
  { id: 'breach.public-ruled', render: (ask, { caseId }) => publicText(ask, false, caseId) },
  yearlyNotice,
];
