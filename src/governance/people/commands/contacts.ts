/** `/safekeep contacts`: who has no e-mail address or no chat account yet. Whoever gets one leaves the list by itself. */
import type { Ask } from '../../../app/context.ts';
import type { DocumentHandler, Task, Word } from '../../../app/feature.ts';
import { holds } from '../../../app/person.ts';
import type { Action, Block, Card } from '../../../chat/card.ts';
import { csvFile } from '../../../chat/csv.ts';
import { sayDay } from '../../../chat/say-when.ts';
import { surfaceNames } from '../cards/account.ts';
import { type Lacking, lackingCounts, lackingPeople } from '../store/contacts.ts';

const access = { anyOf: ['hr'] };
const mostOnCard = 20;
const mostOnPage = 5_000;
const pagePath = '/documents/people.contacts';

function chatsOf(ask: Ask) {
  return ask.means?.chats ?? [];
}

export const contactsWord: Word = {
  command: 'safekeep',
  word: 'contacts',
  summary: 'Who has no e-mail address or no chat account yet',
  access,
  run: async (ask) => ({ kind: 'card', card: await contactsCard(ask) }),
};

async function contactsCard(ask: Ask): Promise<Card> {
  const people = await lackingPeople(ask.reader, chatsOf(ask), mostOnCard + 1);
  const shown = people.slice(0, mostOnCard);
  return {
    audience: 'person',
    title: 'No address or no account yet',
    blocks:
      people.length === 0
        ? [{ kind: 'text', text: 'Everybody who works here has an address and an account.' }]
        : [
            { kind: 'text', text: whatToDo(ask) },
            {
              kind: 'list',
              items: shown.map((one) => ({
                title: one.name,
                detail: `${sayLack(ask, one)}. ${[one.jobTitle, one.building, `hired on ${sayDay(one.hireDate)}`].filter(Boolean).join(' · ')}`,
                action: { kind: 'run', id: 'people.show', label: 'Show', payload: { person: one.id } },
              })),
            },
            ...(people.length > mostOnCard
              ? ([{ kind: 'text', text: 'The page has all of them.' }] as Block[])
              : []),
          ],
    actions: people.length > 0 ? [openPage] : [],
  };
}

const openPage: Action = { kind: 'link', label: 'Open the whole list', path: pagePath };

function whatToDo(ask: Ask): string {
  const chats = chatsOf(ask).map((chat) => surfaceNames[chat]);
  const account =
    chats.length > 0
      ? ` Without an account: ask them to send “help” to Safekeep in ${chats.join(' or ')} once.`
      : '';
  return `Without an address: put it on their card as soon as there is one.${account} Supervisors are not told; whoever is mended leaves this list by itself.`;
}

function sayLack(ask: Ask, { lacks }: Lacking): string {
  const chats = chatsOf(ask).map((chat) => surfaceNames[chat]);
  return lacks
    .map((one) => (one === 'email' ? 'No e-mail address' : `no ${chats.join(' or ')} account`))
    .join(', ')
    .replace(/^no /, 'No ');
}

export const contactsDocuments: readonly DocumentHandler[] = [
  {
    id: 'people.contacts',
    access,
    load: async (ask) => ({
      kind: 'page',
      title: 'No address or no account yet',
      blocks: [
        { kind: 'text', text: whatToDo(ask) },
        {
          kind: 'table',
          caption: 'People',
          columns: ['Name', 'What is missing', 'Title', 'Building', 'Hired', 'E-mail'],
          rows: (await lackingPeople(ask.reader, chatsOf(ask), mostOnPage)).map((one) => [
            one.name,
            sayLack(ask, one),
            one.jobTitle,
            one.building ?? '',
            sayDay(one.hireDate),
            one.email ?? '',
          ]),
        },
      ],
      downloads: [{ label: 'As a spreadsheet (CSV)', path: `${pagePath}-csv` }],
    }),
  },
  {
    id: 'people.contacts-csv',
    access,
    load: async (ask) =>
      csvFile(
        'no-address-or-account.csv',
        ['name', 'missing', 'title', 'building', 'hire_date', 'email'],
        (await lackingPeople(ask.reader, chatsOf(ask), mostOnPage)).map((one) => [
          one.name,
          one.lacks.join(' '),
          one.jobTitle,
          one.building ?? '',
          one.hireDate,
          one.email ?? '',
        ]),
      ),
  },
];

/** One line each, however many they are. */
export async function contactTasks(ask: Ask): Promise<readonly Task[]> {
  if (!holds(ask.actor, 'hr')) return [];
  const { email, account } = await lackingCounts(ask.reader, chatsOf(ask));
  const line = (count: number, what: string, detail: string): Task[] =>
    count === 0
      ? []
      : [
          {
            list: 'waits-for-me',
            title: `${count === 1 ? '1 person has' : `${count} people have`} ${what}`,
            detail,
            action: openPage,
          },
        ];
  return [
    ...line(email, 'no e-mail address yet', 'They can’t sign in or be written to. “contacts” lists them.'),
    ...line(account, 'no chat account yet', 'They are told by e-mail where they have an address.'),
  ];
}
