/** What whoever plays in an exercise hears: that it begins, what happens in it, that it has ended; and what is theirs to make better. */
import type { Ask } from '../../app/context.ts';
import type { NoticeKind } from '../../app/feature.ts';
import type { Card } from '../../chat/card.ts';
import { casePath } from '../../chat/case-path.ts';
import { sayDay } from '../../chat/say-when.ts';
import type { Facts } from '../../store/tx.ts';
import { injectItem, openItem, saidParts, states } from './cards/drill-card.ts';
import { realFirst } from './cards/words.ts';
import { drillKind, paces, partsPlayed } from './rules/drill.ts';
import { type DrillFile, openDrill } from './store/drills.ts';

export const drillNotices: readonly NoticeKind[] = [
  { id: 'drill.began', render: (ask, { caseId }) => drawn(ask, caseId, beganCard) },
  { id: 'drill.events', render: (ask, { caseId, facts }) => drawn(ask, caseId, eventsCard, facts) },
  { id: 'drill.ended', render: (ask, { caseId }) => drawn(ask, caseId, endedCard) },
  { id: 'drill.better', render: (ask, { caseId, facts }) => drawn(ask, caseId, betterCard, facts) },
];

async function drawn(
  ask: Ask,
  caseId: string | undefined,
  draw: (ask: Ask, file: DrillFile, facts: Facts) => Card | undefined,
  facts: Facts = {},
): Promise<Card | undefined> {
  const file = caseId === undefined ? undefined : await openDrill(ask, { id: caseId });
  return file && draw(ask, file, facts);
}

function about({ drill }: DrillFile) {
  return { about: { kind: drillKind, id: drill.id } } as const;
}

function openLink({ drill }: DrillFile) {
  return { kind: 'link', label: 'Open it', path: casePath({ kind: drillKind, id: drill.id }) } as const;
}

function beganCard(ask: Ask, file: DrillFile): Card | undefined {
  const { drill, scenario, people } = file;
  const parts = partsPlayed(drill, ask.actor.id);
  if (parts.length === 0) return undefined;
  return {
    audience: 'person',
    title: `${drill.reference} begins: ${scenario.scenario.title}`,
    status: states[drill.state],
    blocks: [
      {
        kind: 'text',
        text: `You play ${saidParts(scenario, parts)}. ${people.get(drill.facilitatorId)?.name ?? 'Somebody'} leads it. ${paces[drill.pace].says}. You are told what happens, and asked what you would do: answer as you would in earnest. Nobody is graded.`,
      },
      { kind: 'note', tone: 'warning', text: realFirst(ask) },
    ],
    actions: [openLink(file)],
    ...about(file),
  };
}

/** Of what came, what this person hears of, and what of it they are asked; once it has ended, that it has. */
function eventsCard(ask: Ask, file: DrillFile, facts: Facts): Card | undefined {
  const { drill, scenario, answers } = file;
  const parts = partsPlayed(drill, ask.actor.id);
  const named = Array.isArray(facts.injects) ? facts.injects.map(String) : [];
  const injects = scenario.injects.filter(({ id }) => named.includes(id));
  const [first] = injects;
  if (parts.length === 0 || !first) return undefined;
  const open =
    drill.state === 'ended'
      ? []
      : injects.flatMap(({ asks }) => asks).filter(({ id, to }) => parts.includes(to) && !answers.has(id));
  return {
    audience: 'person',
    title: `${drill.reference}: ${injects.length === 1 ? first.title : `${injects.length} things happened`}`,
    status: states[drill.state],
    blocks: [
      { kind: 'list', items: injects.map((inject) => injectItem(file, inject)) },
      ...(open.length === 0
        ? []
        : ([
            { kind: 'heading', text: 'What you are asked' },
            { kind: 'list', items: open.map((question) => openItem(file, question)) },
          ] as const)),
      { kind: 'note', tone: 'warning', text: realFirst(ask) },
    ],
    actions: [openLink(file)],
    ...about(file),
  };
}

function endedCard(ask: Ask, file: DrillFile): Card | undefined {
  const { drill, scenario } = file;
  const mine = drill.players.filter(({ personId }) => personId === ask.actor.id);
  if (drill.state !== 'ended' || mine.length === 0) return undefined;
  const credited = mine.some(({ creditedAt }) => creditedAt);
  return {
    audience: 'person',
    title: `${drill.reference} has ended: ${scenario.scenario.title}`,
    status: states.ended,
    blocks: [
      {
        kind: 'text',
        text: `Thank you for taking part. ${credited ? 'It is on your list of trainings. ' : ''}The page shows what was asked, what was answered, and what the plan and the law say to it.`,
      },
      { kind: 'note', tone: 'warning', text: realFirst(ask) },
    ],
    actions: [{ kind: 'link', label: 'What came of it', path: `/documents/drill.page?id=${drill.id}` }],
    ...about(file),
  };
}

/** Not that everything in it is invented: this is what is left of it in earnest. */
function betterCard(ask: Ask, file: DrillFile, facts: Facts): Card | undefined {
  const { drill, notes, words } = file;
  const note = notes.find(({ id }) => id === facts.note);
  if (!note || note.ownerId !== ask.actor.id) return undefined;
  const says = words[`note:${note.id}`]?.body ?? '[blanked]';
  return {
    audience: 'person',
    title: `${drill.reference}: something to be better next time`,
    status: note.settledAt ? { label: 'Done', tone: 'good' } : { label: 'To do', tone: 'warning' },
    blocks: [
      { kind: 'quote', label: 'What was learned', text: says },
      {
        kind: 'text',
        text: `It came out of an exercise, and what is to be better is real.${note.dueOn ? ` Until ${sayDay(note.dueOn)}.` : ''}`,
      },
    ],
    actions: note.settledAt
      ? []
      : [
          {
            kind: 'run',
            id: 'drill.settle',
            label: 'It is done',
            payload: { id: drill.id, note: note.id },
            style: 'primary',
          },
        ],
    ...about(file),
  };
}
