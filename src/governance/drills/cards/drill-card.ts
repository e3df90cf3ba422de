/** An exercise as it stands: for whoever plays, what they know and are asked; for whoever leads, what comes and how to steer it. */
import type { Ask } from '../../../app/context.ts';
import type { Action, Block, Card, ListItem } from '../../../chat/card.ts';
import { clockOf, type DrillState, drillKind, hears, leads, paces, partsPlayed } from '../rules/drill.ts';
import { type Inject, partName, type Question, type Scenario } from '../rules/scenario.ts';
import type { DrillFile } from '../store/drills.ts';
import { clockBlocks } from './clocks.ts';
import { leadActions, leadBlocks } from './leading.ts';
import { realFirst, sayExerciseTime, sayShortly } from './words.ts';

export const states: Readonly<Record<DrillState, NonNullable<Card['status']>>> = {
  running: { label: 'Its clock runs', tone: 'info' },
  paused: { label: 'Its clock stands still', tone: 'warning' },
  ended: { label: 'Ended', tone: 'neutral' },
};

export function drillCard(ask: Ask, file: DrillFile): Card {
  const { drill, scenario } = file;
  const leading = leads(drill, ask.policy.pack, ask.actor);
  const parts = partsPlayed(drill, ask.actor.id);
  return {
    audience: 'person',
    title: `${drill.reference}: ${scenario.scenario.title}`,
    status: states[drill.state],
    blocks: [
      { kind: 'note', tone: 'warning', text: realFirst(ask) },
      { kind: 'text', text: standing(ask, file, parts) },
      ...(leading ? leadBlocks(file) : []),
      ...(parts.length === 0 ? [] : questionBlocks(file, parts)),
      ...clockBlocks(file, ask.now, { leads: leading, plays: parts.length > 0 }),
      ...(parts.length === 0 ? [] : knownBlocks(file, parts)),
    ],
    actions: [...(leading ? leadActions(file) : []), ...pageLink(file, leading)],
    about: { kind: drillKind, id: drill.id },
  };
}

/** Who one is in it, and how late it is there. */
function standing(
  ask: Ask,
  { drill, scenario, policy, people }: DrillFile,
  parts: readonly string[],
): string {
  const zone = policy.calendar.zone;
  const leader = people.get(drill.facilitatorId)?.name ?? 'somebody no longer on the roster';
  const ended = drill.state === 'ended';
  const you = parts.length > 0 ? `You ${ended ? 'played' : 'play'} ${saidParts(scenario, parts)}. ` : '';
  const mine = drill.facilitatorId === ask.actor.id;
  const led = `${mine ? 'You' : leader} ${ended ? 'led' : mine ? 'lead' : 'leads'} it.`;
  if (ended) return `${you}${led} It has ended.${parts.length > 0 ? ' Thank you for taking part.' : ''}`;
  const time = `When this was drawn it was ${sayExerciseTime(clockOf(drill, ask.now), zone)} in the exercise.`;
  return `${you}${led} ${time} ${paces[drill.pace].says}.`;
}

/** “Incident desk” and “Counsel” */
export function saidParts(scenario: Scenario, parts: readonly string[]): string {
  return parts.map((part) => `“${partName(scenario, part)}”`).join(' and ');
}

/** Open ones with their button, then those that somebody answered. */
export function questionBlocks(file: DrillFile, parts: readonly string[]): readonly Block[] {
  const { drill, scenario, answers } = file;
  const asked = scenario.injects
    .filter(({ id }) => drill.came.has(id))
    .flatMap(({ asks }) => asks)
    .filter(({ to }) => parts.includes(to));
  const open = drill.state === 'ended' ? [] : asked.filter(({ id }) => !answers.has(id));
  const done = asked.filter(({ id }) => answers.has(id));
  return [
    { kind: 'heading', text: 'What you are asked' },
    ...(open.length + done.length === 0
      ? [{ kind: 'text', text: 'Nothing at the moment. The next event will tell you.' } as const]
      : [
          {
            kind: 'list',
            items: [
              ...open.map((question) => openItem(file, question)),
              ...done.map((question) => doneItem(file, question)),
            ],
          } as const,
        ]),
  ];
}

export function openItem({ drill }: DrillFile, { id, asks }: Question): ListItem {
  return {
    title: asks,
    tone: 'warning',
    action: {
      kind: 'open-form',
      form: 'drill.answer',
      label: 'Answer',
      subject: { id: drill.id, question: id },
    },
  };
}

function doneItem({ answers, people }: DrillFile, { id, asks }: Question): ListItem {
  const by = people.get(answers.get(id)?.byId ?? '')?.name ?? 'somebody no longer on the roster';
  return { title: asks, detail: `Answered by ${by}`, tone: 'good' };
}

/** Newest first: what is new is what one looks for. */
function knownBlocks(file: DrillFile, parts: readonly string[]): readonly Block[] {
  const known = file.scenario.injects.filter(
    (inject) => file.drill.came.has(inject.id) && hears(parts, inject),
  );
  return [
    { kind: 'heading', text: 'What you know so far' },
    { kind: 'list', items: known.toReversed().map((inject) => injectItem(file, inject)) },
  ];
}

export function injectItem({ drill, policy }: DrillFile, inject: Inject): ListItem {
  const at = drill.came.get(inject.id)?.toldAt;
  const when = at ? `${sayShortly(at, policy.calendar.zone)}: ` : '';
  return { title: `${when}${inject.title}`, detail: inject.text.replace(/\s*\n\s*/g, ' ') };
}

/** What it was for is read by those who played once it has ended; whoever leads reads along. */
function pageLink({ drill }: DrillFile, leading: boolean): readonly Action[] {
  if (!leading && drill.state !== 'ended') return [];
  return [
    {
      kind: 'link',
      label: drill.state === 'ended' ? 'What came of it' : 'Its page',
      path: `/documents/drill.page?id=${drill.id}`,
    },
  ];
}
