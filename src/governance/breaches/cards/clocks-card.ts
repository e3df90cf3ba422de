/** Clocks on a card of their own: what a reminder names, and what `/breach clocks` lists. */
import type { Ask } from '../../../app/context.ts';
import type { Block, Card } from '../../../chat/card.ts';
import { incidentKind, isKeptFrom } from '../rules/incident.ts';
import { isAfter } from '../rules/moments.ts';
import type { Clock } from '../store/clocks.ts';
import type { IncidentFile } from '../store/incidents.ts';
import { type ClockSheet, clockItems, lawBlocks, openClocks } from './clocks.ts';
import { confidentialCard } from './incident-card.ts';

/** Of one incident, those that a message is about; nothing once each of them is met or no longer owed. */
export function reminderCard(
  { now, surface }: Ask,
  file: IncidentFile,
  sheet: ClockSheet,
  named: ReadonlySet<string>,
): Card | undefined {
  const { incident } = file;
  const clocks = openClocks(incident, sheet.clocks).filter(({ id }) => named.has(id));
  if (clocks.length === 0) return undefined;
  if (isKeptFrom(surface, incident)) return confidentialCard(incident.id);
  const passed = clocks.some(({ dueAt }) => dueAt && isAfter(now, dueAt));
  return {
    audience: 'person',
    title: `${incident.reference}: who has to be told`,
    status: passed ? { label: 'Past its time', tone: 'danger' } : { label: 'Time runs', tone: 'warning' },
    blocks: [
      {
        kind: 'text',
        text: passed
          ? 'A legal time has passed, and nobody has recorded that they were told. Please see to it now.'
          : 'Somebody has to be told. Nothing is sent by itself: a person does it, and records it here.',
      },
      ...lawBlocks(clocks, sheet),
      { kind: 'list', items: clockItems(file, sheet, clocks, now) },
    ],
    actions: [
      { kind: 'link', label: 'Everything about it', path: `/documents/breach.page?id=${incident.id}` },
    ],
    about: { kind: incidentKind, id: incident.id },
  };
}

/** Each incident that one works on, with what is open of it. */
export interface OpenSheet {
  readonly file: IncidentFile;
  readonly sheet: ClockSheet;
  readonly open: readonly Clock[];
}

export function clocksCard(ask: Ask, sheets: readonly OpenSheet[]): Card {
  const { surface, now } = ask;
  return {
    audience: 'person',
    title: 'Legal clocks',
    blocks:
      sheets.length === 0
        ? [{ kind: 'text', text: 'Nobody has to be told of anything that you look into.' }]
        : sheets.flatMap(({ file, sheet, open }): Block[] => {
            const { id, reference, confidential } = file.incident;
            const action = { kind: 'link', label: 'Open', path: `/cases/${incidentKind}/${id}` } as const;
            if (confidential && surface !== 'web')
              return [{ kind: 'list', items: [{ title: 'A confidential matter', action }] }];
            return [
              { kind: 'heading', text: reference },
              ...lawBlocks(open, sheet),
              { kind: 'list', items: clockItems(file, sheet, open, now) },
            ];
          }),
    actions: [],
  };
}
