import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Person } from '../../../src/app/person.ts';
import { sealHolds } from '../../../src/governance/agreements/rules/seal.ts';
import { sealedPart, signaturesOf } from '../../../src/governance/agreements/store/signatures.ts';
import { importBalances } from '../../../src/governance/duties/balances.ts';
import { givenPerson } from '../../support/people.ts';
import { openOf, type Stage, stage } from './stage.ts';

let on: Stage;
let folder: string;
let ann: Person;
let ben: Person;
let vic: Person;

beforeAll(async () => {
  on = await stage();
  folder = await mkdtemp(path.join(tmpdir(), 'balances-'));
  ann = await givenPerson(on.world.store, { email: 'ann@legacy.example', hireDate: '2019-08-19' });
  ben = await givenPerson(on.world.store, { email: 'ben@legacy.example', hireDate: '2012-08-20' });
  vic = await givenPerson(on.world.store, { email: 'vic@legacy.example', personType: 'volunteer' });
  await givenPerson(on.world.store, { email: 'left@legacy.example', status: 'left' });
});
afterAll(async () => {
  await on.drop();
  await rm(folder, { recursive: true });
});

async function imported(text: string, name = 'balances.csv') {
  const file = path.join(folder, name);
  await writeFile(file, text);
  const { store, policy } = on.world;
  return importBalances({ store, policy }, file, { now: on.clock.now(), byId: null });
}

async function rows() {
  return [
    await on.db.dutyDone.count(),
    await on.db.signature.count(),
    await on.db.caseText.count(),
    await on.db.auditEntry.count(),
  ];
}

describe('a file with faults', () => {
  it('names each with its line, and keeps nothing of the rest', async () => {
    const before = await rows();
    const read = await imported(
      [
        'email,duty,met_on,note',
        'ann@legacy.example,aup,2026-05-04,HR office',
        'nobody@legacy.example,aup,2026-05-04,',
        'left@legacy.example,aup,2026-05-04,',
        'ann@legacy.example,dance,2026-05-04,',
        'ann@legacy.example,fundamentals,soon,',
        'ann@legacy.example,fundamentals,2026-09-01,',
        'ann@legacy.example,nda,2016-05-04,',
        'ann@legacy.example,fundamentals,2026-05-05,"Mia Lopez, born 3/4/2015"',
        'ANN@legacy.example,AUP,5/4/2026,again',
        ',aup,2026-05-04,',
        `ben@legacy.example,aup,2026-05-04,${'x'.repeat(301)}`,
      ].join('\n'),
    );
    expect(read).toEqual({
      kind: 'faults',
      rows: 11,
      faults: [
        { line: 3, says: 'nobody on the roster has this e-mail address' },
        { line: 4, says: 'this person has left' },
        { line: 5, says: expect.stringMatching(/^the plan asks no such duty; write one of aup, nda, /) },
        { line: 6, says: expect.stringContaining('cannot be read') },
        { line: 7, says: 'the day is yet to come' },
        { line: 8, says: expect.stringContaining('before October 17, 2017') },
        { line: 9, says: expect.stringContaining('student data') },
        { line: 10, says: 'says the same as line 2' },
        { line: 11, says: 'has no e-mail address' },
        { line: 12, says: 'the note is longer than 300 characters' },
      ],
    });
    expect(await rows()).toEqual(before);
  });

  it('without its columns says which are missing; a Social Security number ends the reading', async () => {
    expect(await imported('mail,what\n')).toMatchObject({ kind: 'no-column', missing: ['duty', 'met_on'] });
    await expect(imported('email,duty,met_on,ssn\n')).rejects.toMatchObject({
      problem: { kind: 'ssn-column' },
    });
    await expect(
      imported('email,duty,met_on,note\nann@legacy.example,aup,2026-05-04,123-45-6789\n'),
    ).rejects.toMatchObject({ problem: { kind: 'ssn-value', line: 2 } });
  });
});

it('a file of a header line alone says that there is nothing in it', async () => {
  expect(await imported('email,duty,met_on\n\n,,\n')).toEqual({ kind: 'no-lines' });
});

it.each([
  'aup',
  'AUP',
  'Sign the Acceptable Use Policy',
  'acceptable use policy',
  'Targeted-Training',
  'privacy agreement (NDA)',
  'Fundamentals Training',
])('a duty may be called “%s”', async (duty) => {
  // a day to come, so that nothing is kept
  const read = await imported(`email,duty,met_on\nann@legacy.example,${duty},2030-01-01\n`);
  expect(read).toMatchObject({ faults: [{ line: 2, says: 'the day is yet to come' }] });
});

it.each(['dance', 'training', 'the', 'policy'])('and not “%s”, which is no duty or several', async (duty) => {
  const read = await imported(`email,duty,met_on\nann@legacy.example,${duty},2026-05-04\n`);
  expect(read).toMatchObject({ faults: [{ says: expect.stringContaining('no such duty') }] });
});

describe('a file without faults', () => {
  const file = [
    '\ufeffE-mail;Duty;Met on;Note',
    'ann@legacy.example;aup;2019-08-20;HR office, cabinet 2',
    'ann@legacy.example;nda;2026-06-01;HR office, cabinet 2',
    'ann@legacy.example;fundamentals;2026-07-10;',
    'ben@legacy.example;nda;2024-06-03;',
    'ben@legacy.example;nda;2025-06-02;',
    'ben@legacy.example;fundamentals;9/1/2024;certificate 4711',
    'vic@legacy.example;nda;2026-07-20;',
    ';;;',
    '',
  ].join('\r\n');

  it('is recorded from paper as a whole, meets what is open, and dates what comes next', async () => {
    await on.run('agreement-versions');
    await on.run('duties');
    const audited = await on.db.auditEntry.count();
    expect(await imported(file)).toMatchObject({ kind: 'recorded', rows: 7, recorded: 7, known: 0, met: 6 });
    expect(await on.db.auditEntry.count()).toBe(audited + 1);
    await on.run('agreement-versions');
    await on.run('duties');
    expect(await openOf(on, ann.id)).toEqual(['fundamentals 2027-12-31', 'nda 2027-06-01']);
    expect(await openOf(on, ben.id)).toEqual(['aup 2017-10-24', 'fundamentals 2026-06-30', 'nda 2026-06-02']);
    expect(await openOf(on, vic.id)).toEqual(['fundamentals 2021-06-30', 'nda 2027-07-20']);
    const done = await on.db.dutyDone.findMany({ where: { personId: ann.id } });
    expect(done.map(({ way }) => way)).toEqual(['paper', 'paper', 'paper']);
    for (const one of await signaturesOf(on.world.store, on.world.policy.calendar, 'nda')) {
      expect(one).toMatchObject({
        way: 'paper',
        paper: { keptAt: expect.stringMatching(/HR office|Human/) },
      });
      expect(sealHolds(sealedPart(one), one.seal)).toBe(true);
    }
    expect(await on.db.caseText.count({ where: { caseKind: 'duty-record' } })).toBe(2);
  });

  it('changes nothing the second time', async () => {
    const before = await rows();
    expect(await imported(file)).toMatchObject({ kind: 'recorded', rows: 7, recorded: 0, known: 7 });
    expect(await rows()).toEqual(before);
  });

  it('tells nobody of anything', async () => {
    expect(await on.db.outbox.count()).toBe(0);
  });
});
