/** The steward's desk: what waits for whom, soonest due first, on a card, on a page and in a file. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Person } from '../../../src/app/person.ts';
import type { Payload } from '../../../src/chat/card.ts';
import type { Document, DocumentBlock } from '../../../src/chat/document.ts';
import { blankText } from '../../../src/store/texts.ts';
import { saying } from '../../support/front-door.ts';
import { arrange, givenCollection } from '../../support/people.ts';
import {
  cardFor,
  cardOf,
  type District,
  filed,
  fills,
  fulfilment,
  givenDistrict,
  morning,
  presses,
  row,
  sends,
  told,
} from './world.ts';

let district: District;
/** Filed in this order; needed by, where that is said. */
let ids: Record<'late' | 'soon' | 'mine' | 'elsewhere' | 'ended', string>;

beforeAll(async () => {
  district = await givenDistrict();
  const { people, store } = district;
  const other = await givenCollection(store, { name: 'Buses', stewardIds: [people.elsewhere.id] });
  ids = {
    soon: await filed(district, people.asker, {
      title: 'Attendance of each school',
      needed_by: '2026-12-04',
    }),
    late: await filed(district, people.asker, { title: 'Graduation rates', needed_by: '2026-11-19' }),
    mine: await filed(district, people.asker, { title: 'Staff ratios' }),
    elsewhere: await filed(district, people.asker, { title: 'Bus stops', collections: [other] }),
    ended: await filed(district, people.asker, { title: 'Withdrawn ratios' }),
  };
  await presses(district, people.steward, ids.mine, 'Claim');
  await fills(district, people.asker, ids.ended, 'Withdraw', {});
});
afterAll(() => district.database.drop());

const numberOf = async (name: keyof typeof ids) => `DR-${(await row(district, ids[name])).number}`;

async function page(who: Person, subject: Payload = {}, document = 'request.desk'): Promise<Document> {
  const reply = await district.door.does(who.id, { kind: 'document', document, subject });
  if (reply.kind !== 'document') throw new Error(saying(reply));
  return reply.document;
}

function tableOf(document: Document): Extract<DocumentBlock, { kind: 'table' }> | undefined {
  const blocks = document.kind === 'page' ? document.blocks : [];
  return blocks.find((block) => block.kind === 'table');
}

async function listed(who: Person, subject: Payload = {}): Promise<readonly string[]> {
  const table = tableOf(await page(who, subject));
  return (table?.rows ?? []).map(([, title = '']) => title);
}

describe('the queue in chat', () => {
  it('shows what waits for a steward and what they may claim, soonest due first', async () => {
    const card = cardOf(await district.door.types(district.people.steward.id, '/safekeep queue'));
    const lines = card?.blocks.flatMap((block) =>
      block.kind === 'heading'
        ? [block.text]
        : block.kind === 'list'
          ? block.items.map(({ title }) => title)
          : [],
    );
    expect(lines).toEqual([
      'Waits for you: 1',
      `${await numberOf('mine')} · Staff ratios`,
      'You may claim: 2',
      `${await numberOf('late')} · Graduation rates`,
      `${await numberOf('soon')} · Attendance of each school`,
    ]);
    expect(card?.actions).toContainEqual({
      kind: 'link',
      label: 'All of them, to search',
      path: '/documents/request.desk',
    });
  });

  it('is the same under its other name, and shows a stranger nothing', async () => {
    const { steward, stranger } = district.people;
    const one = cardOf(await district.door.types(steward.id, '/safekeep queue'));
    expect(cardOf(await district.door.types(steward.id, '/data-request queue'))).toEqual(one);
    expect(JSON.stringify(await district.door.types(stranger.id, '/safekeep queue'))).not.toContain('DR-');
  });

  it('R063: puts what has no risk level before the Coordinator, and no claim', async () => {
    const card = cardOf(await district.door.types(district.people.coordinator.id, '/safekeep queue'));
    const headings = card?.blocks.flatMap((block) => (block.kind === 'heading' ? [block.text] : []));
    expect(headings).toEqual(['Waits for you: 4']);
  });

  it('shows no more lines than fit, says how many more there are, and counts who is late', async () => {
    const crowd = await givenDistrict();
    for (let at = 0; at < 10; at += 1) await filed(crowd, crowd.people.asker, { needed_by: '2026-11-20' });
    crowd.clock.set('2026-11-23T16:00:00Z');
    const card = cardOf(await crowd.door.types(crowd.people.steward.id, '/safekeep queue'));
    const items = card?.blocks.flatMap((block) => (block.kind === 'list' ? block.items : []));
    expect(items).toHaveLength(8);
    expect(JSON.stringify(card)).toContain('And 2 more on the web page.');
    expect(card?.status).toEqual({ label: '10 late', tone: 'danger' });
    expect(items?.[0]?.detail).toContain('late: was due November 20, 2026');
    await crowd.database.drop();
  });
});

