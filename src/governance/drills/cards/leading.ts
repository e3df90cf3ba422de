/** What whoever leads an exercise sees beside it: who plays, what came, what comes next, and the buttons to steer it. */
import type { Action, Block } from '../../../chat/card.ts';
import { sayMoment } from '../../../chat/say-when.ts';
import { ahead, comesAt, nextComes } from '../rules/drill.ts';
import { partName, questionsOf } from '../rules/scenario.ts';
import type { DrillFile } from '../store/drills.ts';
import { sayShortly } from './words.ts';

export function leadBlocks(file: DrillFile): readonly Block[] {
  const { drill, scenario, answers, people } = file;
  const name = (id: string) => people.get(id)?.name ?? 'somebody no longer on the roster';
  const asked = scenario.injects.filter(({ id }) => drill.came.has(id)).flatMap(({ asks }) => asks);
  return [
    { kind: 'heading', text: 'Who plays' },
    {
      kind: 'list',
      items: scenario.parts.map(({ id, name: part }) => {
        const theirs = asked.filter(({ to }) => to === id);
        const done = theirs.filter((one) => answers.has(one.id)).length;
        return {
          title: `${part}: ${drill.players
            .filter((one) => one.part === id)
            .map(({ personId }) => name(personId))
            .join(', ')}`,
          detail: theirs.length === 0 ? 'Was asked nothing yet' : `Answered ${done} of ${theirs.length}`,
        };
      }),
    },
    ...coming(file),
  ];
}

function coming({ drill, scenario, policy }: DrillFile): readonly Block[] {
  if (drill.state === 'ended') return [];
  const [next, ...more] = ahead(scenario, drill.came);
  const heading = { kind: 'heading', text: 'What comes next' } as const;
  if (!next)
    return [
      heading,
      {
        kind: 'text',
        text: `Every event came, and ${questionsOf(scenario).length} questions were asked. End it when people are done, and talk it over.`,
      },
    ];
  const zone = policy.calendar.zone;
  const real = nextComes(drill, next);
  const to = next.to ? next.to.map((part) => partName(scenario, part)).join(', ') : 'everybody';
  return [
    heading,
    {
      kind: 'list',
      items: [
        {
          title: next.title,
          detail: `To ${to}, ${sayShortly(comesAt(drill, next), zone)} in the exercise${real ? `; by itself on ${sayMoment(real, zone)}` : ''}. ${next.text.replace(/\s*\n\s*/g, ' ')}`,
        },
      ],
    },
    ...(more.length === 0
      ? []
      : [
          {
            kind: 'text',
            text: `${more.length} ${more.length === 1 ? 'event' : 'events'} after it.`,
          } as const,
        ]),
  ];
}

export function leadActions({ drill, scenario, notes }: DrillFile): readonly Action[] {
  const { id, version, state } = drill;
  const subject = { id };
  const note = {
    kind: 'open-form',
    form: 'drill.note',
    label: 'Write down what was learned',
    subject,
  } as const;
  if (state === 'ended') {
    const uncredited = drill.players.some(({ creditedAt }) => !creditedAt);
    return [
      { ...note, ...(notes.length === 0 ? { style: 'primary' } : {}) } as const,
      ...(uncredited
        ? [{ kind: 'open-form', form: 'drill.credit', label: 'Training credit', subject } as const]
        : []),
      { kind: 'run', id: 'drill.list', label: 'Hold another', payload: {} },
    ];
  }
  const payload = { id, version: String(version) };
  const next = ahead(scenario, drill.came)[0];
  return [
    ...(next
      ? [
          {
            kind: 'run',
            id: 'drill.next',
            label: 'Next event now',
            payload: { id, inject: next.id },
            style: 'primary',
          } as const,
        ]
      : []),
    state === 'running'
      ? { kind: 'run', id: 'drill.halt', label: 'Halt its clock', payload }
      : { kind: 'run', id: 'drill.go-on', label: 'Go on', payload },
    note,
    { kind: 'open-form', form: 'drill.end', label: 'End it', subject, ...(next ? {} : { style: 'primary' }) },
  ];
}
