/** The command that belongs to no room: `/safekeep`, a person's quiet list and the help made from the registry. */
import type { Block, Card, ListItem } from '../chat/card.ts';
import type { Reply } from '../chat/interaction.ts';
import type { Ask } from './context.ts';
import type { Feature, Task } from './feature.ts';

const lists: readonly { readonly list: Task['list']; readonly title: string; readonly empty: string }[] = [
  { list: 'i-owe', title: 'What I owe', empty: 'Nothing. Thank you.' },
  { list: 'waits-for-me', title: 'What waits for me', empty: 'Nothing waits for you.' },
  { list: 'i-asked-for', title: 'What I asked for', empty: 'You have no open requests.' },
];

export async function homeCard(ask: Ask): Promise<Card> {
  const tasks = await ask.house.tasksOf(ask);
  const late = tasks.filter((task) => task.late).length;
  return {
    audience: 'person',
    title: `${ask.policy.pack.pack.district_short}: your list`,
    ...(late > 0 ? { status: { label: `${late} late`, tone: 'danger' } } : {}),
    blocks: lists.flatMap(({ list, title, empty }): Block[] => {
      const mine = tasks.filter((task) => task.list === list);
      return [
        { kind: 'heading', text: title },
        mine.length === 0 ? { kind: 'text', text: empty } : { kind: 'list', items: mine.map(item) },
      ];
    }),
    actions: [],
  };
}

/** What somebody sees first after adding the app: their list, and where to begin. */
export async function welcome(ask: Ask): Promise<Reply> {
  const { district } = ask.policy.pack.pack;
  return {
    kind: 'done',
    tone: 'good',
    text: `Welcome. Safekeep keeps track of data requests and privacy agreements at ${district}. Type “help” to see what you can do.`,
    card: await homeCard(ask),
  };
}

function item(task: Task): ListItem {
  return {
    title: task.title,
    ...(task.detail ? { detail: task.detail } : {}),
    ...(task.late ? { tone: 'danger' as const } : {}),
    ...(task.action ? { action: task.action } : {}),
  };
}

/** In Teams a leading "/" opens the menu of Teams itself, so commands stand there as bare words. */
export function asTyped(ask: Ask, command: string): string {
  return ask.surface === 'teams' ? command : `/${command}`;
}

export function helpCard(ask: Ask): Card {
  return {
    audience: 'person',
    title: 'What you can type',
    blocks: ask.house.commandsFor(ask.policy, ask.actor).flatMap((command): Block[] => [
      { kind: 'heading', text: asTyped(ask, command.name) },
      { kind: 'text', text: command.summary },
      {
        kind: 'list',
        items: [
          ...(command.example
            ? [
                {
                  title: asTyped(ask, `${command.name} ${command.example}`),
                  detail: 'Show this case as it stands',
                },
              ]
            : []),
          ...command.words.map(({ word, takes, summary }) => ({
            title: asTyped(ask, `${command.name} ${word}${takes ? ` ${takes}` : ''}`),
            detail: summary,
          })),
        ],
      },
    ]),
    actions: [],
  };
}

async function home(ask: Ask): Promise<Reply> {
  return { kind: 'card', card: await homeCard(ask) };
}

async function help(ask: Ask): Promise<Reply> {
  return { kind: 'card', card: helpCard(ask) };
}

export const houseFeature: Feature = {
  room: 'house',
  commands: [
    {
      name: 'safekeep',
      summary: 'Your list: what you owe, what waits for you, what you asked for',
      bare: home,
    },
  ],
  words: [
    { command: 'safekeep', word: 'home', summary: 'Your list', access: 'everyone', run: home },
    {
      command: 'safekeep',
      word: 'tasks',
      summary: 'Your list, under its other name',
      access: 'everyone',
      run: home,
    },
    { command: 'safekeep', word: 'help', summary: 'What you can type', access: 'everyone', run: help },
  ],
};
