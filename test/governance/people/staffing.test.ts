import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Person } from '../../../src/app/person.ts';
import { feature as people } from '../../../src/governance/people/feature.ts';
import { staffingProblems } from '../../../src/governance/people/staffing.ts';
import { fixedClock, toDate } from '../../../src/kernel/clock.ts';
import { newId } from '../../../src/kernel/ids.ts';
import { type TestDatabase, testDatabase } from '../../support/database.ts';
import { drawNotice } from '../../support/draw-notice.ts';
import { arrange, askAs, givenPerson, sceneOf, sweepAs, type World } from '../../support/people.ts';
import { legacyPolicy } from '../../support/policy.ts';

const clock = fixedClock('2026-11-20T17:00:00Z');
let database: TestDatabase;
let world: World;
let coordinator: Person;
let hr: Person;

beforeAll(async () => {
  database = await testDatabase();
  world = { store: database.store, policy: await legacyPolicy(), clock, features: [people] };
  const stewards = ['data_steward'];
  for (const [role, { held }] of Object.entries(world.policy.pack.roles))
    if (held === 'by_name' && !['data_steward', 'coordinator_data_stats', 'hr'].includes(role))
      stewards.push(role);
  coordinator = await givenPerson(database.store, { roles: ['coordinator_data_stats'] });
  hr = await givenPerson(database.store, { roles: ['hr'] });
  await givenPerson(database.store, { name: 'Many Hats', roles: stewards });
});
afterAll(() => database.drop());

const job = people.jobs?.find((one) => one.name === 'staffing-check');
const check = () => sweepAs(world, 'staffing-check', async (sweep) => job?.run(sweep));
const told = () =>
  database.store.db.outbox.findMany({ where: { notice: 'people.staffing' }, orderBy: { madeAt: 'asc' } });
const tasks = async (person: Person) =>
  ((await people.tasksOf?.(await askAs(world, person.id))) ?? []).filter((one) =>
    /data steward/i.test(one.title),
  );

describe('the staffing check', () => {
  it('names the role that too few people hold', async () => {
    expect(await staffingProblems(sceneOf(world))).toEqual([
      expect.stringMatching(/Only 1 of 2 people hold the role Data Steward/),
    ]);
  });

  it('is a task of the Coordinator and of Human Resources, who can give the role, and nobody else’s', async () => {
    expect(await tasks(coordinator)).toHaveLength(1);
    expect((await tasks(hr))[0]).toMatchObject({ action: { form: 'people.role.grant' } });
    expect(await tasks(await givenPerson(database.store))).toEqual([]);
  });

  it('tells the Coordinator once of the same gaps, at whatever instant it runs again', async () => {
    expect((await check())?.did).toHaveLength(1);
    expect((await check())?.did).toEqual([]);
    clock.set('2026-11-23T17:00:00Z');
    expect((await check())?.did).toEqual([]);
    expect((await told()).map((row) => row.personId)).toEqual([coordinator.id]);
  });

  it('draws the notice from what is missing when it is read, and drops it when nothing is', async () => {
    const draw = async () =>
      drawNotice(people.notices, 'people.staffing', await askAs(world, coordinator.id), {
        caseId: undefined,
        facts: {},
      });
    expect(JSON.stringify(await draw())).toContain('Data Steward');
    await givenPerson(database.store, { roles: ['data_steward'] });
    expect(await draw()).toBeUndefined();
    expect(await staffingProblems(sceneOf(world))).toEqual([]);
  });

  it('sends nothing when all is well, and tells of a gap that comes back', async () => {
    expect((await check())?.did).toEqual([]);
    await arrange(database.store, (tx) =>
      tx.db.person.updateMany({ where: { name: 'Many Hats' }, data: { status: 'leave' } }),
    );
    expect((await check())?.did).toHaveLength(1);
    expect(await told()).toHaveLength(2);
  });
});

describe('somebody whose newest notice could not arrive', () => {
  it('C-11: is on a list that Human Resources sees, with the reason, until one arrives again', async () => {
    const lost = await givenPerson(database.store, { name: 'Lost Soul' });
    const outbox = (state: string, at: string, reason: string | null) =>
      arrange(database.store, (tx) =>
        tx.db.outbox.create({
          data: {
            id: newId(),
            notice: 'any',
            personId: lost.id,
            facts: {},
            state,
            madeAt: toDate(fixedClock(at).now()),
            notBefore: toDate(fixedClock(at).now()),
            attempts: 1,
            repeats: 0,
            reason,
            stale: false,
          },
        }),
      );
    const listed = async (who: Person) =>
      ((await people.tasksOf?.(await askAs(world, who.id))) ?? []).filter((one) =>
        one.title.startsWith('Lost Soul'),
      );
    await outbox('sent', '2026-11-18T12:00:00Z', null);
    expect(await listed(hr)).toEqual([]);
    await outbox('undeliverable', '2026-11-19T12:00:00Z', 'the app is not installed');
    expect(await listed(hr)).toMatchObject([{ detail: expect.stringContaining('the app is not installed') }]);
    expect(await listed(coordinator)).toEqual([]);
    await outbox('sent', '2026-11-20T12:00:00Z', null);
    expect(await listed(hr)).toEqual([]);
  });
});
