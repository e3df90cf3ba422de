/** What comes round each year: the report on what security needs (R017) and the resources that are posted (R077). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Person } from '../../../src/app/person.ts';
import { decidesBreach, sends, underway } from './deciding.ts';
import { fills, givenTown, reportedAt, runs, type Town, toldOf, wordsOf } from './world.ts';

let town: Town;
beforeAll(async () => {
  town = await givenTown();
});
afterAll(() => town.database.drop());

async function year(who: Person, document = 'breach.security-year', subject = {}): Promise<string> {
  return wordsOf(await town.door.does(who.id, { kind: 'document', document, subject }));
}

function csv(who: Person, subject = {}): Promise<string> {
  return year(who, 'breach.security-year-csv', subject);
}

describe('R017: the year’s report on what security needs', () => {
  it('counts by severity, kind and cause, with what is open and what went well', async () => {
    const { itsm } = town.people;
    town.clock.set(reportedAt.toString());
    const id = await underway(town, { kinds: ['names'], people: '100' });
    await decidesBreach(town, id, { severity: 'high' });
    await sends(
      town,
      itsm,
      'breach.review',
      { id },
      {
        ...{ happened: 'A list went out.', causes: ['misdirected'], helped: 'The teacher said so at once.' },
      },
    );
    const action = { what: 'Lists go out by link only.', who: itsm.id, due: '2026-12-18' };
    await sends(town, itsm, 'breach.action', { id }, action);
    await sends(
      town,
      itsm,
      'breach.vendor',
      { id },
      {
        ...{ name: 'Schoolzilla', confirmed: '2026-11-10T09:00', told: '2026-11-19T09:00', counts: 'plan' },
      },
    );
    const file = await csv(itsm);
    for (const line of [
      'In all,Reports,1,',
      'In all,Found to be a breach,1,',
      '\\"People affected by breaches, at least\\",100,',
      'By severity,High,1,',
      'By severity,Low,0,',
      'By kind of data,Names or contact details,1,',
      'By cause,Sent or shown to the wrong person,1,',
      '\\"Told us late, or not\\",1,',
      'Still to be done,Lists go out by link only.,Piotr Zielinski,2026-12-18',
      'What went well,The teacher said so at once.,,',
    ])
      expect(file).toContain(line);
    const page = await year(itsm);
    expect(page).toContain('The teacher said so at once.');
    expect(page).not.toContain('BR-');
    expect(await csv(itsm, { from: '2025' })).toContain('In all,Reports,0,');
    expect(await csv(itsm, { from: '1066' })).toContain('In all,Reports,1,');
  });

  it('R075: of whom one concerns it leaves that one out, without a gap', async () => {
    const { itsm, head } = town.people;
    const before = { page: await year(itsm), file: await csv(itsm) };
    const id = await underway(town, { kinds: ['ssn'] });
    await decidesBreach(town, id, { severity: 'critical' });
    const typed = {
      happened: 'A log-in was lent.',
      causes: ['password'],
      helped: 'Somebody dared to say it.',
    };
    await sends(town, itsm, 'breach.review', { id }, typed);
    await sends(
      town,
      itsm,
      'breach.action',
      { id },
      { what: 'Log-ins lent to nobody.', who: itsm.id, due: '2026-12-18' },
    );
    expect(await csv(itsm)).toContain('In all,Reports,2,');
    await fills(town, itsm, id, 'It concerns somebody', { who: itsm.id, reason: 'My own log-in.' });
    expect(await year(itsm)).toBe(before.page);
    expect(await csv(itsm)).toBe(before.file);
    const theirs = await csv(head);
    expect(theirs).toContain('By severity,Critical,1,');
    expect(theirs).not.toContain('Somebody dared to say it.');
    expect(theirs).not.toContain('Log-ins lent to nobody.');
  });

  it('R075: says always that no copy is sure to be whole, and shows whom the plan names the number of all that do not concern them', async () => {
    const { itsm, head } = town.people;
    const id = await underway(town, {});
    await decidesBreach(town, id);
    expect(await year(itsm)).toContain('no copy is sure to be whole');
    expect(await year(itsm)).toContain(`Superintendent (${head.name}) is shown how many`);
    expect(await year(itsm)).not.toContain('Decided in the whole district');
    const before = await year(head);
    expect(before).toContain('Decided in the whole district, without what concerns you');
    // Neither part nor concern: the number is all they learn.
    await town.store.db.incidentParty.deleteMany({ where: { incidentId: id, part: 'executive' } });
    expect(await year(head)).toContain(/\["Decided","\d+"\]/.exec(before)?.[0]);
    await town.store.db.incidentSubject.create({
      data: { id: 'subject-of-the-year', incidentId: id, personId: head.id, addedAt: reportedAt.toString() },
    });
    expect(await year(head)).not.toContain(/\["Decided","\d+"\]/.exec(before)?.[0]);
    expect(await year(head)).toContain('no copy is sure to be whole');
  });

  it('is for whom the plan names', async () => {
    for (const who of [town.people.teacher, town.people.executive])
      expect(await year(who)).not.toContain('In all');
  });
});

describe('R077: the breach resources', () => {
  it('come round each year: opened, reminded of once, done with where they are posted, and due again a year later', async () => {
    const { itsm, teacher } = town.people;
    const rounds = async () =>
      (await town.store.db.breachYearly.findMany({ orderBy: { dueAt: 'asc' } })).map(
        ({ task, dueAt, settledAt }) => `${task} ${dueAt.toISOString()}${settledAt ? ' done' : ''}`,
      );
    town.clock.set('2026-11-20T18:00:00Z');
    for (const _ of [1, 2]) await runs(town, 'breach-yearly');
    expect(await rounds()).toEqual([
      'resources 2027-01-20T06:59:59.000Z',
      'security_report 2027-05-20T05:59:59.000Z',
    ]);
    town.clock.set('2027-01-13T18:00:00Z');
    const away = (status: 'leave' | 'active') =>
      town.store.db.person.update({ where: { id: itsm.id }, data: { status } });
    await away('leave');
    await runs(town, 'breach-yearly');
    await away('active');
    // What nobody could hear of is told when somebody is there again.
    expect(await toldOf(town, 'breach.yearly')).toEqual([]);
    for (const _ of [1, 2]) await runs(town, 'breach-yearly');
    expect(await toldOf(town, 'breach.yearly')).toEqual([itsm.id]);
    expect(wordsOf(await town.door.does(itsm.id, { kind: 'home' }))).toContain(
      'Look through the breach resources',
    );
    const about = { task: 'resources' };
    expect(await sends(town, itsm, 'breach.yearly', about, { what: 'A new phone number.' })).toMatchObject({
      kind: 'invalid',
    });
    const where = 'https://district.example/breach';
    expect(wordsOf(await sends(town, teacher, 'breach.yearly', about, { what: 'x', where }))).not.toContain(
      'Kept',
    );
    await sends(town, itsm, 'breach.yearly', about, { what: 'A new phone number.', where });
    for (const _ of [1, 2]) await runs(town, 'breach-yearly');
    expect(await rounds()).toEqual([
      'resources 2027-01-20T06:59:59.000Z done',
      'security_report 2027-05-20T05:59:59.000Z',
      'resources 2028-01-14T06:59:59.000Z',
    ]);
    expect(wordsOf(await town.door.does(itsm.id, { kind: 'home' }))).not.toContain('Look through the breach');
  });
});
