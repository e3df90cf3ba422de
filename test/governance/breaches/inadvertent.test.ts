/** Westford: whoever's data were shown by mistake is notified at once; the task opens before any decision, and a person does it (001, W16). */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Person } from '../../../src/app/person.ts';
import type { RawValues } from '../../../src/chat/form.ts';
import { features } from '../../../src/governance/features.ts';
import { fixedClock } from '../../../src/kernel/clock.ts';
import { testDatabase } from '../../support/database.ts';
import { type FrontDoor, frontDoor } from '../../support/front-door.ts';
import { givenPerson } from '../../support/people.ts';
import { planOnce } from '../../support/policy.ts';

const policy = await planOnce('westford-ma');

async function givenWestford() {
  const database = await testDatabase();
  const { store } = database;
  const clock = fixedClock('2026-11-20T15:00:00Z');
  const people = {
    head: await givenPerson(store, { name: 'Sol Superintendent', roles: ['superintendent'] }),
    director: await givenPerson(store, { name: 'Tess Director', roles: ['technology_director'] }),
    teacher: await givenPerson(store, { name: 'Tom Teacher' }),
  };
  return { database, store, people, door: frontDoor({ store, policy, clock, features: [...features] }) };
}

let town: Awaited<ReturnType<typeof givenWestford>>;
beforeAll(async () => {
  town = await givenWestford();
});
afterAll(() => town.database.drop());

async function sends(door: FrontDoor, who: Person, form: string, id: string | undefined, values: RawValues) {
  const open = await door.opens(who.id, form, id === undefined ? {} : { id });
  return door.sends(who.id, open, values);
}

async function reported(): Promise<string> {
  const before = (await town.store.db.incident.findMany()).map(({ id }) => id);
  await sends(town.door, town.people.teacher, 'breach.report', undefined, {
    happened: 'The list was on the public page.',
    about: 'nobody',
  });
  return (await town.store.db.incident.findFirstOrThrow({ where: { id: { notIn: before } } })).id;
}

const found = (inadvertent: string) => ({
  ...{ ongoing: 'no', inadvertent, compromised: 'no', criminalUse: 'no', significant: 'no', network: 'no' },
});

it('W16: the task to notify opens as soon as somebody says that it was shown by mistake, before any decision', async () => {
  const { head, director } = town.people;
  const id = await reported();
  expect(await town.store.db.incidentTask.count({ where: { incidentId: id } })).toBe(0);
  await sends(town.door, director, 'breach.triage', id, found('yes'));
  const tasks = await town.store.db.incidentTask.findMany({ where: { incidentId: id } });
  expect(tasks.map(({ key }) => key)).toEqual(['notify']);
  expect(tasks[0]).toMatchObject({ ownerRole: 'superintendent', state: 'open', required: true });
  expect(tasks[0]?.dueAt?.toISOString()).toBe('2026-11-20T19:00:00.000Z');
  expect(await town.store.db.incident.findUniqueOrThrow({ where: { id } })).toMatchObject({
    ...{ state: 'concern', ruling: null },
  });
  const told = await town.store.db.outbox.findMany({ where: { caseId: id, notice: 'breach.team' } });
  expect(told.map(({ personId }) => personId)).toEqual([head.id]);
  expect(JSON.stringify(await town.door.does(head.id, { kind: 'home' }))).toContain('Notify the caregivers');
});

it('W16: nobody outside is told of it by Safekeep: that task is a person’s', async () => {
  const id = await reported();
  await sends(town.door, town.people.director, 'breach.triage', id, found('yes'));
  const rows = await town.store.db.outbox.findMany({ where: { caseId: id } });
  expect(rows.filter(({ outsiderId }) => outsiderId !== null)).toEqual([]);
});

it('said twice, it opens once; not said, it does not open', async () => {
  const id = await reported();
  const { director } = town.people;
  await sends(town.door, director, 'breach.triage', id, found('no'));
  expect(await town.store.db.incidentTask.count({ where: { incidentId: id } })).toBe(0);
  for (const answer of ['yes', 'no', 'yes'])
    await sends(town.door, director, 'breach.triage', id, found(answer));
  expect(await town.store.db.incidentTask.count({ where: { incidentId: id } })).toBe(1);
});

it('R074: who decides is the plan’s to say: here the technology director does, and nobody need be named beside', async () => {
  const id = await reported();
  const reply = await sends(town.door, town.people.director, 'breach.determine', id, {
    ...{ ruling: 'not_a_breach', reasons: 'Nobody had opened the page.' },
  });
  expect(reply).toMatchObject({ kind: 'done', tone: 'good' });
});
