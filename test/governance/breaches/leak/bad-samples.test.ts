/** That the comparison of two districts catches what a new room forgets: each offers something that does not ask who looks. */
import { beforeAll, expect, it } from 'vitest';
import type { Feature } from '../../../../src/app/feature.ts';
import { features } from '../../../../src/governance/features.ts';
import type { Reader } from '../../../../src/store/tx.ts';
import { legacyPolicy } from '../../../support/policy.ts';
import { leaks, withCase, withoutCase } from './twins.ts';
import { waysOf } from './ways.ts';

const count = ({ db }: Reader) => db.incident.count();
const there = ({ db }: Reader, id = '') => db.incident.findUnique({ where: { id } });
const card = (text: string) =>
  ({ audience: 'person', title: 'Toy', blocks: [{ kind: 'text', text }], actions: [] }) as const;

const room: Feature = {
  room: 'toy',
  words: [
    {
      ...{ command: 'safekeep', word: 'toys', summary: 'Toys', access: 'everyone' },
      run: async ({ reader }) => ({ kind: 'card', card: card(`There are ${await count(reader)} toys.`) }),
    },
  ],
  documents: [
    {
      ...{ id: 'toy.page', access: 'everyone' },
      load: async ({ reader }, { id }) =>
        (await there(reader, id)) ? { kind: 'page', title: 'Toy', blocks: [] } : undefined,
    },
    {
      ...{ id: 'toy.file', access: 'everyone' },
      load: async ({ reader }) => ({
        ...{ kind: 'file', name: 'toys.csv', mediaType: 'text/csv' },
        content: `toys\n${await count(reader)}\n`,
      }),
    },
  ],
  forms: [
    {
      ...{ id: 'toy.opened', access: 'everyone' },
      open: async ({ reader }, { id }) => ({
        refused: (await there(reader, id)) ? 'Not for you.' : 'There is none.',
      }),
      submit: async () => ({ kind: 'refused', text: 'No.' }),
    },
    {
      ...{ id: 'toy.sent', access: 'everyone' },
      open: async () => ({ title: 'Toy', submit: 'Send', intro: [], fields: {}, values: {} }),
      submit: async ({ reader }, { id }) => ({
        kind: 'refused',
        text: (await there(reader, id)) ? 'Not for you.' : 'There is none.',
      }),
    },
  ],
  actions: [
    {
      ...{ id: 'toy.press', access: 'everyone' },
      run: async ({ reader }, { id }) => ({
        kind: 'refused',
        text: (await there(reader, id)) ? 'Not for you.' : 'There is none.',
      }),
    },
  ],
  cases: [
    {
      ...{ kind: 'toy', pattern: /^BR-/ },
      find: async ({ reader }, reference) => {
        const row = await reader.db.incident.findUnique({ where: { reference } });
        return row ? { id: row.id, card: card('Here') } : undefined;
      },
      card: async () => undefined,
    },
  ],
  tasksOf: async ({ reader }) => [{ list: 'i-owe', title: `Look at ${await count(reader)} of them` }],
  notices: [
    {
      id: 'toy.told',
      render: async ({ reader }) => ((await count(reader)) > 0 ? card('Look') : undefined),
    },
  ],
  jobs: [
    {
      ...{ name: 'toy-job', summary: 'Toys', everyMinutes: 1 },
      run: async ({ reader }) => ({ did: [`found ${await count(reader)}`], more: false }),
    },
  ],
};

let found: string;
beforeAll(async () => {
  const policy = await legacyPolicy();
  const rooms = [...features, room];
  const way = waysOf(policy).find(({ viewers }) => viewers.length === 1);
  if (!way) throw new Error('no way concerns one person alone');
  const empty = await withoutCase(policy, rooms);
  const full = await withCase(policy, way, rooms);
  const differ = await leaks(full.town, empty.town, way.viewers[0] ?? '', full.probe);
  found = [...differ, ...full.said.filter((line) => !empty.said.includes(line))].join('\n');
  await empty.town.database.drop();
  await full.town.database.drop();
}, 120_000);

it.each([
  ['a word that counts cases', '"text":"toys"'],
  ['a page that opens whatever id it is given', '"document":"toy.page"'],
  ['a file that holds their number', '"document":"toy.file"'],
  ['a form that refuses to open in other words where there is a case', '"form":"toy.opened"'],
  ['a form that refuses what is sent in other words', 'kind":"submit'],
  ['a button that does', '"id":"toy.press"'],
  ['a kind of case that is found by anybody', '"about":{"kind":"toy"'],
  ['a line on somebody’s list', 'Look at 1 of them'],
  ['a notice that anybody may draw', 'notice toy.told'],
  ['a job that says how many it found', 'toy-job: found 1'],
])('catches %s', (_what, trace) => {
  expect(found).toContain(trace);
});
