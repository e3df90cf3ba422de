/** `/breach`: the form at once; a reference shows that case; `list` what one has a part in; `anonymous` the form without a name. */
import type { Ask } from '../../../app/context.ts';
import type { CaseKind, Command, Word } from '../../../app/feature.ts';
import { refused } from '../../../app/replies.ts';
import type { Card, ListItem } from '../../../chat/card.ts';
import type { Reply } from '../../../chat/interaction.ts';
import { incidentCard } from '../cards/incident-card.ts';
import { stateLabel } from '../cards/state.ts';
import { notKept } from '../cards/thanks.ts';
import { incidentKind, referencePattern } from '../rules/incident.ts';
import { openIncident, readIncidents } from '../store/incidents.ts';
import { notThere } from './change.ts';

const mostListed = 50;

export const breach: Command = {
  name: 'breach',
  summary: 'Report a possible data breach, or a worry about one: minutes matter',
  bare: (ask) => ask.house.openForm(ask, 'breach.report', {}),
  reference: { example: 'BR-7K2M9', pattern: referencePattern, run: show },
  unkept: notKept,
  first: { label: 'Report a possible data breach', form: 'breach.report' },
};

export const breachWords: readonly Word[] = [
  {
    command: 'breach',
    word: 'anonymous',
    summary: 'Report without saying who you are',
    access: 'everyone',
    nameless: 'breach.anonymous',
    run: (ask) => ask.house.openForm(ask, 'breach.anonymous', {}),
  },
  {
    command: 'breach',
    word: 'list',
    summary: 'The reports that you made, or look into',
    access: 'everyone',
    run: async (ask) => ({ kind: 'card', card: await listCard(ask) }),
  },
];

async function show(ask: Ask, reference: string): Promise<Reply> {
  const file = await openIncident(ask, { reference: reference.toUpperCase() });
  return file ? { kind: 'card', card: await incidentCard(ask, file) } : refused(notThere);
}

async function listCard(ask: Ask): Promise<Card> {
  const incidents = await readIncidents(ask.reader, ask.viewer, {}, mostListed);
  const items = incidents.map((incident): ListItem => {
    const action = { kind: 'link', label: 'Open', path: `/cases/${incidentKind}/${incident.id}` } as const;
    return incident.confidential && ask.surface !== 'web'
      ? { title: 'A confidential matter', action }
      : { title: incident.reference, detail: stateLabel(incident).label, action };
  });
  return {
    audience: 'person',
    title: 'Possible data breaches',
    blocks: [
      items.length === 0
        ? { kind: 'text', text: 'There is none that you made or look into.' }
        : { kind: 'list', items },
    ],
    actions: [
      { kind: 'open-form', form: 'breach.report', label: 'Report one', subject: {}, style: 'primary' },
    ],
  };
}

export const incidentCase: CaseKind = {
  kind: incidentKind,
  pattern: referencePattern,
  async find(ask, reference) {
    const file = await openIncident(ask, { reference: reference.toUpperCase() });
    return file && { id: file.incident.id, card: await incidentCard(ask, file) };
  },
  async card(ask, id) {
    const file = await openIncident(ask, { id });
    return file && incidentCard(ask, file);
  },
};
