/** An exercise bears its mark on every line: whatever the room offers is asked for, while one runs and when it has ended. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Person } from '../../../src/app/person.ts';
import type { Card } from '../../../src/chat/card.ts';
import { encodeToken } from '../../../src/chat/form-token.ts';
import type { Interaction, Reply } from '../../../src/chat/interaction.ts';
import { feature } from '../../../src/governance/drills/feature.ts';
import { markDocument } from '../../../src/governance/drills/mark.ts';
import { markedRoom } from '../../../src/governance/drills/marked-room.ts';
import type { Facts } from '../../../src/store/tx.ts';
import { plausible } from '../../contracts/plausible.ts';
import { askAs } from '../../support/people.ts';
import { actionsOf } from '../../support/surfaces/rules.ts';
import { answers, begins, does, givenTown, type Town } from './exercise.ts';
import { linesOf, unmarked } from './lines.ts';

let town: Town;
let id: string;
let all: readonly Person[];

/** Everything that was shown, by what was asked for. */
const shown = new Map<string, unknown>();
const seen = new Set<string>();

beforeAll(async () => {
  town = await givenTown();
  const { itsm, manager, head, principal, teacher } = town.people;
  all = [itsm, manager, teacher];
  id = await begins(town, 'wrong_list', { responder: [itsm], families: [principal], head: [head] });
  await everything('begun');
  for (let n = 0; n < 5; n += 1) await does(town, manager, id, 'Next event now');
  await answers(town, itsm, id, 'ruling', {
    ...{ ruling: 'breach', severity: 'high', discovered: '2026-11-24T09:41' },
    words: 'Two lines\nof words',
  });
  await does(town, manager, id, 'Halt its clock');
  const better = { kind: 'better', says: 'Links\nand no attachments', owner: teacher.id, due: '2026-12-18' };
  await does(town, manager, id, 'Write down what was learned', better);
  await everything('halted');
  await does(town, manager, id, 'End it', { took_part_0: [itsm.id] });
  await everything('ended');
}, 240_000);
afterAll(() => town?.database.drop());

async function everything(when: string): Promise<void> {
  for (const who of all) {
    await asks(when, who, { kind: 'command', name: 'breach', text: 'drill' });
    await asks(when, who, { kind: 'command', name: 'breach', text: 'drill DRILL-1001' });
    await asks(when, who, { kind: 'command', name: 'breach', text: 'drill DRILL-9999' });
    await asks(when, who, { kind: 'look', about: { kind: 'drill', id } });
    for (const { id: document } of feature.documents ?? [])
      await asks(when, who, { kind: 'document', document, subject: { id } });
    for (const { id: form } of feature.forms ?? [])
      for (const subject of [{}, { id }, { id, question: 'first_steps' }, { id, clock: 'plan/shown' }])
        await asks(when, who, { kind: 'open-form', form, subject });
    for (const { id: action } of feature.actions ?? [])
      await asks(when, who, { kind: 'action', id: action, payload: { id, version: '0', inject: 'nothing' } });
    const ask = await askAs(town.world, who.id);
    shown.set(`${when}: list of ${who.name}`, await feature.tasksOf?.(ask));
    for (const { notice, facts } of await town.store.db.outbox.findMany({ where: { caseId: id } })) {
      const kind = feature.notices?.find((one) => one.id === notice);
      const card = await kind?.render?.(ask, { caseId: id, facts: facts as Facts });
      shown.set(`${when}: ${notice} ${JSON.stringify(facts)} to ${who.name}`, card ?? []);
      if (card) seen.add(notice);
    }
  }
}

/** And wherever a button leads from there; what is filled in is looked at as well, empty and filled. */
async function asks(when: string, who: Person, interaction: Interaction): Promise<void> {
  const reply = await town.door.does(who.id, interaction);
  // What the house itself says to what is not there is the house's.
  if (isOfTheHouse(reply)) return;
  const what = `${when}: ${who.name} ${JSON.stringify(interaction)}`;
  if (shown.has(what)) return;
  shown.set(what, reply);
  seen.add(nameOf(interaction));
  if (reply.kind === 'form') {
    const other = town.people.colleague.id;
    for (const values of [{}, plausible(reply.open.form, 'first', other)]) {
      const form = interaction.kind === 'open-form' ? interaction.form : '';
      // Empty, too, it would end what is still looked at.
      if (form === 'drill.end' || (Object.keys(values).length > 0 && form === 'drill.plan')) continue;
      const sent = await town.door.does(who.id, {
        ...{ kind: 'submit', token: encodeToken(reply.open.token), values },
      });
      if (sent.kind === 'done' && !isOfTheHouse(sent)) shown.set(`${what} sent`, sent);
    }
  }
  const card: Card | undefined = reply.kind === 'card' || reply.kind === 'done' ? reply.card : undefined;
  for (const action of card ? actionsOf(card) : [])
    if (action.kind === 'open-form')
      await asks(when, who, { kind: 'open-form', form: action.form, subject: action.subject });
}

