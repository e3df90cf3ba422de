import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sealHolds } from '../../../src/governance/agreements/rules/seal.ts';
import { sealedPart, signaturesOf } from '../../../src/governance/agreements/store/signatures.ts';
import { feature as duties } from '../../../src/governance/duties/feature.ts';
import { sampleFolder, seedSample } from '../../../src/governance/sample/seed.ts';
import { dateToDay, fixedClock, Temporal } from '../../../src/kernel/clock.ts';
import type { Policy } from '../../../src/policy/policy.ts';
import { staffingGaps } from '../../../src/policy/staffing.ts';
import { isSample } from '../../../src/store/settings.ts';
import { type TestDatabase, testDatabase } from '../../support/database.ts';
import { givenPerson, sweepAs } from '../../support/people.ts';
import { legacyPolicy } from '../../support/policy.ts';

const now = Temporal.Instant.from('2026-11-24T16:00:00Z');
let policy: Policy;
let database: TestDatabase;

beforeAll(async () => {
  policy = await legacyPolicy();
  database = await testDatabase();
  await seedSample(database.store, policy, now);
});
afterAll(() => database.drop());

async function owed(duty: string, state: 'open' | 'met') {
  const rows = await database.store.db.obligation.findMany({
    where: { duty, replacedAt: null, metAt: state === 'open' ? null : { not: null } },
    include: { person: true },
    orderBy: { dueOn: 'asc' },
  });
  return rows.map((row) => ({
    name: row.person.name,
    type: row.person.personType,
    status: row.person.status,
    dueOn: dateToDay(row.dueOn).toString(),
    rule: row.rule,
    openedAt: row.openedAt,
    metAt: row.metAt,
  }));
}

/** One job to its end, as it runs by itself. */
async function afterward(name: string): Promise<void> {
  const job = duties.jobs?.find((one) => one.name === name);
  if (!job) throw new Error(`no job is called ${name}`);
  const world = { store: database.store, policy, clock: fixedClock(now.toString()), features: [duties] };
  for (let more = true; more; ) more = (await sweepAs(world, name, (sweep) => job.run(sweep))).more;
}

