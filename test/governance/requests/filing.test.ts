/** Filing: who asks, what a refused form keeps, what a repeat does, and what it costs. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readForm } from '../../../src/chat/read-form.ts';
import { allCollections } from '../../../src/governance/inventory/store/collections.ts';
import { fileFields } from '../../../src/governance/requests/commands/file-fields.ts';
import { feature } from '../../../src/governance/requests/feature.ts';
import type { Database } from '../../../src/store/tx.ts';
import { saying } from '../../support/front-door.ts';
import { actAs, askAs, givenPerson, sceneOf } from '../../support/people.ts';
import {
  auditOf,
  cardFor,
  cardOf,
  type District,
  filed,
  filing,
  fills,
  givenDistrict,
  idOf,
  row,
  sends,
  told,
} from './world.ts';

let district: District;
beforeAll(async () => {
  district = await givenDistrict();
});
afterAll(() => district.database.drop());

const outsider = {
  asker: 'outsider',
  outsider_name: 'Olaf Outside',
  outsider_organisation: 'The Daily News',
  came_in_by: 'email',
  came_in_on: '2026-11-16',
};

describe('who asks', () => {
  it('F: a colleague asks and somebody else types: both are kept, both are told', async () => {
    const { stranger, asker } = district.people;
    const id = await filed(district, asker, {
      asker: 'colleague',
      colleague: stranger.id,
      came_in_by: 'phone',
      came_in_on: '2026-11-17',
    });
    expect(await row(district, id)).toMatchObject({
      requesterId: stranger.id,
      typedById: asker.id,
      cameInBy: 'phone',
    });
    expect(await told(district, id)).toEqual(
      expect.arrayContaining(['request.received -> Nils Nosy', 'request.received -> Asta Asker']),
    );
    expect(JSON.stringify(await cardFor(district, stranger, id))).toContain(
      'By phone on November 17, 2026, typed in by Asta Asker',
    );
  });

  it('F: an outsider is told by e-mail, with what may leave the district', async () => {
    const id = await filed(district, district.people.steward, {
      ...outsider,
      outsider_email: 'olaf@news.example',
    });
    const { outsiderId } = await row(district, id);
    expect(await told(district, id)).toContain('request.received -> outsider');
    const kind = feature.notices?.find((one) => one.id === 'request.received');
    const letter = await kind?.letter?.(sceneOf(district.world), {
      caseId: id,
      facts: {},
      outsiderId: outsiderId ?? '',
    });
    expect(letter).toMatchObject({
      to: 'olaf@news.example',
      subject: expect.stringContaining('Graduation rate'),
    });
    expect(JSON.stringify(letter)).toContain('We received the request');
  });

  it('F: an outsider without an address is told by whoever typed it in', async () => {
    const id = await filed(district, district.people.asker, { ...outsider, outsider_phone: '801-555-0100' });
    expect(await told(district, id)).toContain('request.received -> Asta Asker');
  });

  it('an outsider needs an address or a number', async () => {
    const open = await district.door.opens(district.people.asker.id, 'request.file');
    const reply = await district.door.sends(district.people.asker.id, open, filing(district, outsider));
    expect(reply.kind === 'invalid' && reply.open.errors).toEqual({
      outsider_email: expect.stringContaining('e-mail address or a phone number'),
    });
  });

  it('somebody who has left is nobody’s colleague', async () => {
    const gone = await givenPerson(district.store, { status: 'left' });
    const reply = await sends(
      district,
      district.people.asker,
      'request.file',
      {},
      {
        ...filing(district),
        asker: 'colleague',
        colleague: gone.id,
        came_in_by: 'phone',
        came_in_on: '2026-11-17',
      },
    );
    expect(reply.kind === 'invalid' && reply.open.errors.colleague).toContain('works here now');
  });
});

describe('a form', () => {
  it('does not ask about regular reports while none has a standing risk level', async () => {
    const open = await district.door.opens(district.people.asker.id, 'request.file');
    expect(Object.keys(open.form.fields)).not.toContain('report');
    expect(Object.keys(open.form.values)).not.toContain('report');
  });

  it('refused keeps every word, stores nothing, and goes through once corrected', async () => {
    const { asker } = district.people;
    const before = await district.store.db.dataRequest.count();
    const open = await district.door.opens(asker.id, 'request.file');
    const refused = await district.door.sends(asker.id, open, filing(district, { purpose: '' }));
    expect(refused.kind === 'invalid' && [refused.open.errors, refused.open.form.values.question]).toEqual([
      { purpose: 'Please fill this in.' },
      'What was the graduation rate of each year?',
    ]);
    expect(await district.store.db.dataRequest.count()).toBe(before);
    expect((await district.door.sends(asker.id, open, filing(district))).kind).toBe('done');
    expect(await district.store.db.dataRequest.count()).toBe(before + 1);
  });

  it('sent twice files once, and the second answer shows the same case', async () => {
    const { asker } = district.people;
    const open = await district.door.opens(asker.id, 'request.file');
    const first = await district.door.sends(asker.id, open, filing(district));
    const again = await district.door.sends(asker.id, open, filing(district));
    expect(idOf(again)).toBe(idOf(first));
    expect(await auditOf(district, idOf(first))).toEqual(['request.filed']);
  });

  it('takes words as typed: emoji, right-to-left, markup', async () => {
    const title = '🎓 <b>קצב</b> *& "rate"';
    const id = await filed(district, district.people.asker, { title });
    expect((await cardFor(district, district.people.asker, id))?.title).toMatch(
      new RegExp(`^DR-\\d+ · ${title.replace(/[*]/g, '\\*')}$`, 'u'),
    );
  });

  it('R040: what looks like student data is neither stored nor filed', async () => {
    const open = await district.door.opens(district.people.asker.id, 'request.file');
    const texts = await district.store.db.caseText.count();
    const reply = await district.door.sends(
      district.people.asker.id,
      open,
      filing(district, { question: 'How did student id 4711471 do?' }),
    );
    expect(reply.kind === 'invalid' && Object.keys(reply.open.errors)).toEqual(['question']);
    expect(await district.store.db.caseText.count()).toBe(texts);
  });

  it('a number nobody has, and one that is not theirs, get the same answer', async () => {
    const id = await filed(district);
    const { number } = await row(district, id);
    const say = async (reference: string) =>
      saying(await district.door.types(district.people.stranger.id, `/data-request ${reference}`));
    expect(await say(`DR-${number}`)).toBe(await say('DR-99999999999999999999'));
    const own = await district.door.types(district.people.asker.id, `/data-request dr-${number}`);
    expect(cardOf(own)?.title).toContain(`DR-${number}`);
    expect(await say(String(number))).toBe(await say('DR-1'));
  });

  it.each(['1001', 'dr-1001', 'dr1001', 'DR-1001'])(
    'a request is found by its number typed as %s',
    async (typed) => {
      await filed(district);
      const { id } = await district.store.db.dataRequest.findUniqueOrThrow({ where: { number: 1001 } });
      const { requesterId, typedById } = await row(district, id);
      const reply = await district.door.types(requesterId ?? typedById, `/data-request ${typed}`);
      expect(cardOf(reply)?.title).toMatch(/^DR-1001 · /);
      const ask = await askAs(district.world, requesterId ?? typedById);
      expect((await ask.house.caseByReference(ask, typed))?.id).toBe(id);
    },
  );
});

it('an old request is asked again with its words and without its dates', async () => {
  const { asker } = district.people;
  const first = await filed(district, asker, { needed_by: '2026-12-01' });
  const reply = await fills(district, asker, first, 'Repeat this request', {});
  const again = await row(district, idOf(reply));
  expect(again).toMatchObject({ repeatOfId: first, neededBy: null, detail: 'whole' });
});

it('data without a steward are asked of every steward', async () => {
  const id = await filed(district, district.people.asker, { collections: [district.orphan] });
  expect((await told(district, id)).filter((line) => line.startsWith('request.asked'))).toEqual([
    'request.asked -> Elsa Elsewhere',
    'request.asked -> Stina Steward',
    'request.asked -> Sven Second',
  ]);
  expect(await cardFor(district, district.people.elsewhere, id)).toBeDefined();
});

it('takes few statements: with its notices and its audit entry at most 8', async () => {
  const submit = feature.forms?.find(({ id }) => id === 'request.file')?.submit;
  const asked: string[] = [];
  await actAs(district.world, district.people.asker.id, async (act) => {
    const db = counted(act.tx.db, asked);
    const tx = { ...act.tx, db };
    const values = readForm(
      fileFields(act.policy, await allCollections(act.reader), [], '2026-11-18'),
      filing(district),
    );
    if (!values.ok) throw new Error(JSON.stringify(values.problem));
    await submit?.({ ...act, tx, reader: tx }, {}, values.value);
  });
  // Notices and audit entries are one statement each, at the end.
  expect(asked.length + 2, asked.join(', ')).toBeLessThanOrEqual(8);
});

/** Notes every call that becomes a statement: a model's method, or raw SQL. */
function counted(db: Database, asked: string[]): Database {
  const noting = (target: object, path: string): object =>
    new Proxy(target, {
      get(of, name) {
        const value: unknown = Reflect.get(of, name);
        if (typeof name === 'symbol') return value;
        if (typeof value === 'function')
          return (...given: unknown[]) => {
            asked.push(`${path}${name}`);
            return Reflect.apply(value, of, given);
          };
        return typeof value === 'object' && value !== null ? noting(value, `${path}${name}.`) : value;
      },
    });
  return noting(db, '') as Database;
}
