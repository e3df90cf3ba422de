/** `/breach clocks`: whoever still has to be told, of every incident that one works on, the nearest first. */
import type { Ask } from '../../../app/context.ts';
import type { NoticeKind, Word } from '../../../app/feature.ts';
import { openClocks, untoldAtEnd } from '../cards/clocks.ts';
import { clocksCard, type OpenSheet, reminderCard } from '../cards/clocks-card.ts';
import { partsOf, worksOn } from '../rules/incident.ts';
import { openIncident, openIncidents } from '../store/incidents.ts';
import { clockSheet } from './clock-sheet.ts';

const mostListed = 20;

export const clocksWord: Word = {
  command: 'breach',
  word: 'clocks',
  summary: 'Who has to be told, and by when, in what you look into',
  access: 'everyone',
  run: async (ask) => ({ kind: 'card', card: clocksCard(ask, await openSheets(ask)) }),
};

async function openSheets(ask: Ask): Promise<readonly OpenSheet[]> {
  const running = await openIncidents(ask, { state: { not: 'closed' } }, mostListed);
  const untold = { state: 'closed', clocks: { some: { owed: 'yes', metAt: null } } };
  const files = [...running, ...(await openIncidents(ask, untold, mostListed))];
  const sheets: OpenSheet[] = [];
  for (const file of files) {
    if (!worksOn(partsOf(file.incident, ask.actor))) continue;
    const sheet = await clockSheet(ask, file);
    const open = [...openClocks(file.incident, sheet.clocks), ...untoldAtEnd(file.incident, sheet.clocks)];
    if (open.length > 0) sheets.push({ file, sheet, open });
  }
  const nearest = ({ open }: OpenSheet) => open[0]?.dueAt?.epochMilliseconds ?? Number.POSITIVE_INFINITY;
  const ended = ({ file }: OpenSheet) => (file.incident.state === 'closed' ? 1 : 0);
  return sheets.sort((a, b) => ended(a) - ended(b) || nearest(a) - nearest(b));
}

export const clocksNotice: NoticeKind = {
  id: 'breach.clocks',
  async render(ask, { caseId, facts }) {
    const file = caseId === undefined ? undefined : await openIncident(ask, { id: caseId });
    if (!file || !worksOn(partsOf(file.incident, ask.actor))) return undefined;
    const named = new Set(Array.isArray(facts.clocks) ? facts.clocks.map(String) : []);
    return reminderCard(ask, file, await clockSheet(ask, file), named);
  },
};