describe('the seeded district', () => {
  it('has at least 44 people in 3 buildings, of every type and status', async () => {
    const people = await database.store.db.person.findMany();
    expect(people.length).toBeGreaterThanOrEqual(44);
    expect(new Set(people.map((person) => person.buildingId)).size).toBe(3);
    expect([...new Set(people.map((person) => person.personType))].sort()).toEqual([
      'board',
      'contractor',
      'employee',
      'temp',
      'volunteer',
    ]);
    expect([...new Set(people.map((person) => person.status))].sort()).toEqual(['active', 'leave', 'left']);
    expect(people.every((person) => (person.status === 'left') === (person.leftOn !== null))).toBe(true);
  });

  it('leaves the plan with nobody missing', async () => {
    const today = policy.calendar.localDay(now);
    const holdings = await database.store.db.roleHolding.findMany({ include: { person: true } });
    const holders = holdings.map(({ role, personId, person }) => ({
      role,
      personId,
      status: person.status as 'active' | 'leave' | 'left',
      reachable: true,
    }));
    expect(staffingGaps(policy, holders, today)).toEqual([]);
  });

  it('those who left hold nothing after their last day', async () => {
    const open = await database.store.db.roleHolding.findMany({
      where: { heldUntil: null, person: { status: 'left' } },
    });
    expect(open).toEqual([]);
  });

  it('R052: somebody’s agreement is due, somebody’s is late, and many have met it', async () => {
    const open = (await owed('nda', 'open')).filter((one) => one.status === 'active');
    const late = open.filter((one) => one.dueOn < '2026-11-24').map((one) => one.name);
    const thisWeek = open.filter((one) => one.dueOn >= '2026-11-24' && one.dueOn <= '2026-12-01');
    expect(late).toEqual(
      expect.arrayContaining(['Lucinda Farrow', 'Mireille Dubois-Kane', 'Paloma Quintanar']),
    );
    expect(thisWeek.map((one) => one.name)).toEqual(
      expect.arrayContaining(['Joaquin Herrick', 'Hugo Penrose', 'Ikaika Tollefson']),
    );
    expect((await owed('nda', 'met')).length).toBeGreaterThan(30);
  });

  it('nobody who is here and never signed is without a date', async () => {
    const people = await database.store.db.person.findMany({
      where: { status: { not: 'left' } },
      include: { obligations: true },
    });
    const without = people.filter(
      (person) => !person.obligations.some((one) => one.duty === 'nda' && !one.metAt && !one.replacedAt),
    );
    expect(without.map((person) => person.name)).toEqual([]);
  });

  it('those who left owe nothing', async () => {
    expect((await owed('nda', 'open')).filter((one) => one.status === 'left')).toEqual([]);
  });

  it('R042: trainings promised on line T2 are due, late and met, the earlier of plan and law', async () => {
    const open = await owed('fundamentals', 'open');
    const met = await owed('fundamentals', 'met');
    expect(open.map((one) => [one.name, one.dueOn])).toEqual([
      ['Priscilla Oyelaran', '2026-11-20'],
      ['Lotte Fairbanks', '2026-12-08'],
      ['Ansel Rutherford', '2026-12-12'],
    ]);
    expect(open[0]?.rule).toContain('63A-19-401.2');
    expect(met.map((one) => one.name).sort()).toEqual(['Baptiste Okoye', 'Kenji Alvarado']);
  });

  it('nothing was opened, met or signed later than the seeding', async () => {
    const rows = await database.store.db.obligation.findMany();
    const signed = await database.store.db.signature.findMany();
    const times = [...rows.flatMap((row) => [row.openedAt, row.metAt]), ...signed.map((row) => row.signedAt)];
    expect(times.filter((time) => time && time.getTime() > now.epochMilliseconds)).toEqual([]);
  });

  it('R022: met agreements are paper forms with their place, and every seal holds', async () => {
    const signatures = await signaturesOf(database.store, policy.calendar, 'nda');
    expect(signatures.length).toBeGreaterThan(40);
    for (const signature of signatures) {
      expect(signature.paper?.keptAt).toMatch(/Human Resources/);
      expect(sealHolds(sealedPart(signature), signature.seal)).toBe(true);
    }
  });

  it('collections of all four systems have an owner, a steward, a place, definitions and rules', async () => {
    const collections = await database.store.db.dataCollection.findMany({ include: { stewards: true } });
    for (const system of ['Munis', 'PowerSchool', 'Schoolzilla', 'TeachPoint']) {
      expect(collections.filter((one) => one.system === system).length).toBeGreaterThan(1);
    }
    for (const one of collections) {
      expect(one.stewards.length).toBeGreaterThan(0);
      expect([one.ownerId, one.location, one.definitions, one.businessRules]).not.toContain('');
      expect(one.ownerId).not.toBeNull();
    }
  });

  it('is one audit line that carries the files’ digest, and tells nobody', async () => {
    const lines = await database.store.db.auditEntry.findMany();
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0]?.line ?? '{}')).toMatchObject({
      what: 'sample.seeded',
      by: null,
      facts: { digest: expect.stringMatching(/^[0-9a-f]{64}$/), people: 55, collections: 14 },
    });
    expect(await database.store.db.outbox.count()).toBe(0);
  });

  it('whoever signed has the policy and the training on record, so that a newcomer meets a few who are late, not all', async () => {
    await afterward('duties');
    const open = await database.store.db.obligation.findMany({
      where: { duty: { not: 'nda' }, metAt: null, replacedAt: null, person: { status: 'active' } },
      include: { person: true },
    });
    const late = open.filter((one) => dateToDay(one.dueOn).toString() < '2026-11-24');
    const names = [...new Set(late.map((one) => one.person.name))];
    expect(names.length).toBeGreaterThan(1);
    expect(names.length).toBeLessThan(12);
    const years = late.filter((one) => dateToDay(one.dueOn).toString() < '2026-01-01');
    expect(years.map((one) => one.person.name)).toEqual([]);
  });

  it('marks the database as a sample, and refuses politely to be seeded again', async () => {
    expect(await isSample(database.store)).toBe(true);
    const before = await database.store.db.person.count();
    await expect(seedSample(database.store, policy, now)).rejects.toThrow(
      'The sample district is here already. To begin afresh, use an empty database.',
    );
    expect(await database.store.db.person.count()).toBe(before);
  });
});

describe('a database that may not be furnished', () => {
  it('with somebody on its roster is left as it was', async () => {
    const other = await testDatabase();
    await givenPerson(other.store, { name: 'Real Person' });
    await expect(seedSample(other.store, policy, now)).rejects.toThrow(/holds people already/);
    expect([await other.store.db.person.count(), await isSample(other.store)]).toEqual([1, false]);
    await other.drop();
  });

  it('is furnished once by two who try at the same moment', async () => {
    const other = await testDatabase();
    const tries = await Promise.allSettled([
      seedSample(other.store, policy, now),
      seedSample(other.store, policy, now),
    ]);
    expect(tries.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await other.store.db.person.count()).toBe(55);
    await other.drop();
  });

  it('is left empty when the files are at fault', async () => {
    const other = await testDatabase();
    const folder = await mkdtemp(join(tmpdir(), 'seed-'));
    await cp(sampleFolder, folder, { recursive: true });
    const people = await readFile(join(folder, 'people.csv'), 'utf8');
    await writeFile(join(folder, 'people.csv'), people.replace('2013-01-16', '16.1.2013'));
    await expect(seedSample(other.store, policy, now, folder)).rejects.toThrow(
      /people.csv line 2: hire_date: a day is/,
    );
    expect(await other.store.db.person.count()).toBe(0);
    await rm(folder, { recursive: true });
    await other.drop();
  });
});
