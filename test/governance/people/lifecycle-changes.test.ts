/** Facts that change by hand: who is told, what stays, and that nobody's change is overwritten unseen. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { signaturesOf } from '../../../src/governance/agreements/store/signatures.ts';
import { dispatchAs, fillIn, type GivenPerson, givenPerson } from '../../support/people.ts';
import { type Life, life } from './lifecycle-stage.ts';

let on: Life;
let north: GivenPerson;
let south: GivenPerson;
let worker: GivenPerson;
beforeAll(async () => {
  on = await life();
  north = await givenPerson(on.world.store, { name: 'Nora North', building: 'North' });
  south = await givenPerson(on.world.store, { name: 'Saul South', building: 'South' });
});
afterAll(() => on.drop());
beforeEach(async () => {
  worker = await givenPerson(on.world.store, {
    ...{ name: 'Wes Worker', building: 'North', supervisorId: north.id, hireDate: '2026-10-26' },
  });
  for (const one of [north, south]) await on.told(one.id);
});

const history = (personId: string) =>
  on.db.personChange.findMany({ where: { personId }, orderBy: { at: 'asc' } });

describe('a move', () => {
  it('to another building and supervisor is told to both supervisors and to whoever moves, and stays in their history', async () => {
    const reply = await on.changes(worker.id, { building: 'South', supervisor: south.id });
    expect(reply).toMatchObject({ tone: 'good', text: 'Wes Worker: building, supervisor changed.' });
    expect(await on.person(worker.id)).toMatchObject({ building: 'South', supervisorId: south.id });
    expect(await on.told(north.id)).toEqual(['people.team']);
    expect(await on.told(south.id)).toEqual(['people.team']);
    expect(await on.told(worker.id)).toEqual(['people.changed']);
    expect(await on.told(on.hr.id)).not.toContain('people.team');
    expect(await history(worker.id)).toMatchObject([
      {
        ...{ kind: 'changed', byId: on.hr.id, surface: 'web' },
        before: { building: 'North', supervisorId: north.id },
        after: { building: 'South', supervisorId: south.id },
      },
    ]);
  });

  it('to another building alone is no news to the supervisor', async () => {
    await on.changes(worker.id, { building: '+', new_building: 'East' });
    expect(await on.person(worker.id)).toMatchObject({ building: 'East', supervisorId: north.id });
    expect(await on.told(north.id)).toEqual([]);
  });

  it.each([
    ['oneself', () => worker.id, /their own supervisor/],
    ['somebody below them', () => 'below', /circle: Wes Worker would answer to Bo Below/],
  ])('to %s is refused under its field', async (_who, whom, says) => {
    const below = await givenPerson(on.world.store, { name: 'Bo Below', supervisorId: worker.id });
    const supervisor = whom() === 'below' ? below.id : whom();
    expect(await on.changes(worker.id, { supervisor })).toMatchObject({
      kind: 'invalid',
      open: { errors: { supervisor: expect.stringMatching(says) } },
    });
    expect(await on.person(worker.id)).toMatchObject({ supervisorId: north.id });
  });
});

describe('another name and address', () => {
  it('keeps signatures, accounts and roles, and is told to the address before as well', async () => {
    await on.signs(worker);
    const before = await signaturesOf(on.world.store, on.world.policy.calendar, 'nda', worker.id);
    await on.told(worker.id);
    await on.changes(worker.id, { name: 'Wes Wedded', email: 'wes.wedded@legacy.example' });
    expect(await on.person(worker.id)).toMatchObject({
      name: 'Wes Wedded',
      email: 'wes.wedded@legacy.example',
    });
    const after = await signaturesOf(on.world.store, on.world.policy.calendar, 'nda', worker.id);
    expect(after).toEqual(before);
    // What was signed keeps the name that signed it.
    expect(after).toMatchObject([{ typedName: 'Wes Worker' }]);
    const [change] = await history(worker.id);
    expect(await on.told(change?.id ?? '')).toEqual(['people.changed']);
    expect(await on.told(worker.id)).toEqual(['people.changed']);
    const found = await dispatchAs(on.world, on.hr.id, {
      ...{ kind: 'command', name: 'safekeep', text: 'person wes.wedded@legacy.example' },
    });
    expect(JSON.stringify(found)).toContain('Name: Wes Worker → Wes Wedded');
  });

  it('T7: another hire date dates anew what is owed, and the old date is kept', async () => {
    for (const job of ['agreement-versions', 'duties']) await on.runs(job);
    await on.changes(worker.id, { hire_date: '2026-10-28' });
    for (const job of ['agreement-versions', 'duties']) await on.runs(job);
    const ndas = await on.db.obligation.findMany({
      where: { personId: worker.id, duty: 'nda' },
      orderBy: { dueOn: 'asc' },
    });
    expect(
      ndas.map(({ dueOn, replacedAt }) => [dueOn.toISOString().slice(0, 10), replacedAt === null]),
    ).toEqual([
      ['2026-11-02', false],
      ['2026-11-04', true],
    ]);
  });
});

describe('who may change what', () => {
  it('what somebody else changed since the card was drawn is not put back', async () => {
    const card = await on.presses('people.show', { person: worker.id });
    const button = card.kind === 'done' ? card.card?.actions[0] : undefined;
    if (button?.kind !== 'open-form') throw new Error('no form on the card');
    await on.changes(worker.id, { job_title: 'Librarian' });
    const late = await on.fills(button.form, button.subject, { job_title: 'Coach' });
    expect(late).toMatchObject({ tone: 'warning', text: expect.stringContaining('begin again') });
    expect(await on.person(worker.id)).toMatchObject({ jobTitle: 'Librarian' });
  });

  it('nothing that differs is nothing kept and nobody told', async () => {
    expect(await on.changes(worker.id, {})).toMatchObject({
      text: expect.stringContaining('Nothing differs'),
    });
    expect(await history(worker.id)).toEqual([]);
    expect(await on.told(worker.id)).toEqual([]);
  });

  it('nobody changes their own facts, and nobody outside Human Resources anybody’s', async () => {
    expect(await on.changes(on.hr.id, { job_title: 'Head' })).toMatchObject({ tone: 'warning' });
    const reply = await fillIn(
      on.world,
      north.id,
      'people.change',
      { person: worker.id },
      { job_title: 'Head' },
    );
    expect(reply).toMatchObject({ kind: 'done', tone: 'warning' });
    expect(await on.person(worker.id)).toMatchObject({ jobTitle: 'Teacher' });
  });

  it('an address that is somebody else’s is refused under its field', async () => {
    expect(await on.changes(worker.id, { email: north.email.toUpperCase() })).toMatchObject({
      kind: 'invalid',
      open: { errors: { email: expect.stringContaining('Nora North') } },
    });
  });
});