function isOfTheHouse(reply: Reply): boolean {
  return (
    reply.kind === 'done' &&
    /^(There is no such (?:case|page)|This form is not open|This was already done)/.test(reply.text)
  );
}

function nameOf(interaction: Interaction): string {
  if (interaction.kind === 'open-form') return interaction.form;
  if (interaction.kind === 'action') return interaction.id;
  return interaction.kind === 'document' ? interaction.document : interaction.kind;
}

describe('DRILL stands on every line', () => {
  it('of every reply, form, notice, page, file and list', () => {
    const faults = [...shown].flatMap(([what, one]) => unmarked(one).map((line) => `${what}: ${line}`));
    expect(faults).toEqual([]);
  });

  it('and everything that the room offers was looked at', () => {
    const offered = [
      ...(feature.forms ?? []),
      ...(feature.actions ?? []),
      ...(feature.notices ?? []),
      ...(feature.documents ?? []),
    ].map((one) => one.id);
    expect(offered.filter((one) => !seen.has(one))).toEqual([]);
    const lines = [...shown.values()].flatMap((one) => linesOf(one));
    expect(lines.length).toBeGreaterThan(500);
  });

  it('the summaries of its words and jobs too', () => {
    for (const { summary } of [...(feature.words ?? []), ...(feature.jobs ?? [])])
      expect(summary).toContain('DRILL');
  });
});

describe('what looks for it', () => {
  it('finds a line that lacks it, wherever it stands', () => {
    const card = {
      audience: 'person',
      title: 'DRILL-1001: a title',
      status: { label: 'bare status', tone: 'info' },
      blocks: [
        { kind: 'text', text: 'DRILL: one\nbare second' },
        {
          kind: 'list',
          items: [
            {
              title: 'DRILL: a',
              detail: 'bare detail',
              action: { kind: 'run', id: 'x', label: 'bare button', payload: {} },
            },
          ],
        },
        { kind: 'facts', facts: [{ label: 'bare label', value: 'DRILL: v' }] },
        {
          kind: 'table',
          caption: 'bare caption',
          columns: ['DRILL: a', 'bare column'],
          rows: [
            ['DRILL: a', 'b'],
            ['bare', 'DRILL: row'],
            ['', 'DRILL: a row that begins with nothing'],
          ],
        },
      ],
      actions: [],
    };
    expect(unmarked({ kind: 'card', card })).toEqual([
      ...['bare status', 'bare second', 'bare detail', 'bare button', 'bare label', 'bare caption'],
      ...['bare column', 'bare', 'a row whose first cell is empty'],
    ]);
    expect(unmarked({ kind: 'file', name: 'DRILL.csv', content: 'DRILL,a\r\nbare,line\r\n' })).toEqual([
      'bare,line\r',
    ]);
  });

  it('a row that begins with nothing gets it all the same', () => {
    const rows = [
      ['', 'b'],
      ['a', 'b'],
    ];
    const table = { kind: 'table', caption: 'c', columns: ['d', 'e'], rows } as const;
    const page = markDocument({ kind: 'page', title: 't', blocks: [table] });
    expect(page.kind === 'page' && page.blocks).toMatchObject([
      {
        rows: [
          ['DRILL', 'b'],
          ['DRILL: a', 'b'],
        ],
      },
    ]);
  });

  it('a room that is wrapped bears the mark though its handlers know nothing of it', async () => {
    const bare = markedRoom({
      room: 'toy',
      words: [
        {
          ...{ command: 'breach', word: 'toy', summary: 'Toys', access: 'everyone' },
          run: async () => ({
            kind: 'card',
            card: { audience: 'person', title: 'Bare', blocks: [], actions: [] },
          }),
        },
      ],
      documents: [
        {
          ...{ id: 'toy', access: 'everyone' },
          load: async () => ({ kind: 'page', title: 'Bare', blocks: [{ kind: 'heading', text: 'Bare' }] }),
        },
      ],
      tasksOf: async () => [{ list: 'i-owe', title: 'Bare', detail: 'Bare' }],
    });
    const nobody = {} as never;
    const drawn = [
      await bare.words?.[0]?.run(nobody, ''),
      await bare.documents?.[0]?.load(nobody, {}),
      await bare.tasksOf?.(nobody),
      bare.words?.map(({ summary }) => summary),
    ];
    expect(linesOf(drawn).length).toBe(6);
    expect(unmarked(drawn)).toEqual([]);
  });
});