describe('the table', () => {
  it('holds what is open and may be seen, each leading to its case', async () => {
    const { steward, elsewhere } = district.people;
    expect(await listed(steward)).toEqual(['Graduation rates', 'Attendance of each school', 'Staff ratios']);
    expect(await listed(elsewhere)).toEqual(['Bus stops']);
    expect(tableOf(await page(steward))?.lines?.[0]).toMatchObject({
      path: `/cases/request/${await numberOf('late')}`,
    });
  });

  it.each<[string, Payload, readonly string[]]>([
    ['mine', { show: 'mine' }, ['Staff ratios']],
    ['unclaimed', { show: 'unclaimed' }, ['Graduation rates', 'Attendance of each school']],
    ['without a level', { level: 'none' }, ['Graduation rates', 'Attendance of each school', 'Staff ratios']],
    ['of a level that none has', { level: 'high' }, []],
    ['of the usual kind', { kind: 'general', text: 'staff' }, ['Staff ratios']],
    ['of another kind', { kind: 'researcher' }, []],
    ['with a word, however it is bent', { text: 'attendances' }, ['Attendance of each school']],
    ['with words of different fields', { text: 'staff pupils' }, ['Staff ratios']],
    ['with a word that says nothing by itself', { text: 'the staff' }, ['Staff ratios']],
    ['with words that none has', { text: 'kangaroo' }, []],
    ['ended ones too', { ended: 'yes', text: 'ratios' }, ['Staff ratios', 'Withdrawn ratios']],
    ['a quotation mark', { text: "'; drop table" }, []],
    ['what nobody knows', { show: 'x', late: 'x', page: '-1', text: 'staff' }, ['Staff ratios']],
    ['a page beyond the last', { page: '7', text: 'staff' }, ['Staff ratios']],
  ])('shows %s', async (_name, subject, titles) => {
    expect(await listed(district.people.steward, subject)).toEqual(titles);
  });

  it('finds a number wherever it stands, and not what is not theirs to see', async () => {
    const { steward, elsewhere } = district.people;
    const text = await numberOf('ended');
    expect(await listed(steward, { text })).toEqual(['Withdrawn ratios']);
    expect(await listed(steward, { text: text.slice(3) })).toEqual(['Withdrawn ratios']);
    expect(await listed(elsewhere, { text })).toEqual([]);
  });

  it('finds by collection', async () => {
    const { steward } = district.people;
    expect(await listed(steward, { collection: district.collection })).toHaveLength(3);
    expect(await listed(steward, { collection: district.orphan })).toEqual([]);
  });

  it('marks what is late, in words too, and filters by it', async () => {
    district.clock.set('2026-11-20T16:00:00Z');
    const { steward } = district.people;
    expect(await listed(steward, { late: 'yes' })).toEqual(['Graduation rates']);
    const table = tableOf(await page(steward, { late: 'yes' }));
    expect(table?.lines?.[0]?.tone).toBe('danger');
    expect(table?.rows[0]?.[3]).toBe('late: was due November 19, 2026');
    district.clock.set(morning);
  });

  it('says who holds it, and since when, on the case', async () => {
    const text = JSON.stringify(await cardFor(district, district.people.asker, ids.mine));
    expect(text).toContain('Stina Steward, since November 18, 2026');
  });

  it('is a file with the same filter', async () => {
    const file = await page(district.people.steward, { text: 'ratios', ended: 'yes' }, 'request.desk-csv');
    if (file.kind !== 'file') throw new Error('no file');
    const [head, ...lines] = file.content.replace('\ufeff', '').trim().split('\r\n');
    expect(head).toBe('number,title,stands_at,due_on,late,with,asked_by,data,level,kind,filed_on');
    expect(lines.map((line) => line.split(',')[1])).toEqual(['Staff ratios', 'Withdrawn ratios']);
  });

  it('R040: finds a blanked text no more', async () => {
    const id = await filed(district, district.people.asker, { title: 'Zebra crossings' });
    expect(await listed(district.people.steward, { text: 'zebra' })).toEqual(['Zebra crossings']);
    const text = await district.store.db.caseText.findFirstOrThrow({ where: { caseId: id, field: 'title' } });
    await arrange(district.store, (tx) => blankText(tx, text.id, district.people.manager.id));
    expect(await listed(district.people.steward, { text: 'zebra' })).toEqual([]);
    await fills(district, district.people.asker, id, 'Withdraw', {});
  });
});

describe('handing over from the desk', () => {
  it('moves several at once, and tells whoever takes them on', async () => {
    const { steward, second, elsewhere } = district.people;
    await presses(district, steward, ids.late, 'Claim');
    const open = await district.door.opens(steward.id, 'request.hand-over-several');
    const field = open.form.fields.which;
    const offered = field?.kind === 'choices' ? field.options.map(({ value }) => value) : [];
    expect(offered).toEqual(expect.arrayContaining([ids.mine, ids.late]));
    const reply = await district.door.sends(steward.id, open, {
      which: offered,
      to: second.id,
      note: 'Away.',
    });
    expect(saying(reply)).toBe('Sven Second holds 2 requests now, and is told.');
    for (const id of [ids.mine, ids.late]) {
      expect(await row(district, id)).toMatchObject({ holderId: second.id });
      expect(await told(district, id)).toContain('request.handed-over -> Sven Second');
    }
    const refused = await district.door.does(steward.id, {
      kind: 'open-form',
      form: 'request.hand-over-several',
      subject: {},
    });
    expect(saying(refused)).toContain('You hold no data request');
    expect(await listed(elsewhere)).toEqual(['Bus stops']);
  });

  it('moves none where one may not be moved', async () => {
    const { second, asker } = district.people;
    const reply = await sends(
      district,
      second,
      'request.hand-over-several',
      {},
      {
        which: [ids.mine, ids.late],
        to: asker.id,
      },
    );
    expect(saying(reply)).not.toContain('holds 2 requests');
    expect(await row(district, ids.mine)).toMatchObject({ holderId: second.id });
    await fills(district, second, ids.mine, 'Fulfil', fulfilment);
  });
});
