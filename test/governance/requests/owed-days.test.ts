/** Days that others count on: an answer that is owed (R057, public records), a copy of what is published (R068). */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Person } from '../../../src/app/person.ts';
import type { RawValues } from '../../../src/chat/form.ts';
import { feature } from '../../../src/governance/requests/feature.ts';
import type { Facts } from '../../../src/store/tx.ts';
import { drawNotice } from '../../support/draw-notice.ts';
import { arrange, askAs, givenPerson, sceneOf, sweepAs } from '../../support/people.ts';
import { buttons, cardFor, type District, filed, fills, givenDistrict, morning, row, told } from './world.ts';

let district: District;
let director: Person;
beforeAll(async () => {
  district = await givenDistrict();
  director = await givenPerson(district.store, { name: 'Dana Director', roles: ['director'] });
});
afterAll(() => district.database.drop());
beforeEach(async () => {
  district.clock.set(morning);
  await arrange(district.store, async (tx) => {
    await tx.db.dataRequest.updateMany({ data: { state: 'withdrawn' } });
    await tx.db.publication.updateMany({ data: { droppedAt: new Date(morning) } });
  });
});

const outside = (more: RawValues = {}): RawValues => ({
  asker: 'outsider',
  outsider_name: 'Rita Researcher',
  outsider_email: 'rita@uni.example',
  came_in_by: 'email',
  came_in_on: '2026-11-16',
  ...more,
});
const ownRecord = (more: RawValues = {}) =>
  filed(district, district.people.asker, outside({ route: 'own_record', read_own_record: true, ...more }));
const research = (more: RawValues = {}) =>
  filed(
    district,
    district.people.asker,
    outside({
      route: 'researcher',
      read_researcher: true,
      detail: 'by_student',
      kind_researcher_sponsor: director.id,
      kind_researcher_data_until: '2027-06-30',
      ...more,
    }),
  );

async function sweepAt(instant: string, name: string) {
  district.clock.set(instant);
  const job = feature.jobs?.find((one) => one.name === name);
  if (!job) throw new Error('there is no such job');
  return sweepAs(district.world, job.name, (sweep) => job.run(sweep));
}
const heard = async (id: string, notice: string) =>
  (await told(district, id)).filter((line) => line.startsWith(notice));

describe('an answer that is owed', () => {
  it('is reminded of ten days before, once, and shown to the Student Data Manager when it is late', async () => {
    const id = await ownRecord({ came_in_on: '2026-11-16' }); // 45 days: Dec 31
    await sweepAt('2026-12-20T16:00:00Z', 'owed-answers');
    expect(await heard(id, 'request.answer')).toEqual([]);
    await sweepAt('2026-12-21T16:00:00Z', 'owed-answers');
    expect(await heard(id, 'request.answer')).toEqual(['request.answer-due -> Mina Manager']);
    expect(await sweepAt('2026-12-21T16:00:00Z', 'owed-answers')).toEqual({ did: [], more: false });
    await sweepAt('2027-01-01T05:00:00Z', 'owed-answers'); // still Dec 31 in Utah
    expect(await heard(id, 'request.answer-late')).toEqual([]);
    await sweepAt('2027-01-01T16:00:00Z', 'owed-answers');
    expect(await heard(id, 'request.answer-late')).toEqual(['request.answer-late -> Mina Manager']);
    expect((await sweepAt('2027-01-04T16:00:00Z', 'owed-answers')).did).toEqual([]);
  });

  it('several of one day are one message to each person, which lists what is still owed', async () => {
    const { manager } = district.people;
    const first = await ownRecord({ came_in_on: '2026-11-16' });
    const second = await ownRecord({ came_in_on: '2026-11-16' });
    await sweepAt('2027-01-02T16:00:00Z', 'owed-answers');
    expect([...(await heard(first, 'request.answer')), ...(await heard(second, 'request.answer'))]).toEqual(
      [],
    );
    const lists = await district.store.db.outbox.findMany({ where: { notice: 'request.owed' } });
    const mine = lists.filter(({ personId }) => personId === manager.id);
    expect(mine).toHaveLength(1);
    const drawn = async () => {
      const ask = await askAs(district.world, manager.id);
      const facts = mine[0]?.facts as Facts;
      return JSON.stringify(
        await drawNotice(feature.notices, 'request.owed', ask, { caseId: undefined, facts }),
      );
    };
    expect((await drawn()).match(/was owed by December 31, 2026 and is late/g)).toHaveLength(2);
    await arrange(district.store, (tx) =>
      tx.db.dataRequest.updateMany({ where: { id: second }, data: { state: 'withdrawn' } }),
    );
    expect((await drawn()).match(/was owed by December 31, 2026 and is late/g)).toHaveLength(1);
  });

  it('after a long outage is told of once, as late', async () => {
    const id = await ownRecord();
    await sweepAt('2027-03-01T16:00:00Z', 'owed-answers');
    expect(await heard(id, 'request.answer')).toEqual(['request.answer-late -> Mina Manager']);
  });

  it('F: of a public-records request: its clock, and its appeal when it is refused', async () => {
    const { coordinator } = district.people;
    const id = await filed(district, district.people.asker, outside());
    expect((await row(district, id)).answerBy).toBeNull();
    await fills(district, coordinator, id, 'Public-records request', { reason: 'It cites GRAMA.' });
    const marked = await row(district, id);
    expect(marked).toMatchObject({ publicRecordById: coordinator.id });
    expect(marked.answerBy?.toISOString().slice(0, 10)).toBe('2026-12-01'); // ten business days, without Thanksgiving
    const card = JSON.stringify(await cardFor(district, coordinator, id));
    expect(card).toContain('December 1, 2026. GRAMA wants an answer (law as of 2026-05-06).');
    expect(card).not.toContain('appeal');
    await fills(district, coordinator, id, 'Decline', { reason: 'It would name pupils.' });
    const letter = await feature.notices
      ?.find((one) => one.id === 'request.declined')
      ?.letter?.(sceneOf(district.world), { caseId: id, facts: {}, outsiderId: marked.outsiderId ?? '' });
    expect(JSON.stringify(letter)).toMatch(/appeal this denial.*within 30 days/s);
    expect(JSON.stringify(await cardFor(district, district.people.asker, id))).toContain(
      'appeal this denial',
    );
  });

  it('is nobody’s to mark but the Coordinator’s and the Student Data Manager’s', async () => {
    const id = await filed(district, district.people.asker, outside());
    const labels = async (who: Person) => (await buttons(district, who, id)).map(({ label }) => label);
    expect(await labels(district.people.asker)).not.toContain('Public-records request');
    expect(await labels(district.people.steward)).not.toContain('Public-records request');
    expect(await labels(district.people.manager)).toContain('Public-records request');
  });
});

