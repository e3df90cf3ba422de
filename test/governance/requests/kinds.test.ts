/** What kind of request it is: what each kind asks when it is filed, what it refuses, and whom it goes to. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Person } from '../../../src/app/person.ts';
import type { RawValues } from '../../../src/chat/form.ts';
import { feature } from '../../../src/governance/requests/feature.ts';
import { givenPerson, sceneOf } from '../../support/people.ts';
import { cardFor, type District, filed, filing, givenDistrict, row, told } from './world.ts';

let district: District;
let director: Person;
beforeAll(async () => {
  district = await givenDistrict();
  director = await givenPerson(district.store, { name: 'Dana Director', roles: ['director'] });
  Object.assign(district.people, { director });
});
afterAll(() => district.database.drop());

const outside = {
  asker: 'outsider',
  outsider_name: 'Olaf Outside',
  outsider_email: 'olaf@uni.example',
  came_in_by: 'email',
  came_in_on: '2026-11-16',
};
const research = () => ({
  ...outside,
  route: 'researcher',
  read_researcher: true,
  detail: 'by_student',
  kind_researcher_sponsor: director.id,
  kind_researcher_data_until: '2027-06-30',
});

async function refusal(values: RawValues, who = district.people.asker) {
  const open = await district.door.opens(who.id, 'request.file');
  const reply = await district.door.sends(who.id, open, filing(district, values));
  if (reply.kind !== 'invalid') throw new Error(`it was not refused: ${reply.kind}`);
  return reply.open.errors;
}

describe('the form', () => {
  it('asks nothing more of whoever wants figures: the kind is chosen, and no further field is shown', async () => {
    const { form } = await district.door.opens(district.people.asker.id, 'request.file');
    expect(form.values.route).toBe('general');
    const [first, ...others] = Object.entries(form.fields);
    expect(first?.[0]).toBe('route');
    const added = others.filter(([name]) => /^(read|kind)_|^pii$/.test(name));
    expect(added.length).toBeGreaterThan(5);
    expect(
      added.flatMap(([name, { showIf }]) => (showIf?.is.includes('general') || !showIf ? [name] : [])),
    ).toEqual([]);
  });

  it('filed once more, it takes over what its kind was answered, and no day', async () => {
    const { asker } = district.people;
    const id = await filed(district, asker, research());
    const { form } = await district.door.opens(asker.id, 'request.file', { repeat: id });
    expect(form.values).toMatchObject({ route: 'researcher', kind_researcher_sponsor: director.id });
    expect(form.values).not.toHaveProperty('kind_researcher_data_until');
  });

  it('says what another kind means and where that stands, before the rest is filled in', async () => {
    const { form } = await district.door.opens(district.people.asker.id, 'request.file');
    expect(form.fields.read_researcher?.hint).toMatch(/goes straight to the Coordinator.*003 §5\.4\)$/s);
    expect((await refusal({ ...research(), read_researcher: false })).read_researcher).toContain('tick');
  });

  it.each([
    ['caseworker', 'me', /comes from outside/],
    ['internal', 'outsider', /for staff of the district/],
  ])('%s is not asked for by %s', async (route, asker, says) => {
    const errors = await refusal({ ...outside, asker, route, [`read_${route}`]: true, pii: 'no' });
    expect(errors.asker).toMatch(says);
  });
});

describe('R068: a researcher', () => {
  it('names a sponsor who is a Director, the Superintendent or a member of the board', async () => {
    const errors = await refusal({ ...research(), kind_researcher_sponsor: district.people.stranger.id });
    expect(errors.kind_researcher_sponsor).toMatch(/Nils Nosy is none of these: Director, Superintendent/);
    expect(Object.keys(await refusal({ ...research(), kind_researcher_sponsor: '' }))).toEqual([
      'kind_researcher_sponsor',
    ]);
  });

  it('R069: goes straight to the Coordinator; no steward is asked, and the sponsor is told', async () => {
    const id = await filed(district, district.people.asker, research());
    expect(await row(district, id)).toMatchObject({ route: 'researcher', pii: false, level: null });
    const heard = await told(district, id);
    expect(heard.filter((line) => line.startsWith('request.asked'))).toEqual([]);
    expect(heard).toContain('request.sponsored -> Dana Director');
    const card = await cardFor(district, director, id);
    expect(JSON.stringify(card)).toContain('Who sponsors the research?');
    expect(JSON.stringify(card)).toContain('Research by somebody outside (003 §5.4)');
  });

  it.each([
    [{ detail: 'identified' }, 'detail'],
    [{ question: 'Scores with student names' }, 'question'],
  ])(
    'R070: asks for no data that identify students (%o): the citation, and the way that is open',
    async (more, field) => {
      const errors = await refusal({ ...research(), ...more });
      expect(errors[field]).toMatch(/003 §5\.4.*Ask for de-identified data instead/s);
    },
  );
});

describe('data that may identify students', () => {
  it.each([
    ['no', false],
    ['yes', true],
  ])('are asked about where they may be given: %s', async (pii, kept) => {
    const id = await filed(district, district.people.asker, { route: 'internal', read_internal: true, pii });
    expect(await row(district, id)).toMatchObject({ route: 'internal', pii: kept });
  });

  it('must be asked for as such where the detail says so', async () => {
    const errors = await refusal({ route: 'internal', read_internal: true, pii: 'no', detail: 'identified' });
    expect(errors.pii).toContain('identifies students');
  });

  it('are what some kinds are always about', async () => {
    const id = await filed(district, district.people.asker, {
      ...outside,
      route: 'caseworker',
      read_caseworker: true,
    });
    expect(await row(district, id)).toMatchObject({ pii: true });
  });

  it('are never given by the usual kind', async () => {
    expect(Object.keys(await refusal({ question: 'The parents’ names of grade 3' }))).toEqual(['question']);
  });
});

it('R057: access is owed 45 days from the day on which it came in, and the card says the rule (T2)', async () => {
  district.clock.set('2026-11-23T16:00:00Z');
  const id = await filed(district, district.people.asker, {
    ...outside,
    route: 'own_record',
    read_own_record: true,
    came_in_on: '2026-11-21',
  });
  expect((await row(district, id)).answerBy?.toISOString().slice(0, 10)).toBe('2027-01-05');
  const card = JSON.stringify(await cardFor(district, district.people.manager, id));
  const says = 'January 5, 2027. Access is owed within 45 days of the official request. (003 §5.2.1';
  expect(card).toContain(says);
  const received = feature.notices?.find((one) => one.id === 'request.received');
  const { outsiderId } = await row(district, id);
  const notice = { caseId: id, facts: {}, outsiderId: outsiderId ?? '' };
  expect(JSON.stringify(await received?.letter?.(sceneOf(district.world), notice))).toContain(says);
});
