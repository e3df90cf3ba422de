/** One request becomes two, or two become one: by whoever holds it or the Coordinator, and whoever asked is told. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { saying } from '../../support/front-door.ts';
import { givenCollection, givenPerson } from '../../support/people.ts';
import {
  auditOf,
  buttons,
  cardFor,
  type District,
  filed,
  fills,
  fulfilment,
  givenDistrict,
  presses,
  row,
  sends,
  told,
} from './world.ts';

let district: District;
let other: string;
beforeAll(async () => {
  district = await givenDistrict();
  const { store, people } = district;
  other = await givenCollection(store, { name: 'Attendance', stewardIds: [people.elsewhere.id] });
});
afterAll(() => district.database.drop());

type Who = keyof District['people'];
const labels = async (who: Who, id: string) =>
  (await buttons(district, district.people[who], id)).map(({ label }) => label);
const both = (more = {}) =>
  filed(district, district.people.asker, { collections: [district.collection, other], ...more });
const dataOf = async (id: string) =>
  (await district.store.db.requestCollection.findMany({ where: { requestId: id } })).map(
    ({ collectionId }) => collectionId,
  );

describe('splitting a request', () => {
  it('is for its holder and the Coordinator, while it is about several collections and nothing is made', async () => {
    const id = await both();
    expect(await labels('coordinator', id)).toContain('Split');
    for (const who of ['asker', 'second', 'elsewhere', 'manager'] as const)
      expect(await labels(who, id)).not.toContain('Split');
    await presses(district, district.people.steward, id, 'Claim');
    expect(await labels('steward', id)).toContain('Split');
    const words = { [`definitions_${other}`]: 'Days at school.', [`rules_${other}`]: 'Of all days.' };
    await fills(district, district.people.steward, id, 'Fulfil', { ...fulfilment, ...words });
    expect(await labels('steward', id)).not.toContain('Split');
    const late = sends(district, district.people.steward, 'request.split', { id }, { collections: [other] });
    await expect(late).rejects.toThrow(/prepared already/);
    expect(await labels('coordinator', await filed(district))).not.toContain('Split');
  });

  it('needs some to go and some to stay', async () => {
    const id = await both();
    const all = [district.collection, other];
    const reply = await fills(district, district.people.coordinator, id, 'Split', { collections: all });
    expect(saying(reply)).toContain('{"collections":"Choose some of the data and leave some');
    expect(await dataOf(id)).toHaveLength(2);
  });

  it('makes a linked request with the same words that begins anew, and everybody concerned is told', async () => {
    const id = await both();
    await presses(district, district.people.steward, id, 'Claim');
    await fills(district, district.people.coordinator, id, 'Set the risk level', {
      level: 'medium',
      reason: 'Small groups.',
    });
    await fills(district, district.people.steward, id, 'Split', { collections: [other] });
    const part = await district.store.db.dataRequest.findFirstOrThrow({ where: { splitFromId: id } });
    expect(part).toMatchObject({ level: null, holderId: null, requesterId: district.people.asker.id });
    expect(await dataOf(id)).toEqual([district.collection]);
    expect(await dataOf(part.id)).toEqual([other]);
    expect(await row(district, id)).toMatchObject({
      level: 'medium',
      holderId: district.people.steward.id,
      state: 'open',
    });
    expect(await told(district, part.id)).toEqual([
      'request.asked -> Elsa Elsewhere',
      'request.split-off -> Asta Asker',
      'request.to-classify -> Cora Coordinator',
    ]);
    const card = JSON.stringify(await cardFor(district, district.people.asker, part.id));
    expect(card).toContain('What was the graduation rate of each year?');
    const { number } = await row(district, id);
    expect(card).toContain(`"Split from","value":"DR-${number}"`);
    expect(await auditOf(district, id)).toContain('request.split');
    expect(await auditOf(district, part.id)).toEqual(['request.filed']);
    expect(await labels('elsewhere', part.id)).toContain('Claim');
  });
});

describe('merging a request', () => {
  it('is offered only where another open request of the same person is about all of its data', async () => {
    const stray = await givenPerson(district.store, { name: 'Ada Alone' });
    const id = await filed(district, stray, { collections: [other] });
    expect(await labels('coordinator', id)).not.toContain('Merge into another');
    await filed(district, stray, { collections: [district.collection] });
    expect(await labels('coordinator', id)).not.toContain('Merge into another');
    const into = await filed(district, stray, { collections: [district.collection, other] });
    expect(await labels('coordinator', id)).toContain('Merge into another');
    expect(await labels('coordinator', into)).not.toContain('Merge into another');
    await fills(district, stray, into, 'Withdraw', {});
    expect(await labels('coordinator', id)).not.toContain('Merge into another');
  });

  const merges = (who: Who, id: string, into: string) =>
    fills(district, district.people[who], id, 'Merge into another', { into });

  it('ends it as merged, its question goes over, and whoever asked and the other’s holder are told', async () => {
    const into = await both();
    const id = await filed(district, district.people.asker, { question: 'And in 2019?' });
    await presses(district, district.people.steward, into, 'Claim');
    expect(saying(await merges('coordinator', id, into))).toContain('has ended');
    expect(await row(district, id)).toMatchObject({ state: 'merged', mergedIntoId: into });
    expect(await told(district, id)).toContain('request.merged -> Asta Asker');
    expect(await told(district, into)).toContain('request.took-over -> Stina Steward');
    expect(JSON.stringify(await cardFor(district, district.people.steward, into))).toContain('And in 2019?');
    const { number } = await row(district, into);
    expect(JSON.stringify(await cardFor(district, district.people.asker, id))).toContain(
      `"Answered by","value":"DR-${number}"`,
    );
    expect(await auditOf(district, id)).toContain('request.merged');
    expect(await auditOf(district, into)).toContain('request.took-over');
    expect(await labels('coordinator', id)).not.toContain('Merge into another');
  });

  it('is for its holder and the Coordinator alone, never for whoever asked', async () => {
    const id = await filed(district);
    for (const who of ['asker', 'second', 'manager'] as const) {
      expect(await labels(who, id)).not.toContain('Merge into another');
      const forged = sends(district, district.people[who], 'request.merge', { id }, { into: id });
      await expect(forged).rejects.toThrow(/did not open/);
    }
  });

  it('offers open requests of the same person about all of the data, and no others', async () => {
    const { asker, stranger, coordinator } = district.people;
    await district.store.db.dataRequest.updateMany({ data: { state: 'withdrawn' } });
    const id = await both();
    const less = await filed(district, asker);
    const others = await filed(district, stranger, { collections: [district.collection, other] });
    const nowhere = sends(district, coordinator, 'request.merge', { id }, { into: less });
    await expect(nowhere).rejects.toThrow(/can’t be merged/);
    const fits = await both();
    const open = await district.door.opens(coordinator.id, 'request.merge', { id });
    const { into } = open.form.fields;
    expect(into?.kind === 'choice' && into.options.map(({ value }) => value)).toEqual([fits]);
    for (const wrong of [less, others, id]) {
      const reply = await district.door.sends(coordinator.id, open, { into: wrong });
      expect(reply.kind).toBe('invalid');
    }
    await fills(district, asker, fits, 'Withdraw', {});
    const late = await district.door.sends(coordinator.id, open, { into: fits });
    expect(saying(late)).toMatch(/can’t be merged|no longer offered/);
    expect(await row(district, id)).toMatchObject({ state: 'open' });
  });
});