describe('R068: a copy of what is published', () => {
  it.each([
    ['2027-01-15', '2026-12-31'],
    ['2026-12-07', '2026-11-20'],
  ])('before %s is owed by %s', async (publish, due) => {
    const id = await research({ kind_researcher_publish_on: publish });
    const [one] = await district.store.db.publication.findMany({ where: { requestId: id } });
    expect(one?.copyDueOn.toISOString().slice(0, 10)).toBe(due);
  });

  it('is planned by the Coordinator, reminded of, and taken in', async () => {
    const { coordinator } = district.people;
    const id = await research();
    expect((await buttons(district, district.people.asker, id)).map(({ label }) => label)).not.toContain(
      'Plan a publication',
    );
    await fills(district, coordinator, id, 'Plan a publication', {
      title: 'A paper on reading',
      planned_on: '2027-01-15',
    });
    await sweepAt('2026-12-22T16:00:00Z', 'owed-copies');
    expect(await heard(id, 'request.copy')).toEqual([]);
    await sweepAt('2026-12-23T16:00:00Z', 'owed-copies'); // five business days before Dec 31, without Christmas
    expect(await heard(id, 'request.copy')).toEqual([
      'request.copy-due -> Cora Coordinator',
      'request.copy-due -> outsider',
    ]);
    await fills(district, coordinator, id, 'A copy came in', { received_on: '2026-12-23' });
    await sweepAt('2027-01-04T16:00:00Z', 'owed-copies');
    expect(await heard(id, 'request.copy-late')).toEqual([]);
    expect(JSON.stringify(await cardFor(district, coordinator, id))).toContain(
      'A copy came in on December 23, 2026, recorded by Cora Coordinator.',
    );
  });

  it('that is late is told of, and shown on the next request of the same researcher', async () => {
    const { coordinator, asker } = district.people;
    const id = await research({ kind_researcher_publish_on: '2027-01-15' });
    const other = await research({ outsider_email: 'someone@else.example' });
    const { number } = await row(district, id);
    await sweepAt('2026-12-31T23:00:00Z', 'owed-copies');
    expect(await heard(id, 'request.copy-late')).toEqual([]);
    await sweepAt('2027-01-04T16:00:00Z', 'owed-copies');
    expect(await heard(id, 'request.copy-late')).toEqual([
      'request.copy-late -> Cora Coordinator',
      'request.copy-late -> outsider',
    ]);
    const next = await research({ outsider_email: 'RITA@uni.example' });
    const says = `not yet given a copy of what was published from: DR-${number}, owed by December 31, 2026`;
    expect(JSON.stringify(await cardFor(district, coordinator, next))).toContain(says);
    expect(JSON.stringify(await cardFor(district, coordinator, other))).not.toContain(says);
    expect(JSON.stringify(await cardFor(district, asker, next))).not.toContain(says);
    expect(JSON.stringify(await cardFor(district, coordinator, id))).not.toContain(says);
  });

  it('comes out on another day: the old one is owed no more, the new one is', async () => {
    const id = await research({ kind_researcher_publish_on: '2027-01-15' });
    await fills(district, district.people.coordinator, id, 'A copy came in', {
      what: 'moved',
      planned_on: '2027-03-15',
    });
    await sweepAt('2027-01-04T16:00:00Z', 'owed-copies');
    expect(await heard(id, 'request.copy')).toEqual([]);
    expect(await district.store.db.publication.count({ where: { requestId: id, droppedAt: null } })).toBe(1);
  });
});
