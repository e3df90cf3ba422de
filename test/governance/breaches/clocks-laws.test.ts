/** Laws that other districts lay over their plan, through the front door: Nebraska's order, New York's hold, Westford's exposure. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Person } from '../../../src/app/person.ts';
import type { RawValues } from '../../../src/chat/form.ts';
import { features } from '../../../src/governance/features.ts';
import type { Policy } from '../../../src/policy/policy.ts';
import { packCopy } from '../../policy/pack-copy.ts';
import { frontDoor } from '../../support/front-door.ts';
import { givenPerson } from '../../support/people.ts';
import { planOnce } from '../../support/policy.ts';
import { pageOf, sends } from './deciding.ts';
import { givenTown, reports, runs, sees, type Town, wordsOf } from './world.ts';

let town: Town;

beforeAll(async () => {
  town = await givenTown();
});
afterAll(() => town.database.drop());

/** The same town under another plan. */
function under(policy: Policy): Town {
  const world = { ...town.world, policy };
  return { ...town, policy, world, door: frontDoor({ ...world, features: [...features] }) };
}

async function elsewhere(...laws: readonly string[]): Promise<Town> {
  const copy = await packCopy();
  await copy.edit(['overlays'], laws.length === 0 ? ['new-york', 'nebraska'] : [...laws]);
  const policy = await planOnce(copy.file);
  await copy.remove();
  return under(policy);
}

async function fillsIn(
  there: Town,
  who: Person,
  form: string,
  subject: Record<string, string>,
  values: RawValues,
) {
  const open = await there.door.opens(who.id, form, subject);
  return there.door.sends(who.id, open, { ...open.form.values, ...values });
}

const unknown = {
  ...{
    inadvertent: 'unknown',
    compromised: 'unknown',
    criminalUse: 'unknown',
    significant: 'unknown',
    network: 'unknown',
  },
};

async function clock(there: Town, incidentId: string, law: string, name: string) {
  return there.store.db.incidentClock.findFirstOrThrow({ where: { incidentId, law, clock: name } });
}

it('Neb. 87-803: the Attorney General is told not later than the residents, and it is said once those were', async () => {
  const there = await elsewhere();
  const { itsm, teacher } = there.people;
  const id = await reports(there, teacher, { kinds: ['ssn'] });
  await fillsIn(there, itsm, 'breach.triage', { id }, { ...unknown, kinds: ['ssn'], why: 'The file.' });
  expect((await clock(there, id, 'nebraska', 'attorney_general')).dueAt).toBeNull();
  const residents = await clock(there, id, 'nebraska', 'residents');
  const reply = await fillsIn(
    there,
    itsm,
    'breach.clock-met',
    { id, clock: residents.id },
    {
      ...{ when: '2026-11-20T10:25', evidence: 'Letters of today' },
    },
  );
  expect(wordsOf(reply)).toContain('Not later than they had to be told: Nebraska Attorney General.');
  expect((await clock(there, id, 'nebraska', 'attorney_general')).dueAt?.toISOString()).toBe(
    '2026-11-20T17:25:00.000Z',
  );
});

it('8 NYCRR 121.10: those affected within 60 days, or 7 after a hold; the officer within 10 whatever anybody asks', async () => {
  const there = await elsewhere();
  const { itsm, teacher } = there.people;
  const id = await reports(there, teacher);
  const due = async (name: string) => (await clock(there, id, 'new-york', name)).dueAt?.toISOString();
  expect([await due('affected'), await due('chief_privacy_officer')]).toEqual([
    ...['2027-01-20T06:59:59.000Z', '2026-12-01T06:59:59.000Z'],
  ]);
  await fillsIn(
    there,
    itsm,
    'breach.hold',
    { id },
    {
      ...{
        authority: 'The district attorney, letter 7',
        from: '2026-11-20T10:20',
        until: '2027-02-01T12:00',
      },
    },
  );
  expect([await due('affected'), await due('chief_privacy_officer')]).toEqual([
    ...['2027-02-09T06:59:59.000Z', '2026-12-01T06:59:59.000Z'],
  ]);
});

it('W16: caregivers are owed word from the first worry on, with no day made up, and reminded of it in the daytime', async () => {
  const there = under(await planOnce('westford-ma'));
  const { store } = there;
  const director = await givenPerson(store, { name: 'Tess Okafor', roles: ['technology_director'] });
  there.clock.set('2026-11-20T17:25:00Z');
  const id = await reports(there, there.people.teacher);
  await fillsIn(
    there,
    director,
    'breach.triage',
    { id },
    { ...unknown, inadvertent: 'yes', why: 'It was on the page.' },
  );
  const card = wordsOf(await sees(there, director, id));
  expect(card).toContain('Caregivers of affected students, and affected staff');
  expect(card).toContain(
    '“immediately, at any number”; no time is named. 0 minutes since November 20, 2026 at 12:25 PM',
  );
  expect(card).toContain(
    'Perhaps too, once more is known: Massachusetts Attorney General, Office of Consumer Affairs',
  );
  const all = wordsOf(await there.door.types(director.id, '/breach clocks'));
  expect(all).toContain('If this is a breach, and if one of these got out: Social Security numbers');
  const told = () => store.db.outbox.findMany({ where: { caseId: id, notice: 'breach.clocks' } });
  const asleep = '2026-11-22T06:00:00Z';
  const awake = '2026-11-22T12:01:00Z';
  there.clock.set(asleep);
  await runs(there, 'breach-clocks');
  expect(await told()).toHaveLength(0);
  there.clock.set(awake);
  await runs(there, 'breach-clocks');
  expect((await told()).length).toBeGreaterThan(0);
});

it.each<[string, string, Record<string, string>, RegExp]>([
  [
    'New York: a contractor has 7 days from the discovery, whatever their contract says',
    'new-york',
    { discovered: '2026-11-10T12:00', confirmed: '2026-11-12T12:00', counts: 'd', amount: '10' },
    /ended November 17, 2026 at 11:59 PM, .*: 7 days after they discovered it \(New York.*121\.10\(a\).*; stricter than 10 days after they were sure, by their contract/,
  ],
  [
    'Illinois: a contract that gives an operator less than the law’s 30 days counts',
    'illinois',
    { confirmed: '2026-11-12T12:00', counts: 'd', amount: '10' },
    /until November 22, 2026 at 11:59 PM: 10 days after they were sure, by their contract; stricter than 30 days after they were sure \(Illinois.*105 ILCS 85\/15/,
  ],
])('R008: %s', async (_what, law, values, says) => {
  const there = await elsewhere(law);
  const { teacher, itsm } = there.people;
  const id = await reports(there, teacher);
  await sends(there, itsm, 'breach.vendor', { id }, { name: 'Schoolzilla', ...values });
  expect(await pageOf(there, itsm, id)).toMatch(says);
});
