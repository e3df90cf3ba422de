/** What somebody who left or is away held, and who answers to them: for the Coordinator and Human Resources. */
import type { Person } from '../../../app/person.ts';
import type { Block, Card, CaseRef, ListItem } from '../../../chat/card.ts';
import { sayDay } from '../../../chat/say-when.ts';
import type { Temporal } from '../../../kernel/clock.ts';

export interface PartingView {
  readonly id: string;
  readonly person: Person;
  readonly left: boolean;
  /** The last day at work, and of an absence the last day away. */
  readonly lastDay: Temporal.PlainDate | undefined;
  readonly until: Temporal.PlainDate | undefined;
  /** As this viewer may see them. */
  readonly handedOn: readonly { readonly about: CaseRef; readonly card: Card }[];
  /** For Human Resources alone. */
  readonly reports: readonly { readonly name: string }[];
  readonly nextUp: string | undefined;
}

/** A card names no more. */
const mostNamed = 20;

export function partingCard(view: PartingView): Card {
  const { person, left, lastDay, until, handedOn, reports } = view;
  return {
    audience: 'person',
    title: `${person.name} ${left ? 'has left' : 'is away'}`,
    status: { label: left ? 'Has left' : 'Away', tone: left ? 'neutral' : 'warning' },
    blocks: [
      {
        kind: 'facts',
        facts: [
          { label: 'Title', value: person.jobTitle },
          ...(lastDay ? [{ label: 'Last day at work', value: sayDay(lastDay) }] : []),
          ...(left ? [] : [{ label: 'Back', value: until ? sayDay(until.add({ days: 1 })) : 'not known' }]),
        ],
      },
      ...(handedOn.length === 0
        ? []
        : ([
            { kind: 'heading', text: 'Offered to others' },
            {
              kind: 'text',
              text: 'These hung on them and wait to be taken by somebody else; those who can were told.',
            },
            { kind: 'list', items: handedOn.slice(0, mostNamed).map(caseItem) },
          ] as const)),
      ...(handedOn.length > mostNamed ? [more(handedOn.length - mostNamed)] : []),
      ...reportBlocks(view),
    ],
    actions:
      reports.length === 0
        ? []
        : [
            {
              kind: 'open-form',
              form: 'people.reports',
              label: 'Choose a supervisor',
              subject: { person: person.id },
            },
          ],
    about: { kind: 'parting', id: view.id },
  };
}

function caseItem({ about, card }: PartingView['handedOn'][number]): ListItem {
  return {
    title: card.title,
    ...(card.status ? { detail: card.status.label, tone: card.status.tone } : {}),
    action: {
      kind: 'run',
      id: 'people.parting.open',
      label: 'Open',
      payload: { kind: about.kind, id: about.id },
    },
  };
}

function reportBlocks({ person, reports, nextUp }: PartingView): readonly Block[] {
  if (reports.length === 0) return [];
  return [
    { kind: 'heading', text: `Who answered to ${person.name}` },
    {
      kind: 'text',
      text: nextUp
        ? `They have no supervisor here now. The next one up is ${nextUp}; nothing changes before you say so.`
        : 'They have no supervisor here now, and nobody stands above. Please choose somebody.',
    },
    { kind: 'list', items: reports.slice(0, mostNamed).map(({ name }) => ({ title: name })) },
    ...(reports.length > mostNamed ? [more(reports.length - mostNamed)] : []),
  ];
}

function more(count: number): Block {
  return { kind: 'text', text: `and ${count} more` };
}
