/** Another district's plan, without levels of risk and with roles of its own, runs on the same code. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { feature } from '../../../src/governance/requests/feature.ts';
import { fixedClock } from '../../../src/kernel/clock.ts';
import { testDatabase } from '../../support/database.ts';
import { frontDoor, saying } from '../../support/front-door.ts';
import { givenCollection, givenPerson } from '../../support/people.ts';
import { planOnce } from '../../support/policy.ts';
import { rolesOf as legacyRoles } from './rules/builders.ts';
import { townOf, withoutDays } from './rules/town.ts';
import { startsOf, straight, walk } from './rules/ways.ts';
import {
  cardFor,
  type District,
  filed,
  fills,
  fulfilment,
  morning,
  presses,
  protection,
  row,
} from './world.ts';

const policy = await planOnce('westford-ma');

/** The same stories with the people of Westford: custodians for stewards, the designee and a principal. */
async function givenWestford(): Promise<District> {
  const database = await testDatabase();
  const { store } = database;
  const clock = fixedClock(morning);
  const world = { store, policy, clock, features: [feature] };
  const custodian = ['custodian'];
  const people = {
    asker: await givenPerson(store, { name: 'Asta Asker' }),
    steward: await givenPerson(store, { name: 'Cleo Custodian', roles: custodian }),
    second: await givenPerson(store, { name: 'Kai Keeper', roles: custodian }),
    elsewhere: await givenPerson(store, { name: 'Eli Else', roles: custodian }),
    coordinator: await givenPerson(store, { name: 'Dee Designee', roles: ['designee'] }),
    manager: await givenPerson(store, { name: 'Pia Principal', roles: ['principal'] }),
    stranger: await givenPerson(store, { name: 'Nils Nosy' }),
  };
  const collection = await givenCollection(store, {
    name: 'Attendance',
    stewardIds: [people.steward.id, people.second.id],
    definitions: 'Present: in school on that day.',
    businessRules: 'Counted each day.',
  });
  const orphan = await givenCollection(store, { name: 'Orphan', stewardIds: [] });
  return { database, store, policy, clock, world, door: frontDoor(world), people, collection, orphan };
}

let district: District;
beforeAll(async () => {
  district = await givenWestford();
});
afterAll(() => district.database.drop());

describe('Westford', () => {
  it('figures go from the form to the close, with no level to set', async () => {
    const { asker, steward, coordinator } = district.people;
    const id = await filed(district, asker, { route: 'figures' });
    const text = JSON.stringify(await cardFor(district, coordinator, id));
    expect(text).not.toMatch(/risk level/i);
    expect(text).toContain('our rule: 001 names no time');
    await presses(district, steward, id, 'Claim');
    await fills(district, steward, id, 'Fulfil', fulfilment);
    await fills(district, steward, id, 'Protect small groups', { ...protection, technique: 'aggregated' });
    await fills(district, steward, id, 'Send', { method: 'secured_folder' });
    await presses(district, steward, id, 'Close');
    expect(await row(district, id)).toMatchObject({ state: 'closed', route: 'figures', level: null });
  });

  it('603 CMR 23.07: a family sees a record within ten calendar days, checked and authorised by name', async () => {
    const { asker, steward, coordinator, manager } = district.people;
    const id = await filed(district, asker, {
      route: 'own_record',
      read_own_record: true,
      detail: 'identified',
      asker: 'outsider',
      outsider_name: 'Paula Parent',
      outsider_email: 'paula@home.example',
      came_in_by: 'email',
      came_in_on: '2026-11-16',
    });
    expect((await row(district, id)).answerBy?.toISOString().slice(0, 10)).toBe('2026-11-26');
    await fills(district, manager, id, 'Record what it rests on', {
      ask_file_number: 'W-118',
      ask_stands_for: 'parent',
      ask_identity_checked: 'yes',
      ask_right_checked: 'yes',
    });
    await presses(district, steward, id, 'Claim');
    await fills(district, steward, id, 'Fulfil', fulfilment);
    await fills(district, coordinator, id, 'Authorise', { ask_others_out: 'yes' });
    expect(await row(district, id)).toMatchObject({ state: 'open', route: 'own_record', pii: true });
    const card = await cardFor(district, steward, id);
    expect(card?.actions.map(({ label }) => label)).toContain('Send');
    const given = { method: 'in_person', parts: 'The student record', student_list: 'W-118' };
    expect(saying(await fills(district, steward, id, 'Send', given))).toContain('was sent');
    await presses(district, steward, id, 'Close');
    expect(await row(district, id)).toMatchObject({ state: 'closed' });
    const line = await district.store.db.disclosure.findFirstOrThrow({
      where: { caseId: id, kind: 'disclosed' },
    });
    // 603 CMR 23.07 (1): the state's log has no exception for the family
    expect(line).toMatchObject({ exempt: null });
  });
});

describe('every way through Westford’s workflows', () => {
  const town = townOf(withoutDays(policy), {
    ...Object.fromEntries(Object.keys(legacyRoles).map((id) => [id, []])),
    ann: ['custodian'],
    ben: ['custodian'],
    kim: ['designee'],
    sue: ['superintendent'],
    pia: ['principal'],
    hal: ['hr'],
  });

  it.each(startsOf(town).map((start) => [start.name, start] as const))('%s', (_, start) => {
    for (const loops of [straight, { ...straight, put_back: 2 }, { ...straight, recall: 2 }]) {
      const { ends, wrong } = walk(town, start, loops);
      expect(wrong).toEqual([]);
      expect(ends.get('closed')).toBeGreaterThan(0);
    }
  });
});

it('W06: custodians are trained and assessed every six months; what 001 does not say is marked as our rule', () => {
  const { custodian_assessment: assessment, custodian_training: training } = policy.pack.duties;
  for (const duty of [assessment, training]) expect(duty).toMatchObject({ on: true, again: [{ months: 6 }] });
  for (const { steps = [] } of Object.values(policy.pack.data_requests.routes))
    for (const { waits } of steps) expect(waits?.src).toMatch(/^our rule: 001 names no time/);
});

it('knows the holidays of Massachusetts: Patriots’ Day is no business day', () => {
  const friday = policy.calendar.localDay(fixedClock('2026-04-17T16:00:00Z').now());
  expect(policy.calendar.addDays(friday, 1, 'bd').toString()).toBe('2026-04-21');
});
