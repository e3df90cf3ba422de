/** `/breach drill`: scenarios to begin with, exercises that run, and what came of past ones; with a reference, that one. */
import type { Ask } from '../../../app/context.ts';
import type { ActionHandler, CaseKind, Word } from '../../../app/feature.ts';
import { refused } from '../../../app/replies.ts';
import type { Block, Card, ListItem } from '../../../chat/card.ts';
import { casePath } from '../../../chat/case-path.ts';
import type { Reply } from '../../../chat/interaction.ts';
import { sayDay } from '../../../chat/say-when.ts';
import { drillCard, states } from '../cards/drill-card.ts';
import { realFirst } from '../cards/words.ts';
import { drillKind, mayHold, referencePattern } from '../rules/drill.ts';
import { scenariosOf } from '../scenarios.ts';
import { type DrillFile, openDrill, openDrills } from '../store/drills.ts';
import { notThere } from './change.ts';

const mostListed = 15;

export const drillWord: Word = {
  command: 'breach',
  word: 'drill',
  takes: 'DRILL-1001',
  summary: 'DRILL: exercises with invented incidents, and what was learned from them',
  access: 'everyone',
  run: (ask, rest) => (rest === '' ? list(ask) : one(ask, rest)),
};

async function one(ask: Ask, typed: string): Promise<Reply> {
  const file = await byReference(ask, typed);
  return file ? { kind: 'card', card: drillCard(ask, file) } : refused(notThere);
}

async function byReference(ask: Ask, typed: string): Promise<DrillFile | undefined> {
  if (!referencePattern.test(typed)) return undefined;
  return openDrill(ask, { number: Number(typed.slice('DRILL-'.length)) });
}

async function list(ask: Ask): Promise<Reply> {
  return { kind: 'card', card: await listCard(ask) };
}

/** The same from somebody's list. */
export const listAction: ActionHandler = {
  id: 'drill.list',
  access: 'everyone',
  run: async (act) => ({ kind: 'done', text: 'Choose a scenario to begin with.', card: await listCard(act) }),
};

async function listCard(ask: Ask): Promise<Card> {
  const holds = mayHold(ask.policy.pack, ask.actor);
  const files = await openDrills(ask, {}, mostListed);
  const running = files.filter(({ drill }) => drill.state !== 'ended');
  const past = files.filter(({ drill }) => drill.state === 'ended');
  return {
    audience: 'person',
    title: 'Exercises',
    blocks: [
      { kind: 'note', tone: 'warning', text: realFirst(ask) },
      ...(running.length === 0
        ? []
        : ([
            { kind: 'heading', text: 'Under way' },
            { kind: 'list', items: running.map(runningItem) },
          ] satisfies Block[])),
      ...(holds ? await offered(ask) : []),
      { kind: 'heading', text: 'Past ones' },
      past.length === 0
        ? { kind: 'text', text: holds ? 'None was held yet.' : 'You took part in none yet.' }
        : { kind: 'list', items: past.map((file) => pastItem(ask, file)) },
      ...(holds ? [] : [{ kind: 'text', text: whoHolds(ask) } as const]),
    ],
    actions: [],
  };
}

function runningItem({ drill, scenario }: DrillFile): ListItem {
  return {
    title: `${drill.reference}: ${scenario.scenario.title}`,
    detail: states[drill.state].label,
    action: { kind: 'link', label: 'Open', path: casePath({ kind: drillKind, id: drill.id }) },
  };
}

/** Whoever led it has things to do on its card; its page is for reading. */
function pastItem({ policy, actor }: Ask, { drill, scenario }: DrillFile): ListItem {
  const day = policy.calendar.localDay(drill.startedAt).toString();
  return {
    title: `${drill.reference}: ${scenario.scenario.title}`,
    detail: sayDay(day),
    action:
      drill.facilitatorId === actor.id
        ? { kind: 'link', label: 'Open', path: casePath({ kind: drillKind, id: drill.id }) }
        : { kind: 'link', label: 'What came of it', path: `/documents/drill.page?id=${drill.id}` },
  };
}

async function offered(ask: Ask): Promise<readonly Block[]> {
  const found = [...(await scenariosOf(ask.reader, ask.policy)).values()];
  return [
    { kind: 'heading', text: 'Scenarios to begin with' },
    {
      kind: 'list',
      items: found.map(({ scenario: { scenario, parts }, own }) => ({
        title: scenario.title,
        detail: `${scenario.about} About ${scenario.minutes} minutes, ${parts.length} ${parts.length === 1 ? 'part' : 'parts'}.${own ? ' Your district’s own.' : ''}`,
        action: {
          kind: 'open-form',
          form: 'drill.plan',
          label: 'Begin it',
          subject: { scenario: scenario.id },
        },
      })),
    },
  ];
}

function whoHolds({ policy: { pack } }: Ask): string {
  const by = pack.breaches.drills?.by ?? [];
  if (by.length === 0) return 'The plan names nobody who holds exercises.';
  const names = by.map((role) => pack.roles[role]?.name ?? role);
  return `Exercises are held by: ${names.join(', ')}. Ask one of them if you would like one.`;
}

export const drillCase: CaseKind = {
  kind: drillKind,
  pattern: referencePattern,
  async find(ask, reference) {
    const file = await byReference(ask, reference);
    return file && { id: file.drill.id, card: drillCard(ask, file) };
  },
  async card(ask, id) {
    const file = await openDrill(ask, { id });
    return file && drillCard(ask, file);
  },
};
