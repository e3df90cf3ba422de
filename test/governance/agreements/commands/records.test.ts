import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Person } from '../../../../src/app/person.ts';
import type { Document } from '../../../../src/chat/document.ts';
import { recordSignature } from '../../../../src/governance/agreements/store/record.ts';
import { signaturesOf } from '../../../../src/governance/agreements/store/signatures.ts';
import { obligationsOf, openObligation } from '../../../../src/governance/people/store/obligations.ts';
import { Temporal } from '../../../../src/kernel/clock.ts';
import { arrange, askAs, givenPerson } from '../../../support/people.ts';
import { complete, monday, type Stage, stage } from './stage.ts';

let on: Stage;
let hr: Person;
beforeAll(async () => {
  on = await stage();
  hr = await givenPerson(on.world.store, { name: 'Hana Reyes', roles: ['hr'], hireDate: '2026-08-01' });
});
afterAll(() => on.drop());

async function page(
  personId: string,
  document: string,
  subject: Record<string, string>,
): Promise<Document | undefined> {
  const reply = await on.door.does(personId, { kind: 'document', document, subject });
  return reply.kind === 'document' ? reply.document : undefined;
}

async function signed(name: string): Promise<{ readonly person: Person; readonly signature: string }> {
  const person = await givenPerson(on.world.store, { name, hireDate: '2026-08-01' });
  await on.door.sends(
    person.id,
    await on.door.opens(person.id, 'agreement.sign', {}),
    complete(on.nda, name, 'T2'),
  );
  const [signature] = await signaturesOf(on.world.store, on.world.policy.calendar, 'nda', person.id);
  if (!signature) throw new Error('nothing was signed');
  return { person, signature: signature.id };
}

const paperForm = { signed_on: '2026-07-20', line_trainings: 'T2', kept_at: 'HR office, cabinet 2' };

describe('a form signed on paper', () => {
  it('R022: Human Resources records whose, when and where it is kept; the signer is told', async () => {
    on.clock.set(monday);
    const ana = await givenPerson(on.world.store, { name: 'Ana Ortiz', hireDate: '2026-07-16' });
    await arrange(on.world.store, (tx) =>
      openObligation(tx, {
        personId: ana.id,
        duty: 'nda',
        dueOn: Temporal.PlainDate.from('2026-07-23'),
        rule: 'x',
      }),
    );
    const open = await on.door.opens(hr.id, 'agreement.paper', { agreement: 'nda' });
    const reply = await on.door.sends(hr.id, open, { ...paperForm, person: ana.id });
    expect(reply).toMatchObject({ tone: 'good', card: { status: { label: 'Signed on paper' } } });
    const [signature] = await signaturesOf(on.world.store, on.world.policy.calendar, 'nda', ana.id);
    expect(signature).toMatchObject({
      way: 'paper',
      surface: null,
      typedName: null,
      signedOn: '2026-07-20',
      paper: { date: '2026-07-20', keptAt: 'HR office, cabinet 2', recordedById: hr.id },
    });
    expect(Object.keys(signature?.initials ?? {})).toEqual(['T2']);
    const owed = await obligationsOf(on.world.store, ana.id);
    expect(owed.filter(({ metAt }) => metAt).map(({ duty, metBy }) => [duty, metBy])).toEqual([
      ['nda', `signature:${signature?.id}`],
    ]);
    expect(owed.filter(({ metAt }) => !metAt).map(({ duty, dueOn }) => [duty, dueOn.toString()])).toEqual([
      ['fundamentals', '2026-08-15'],
      ['nda', '2027-07-20'],
    ]);
    expect(await on.db.outbox.count({ where: { personId: ana.id, notice: 'agreement.receipt' } })).toBe(1);
  });

  it('is recorded once for one date, not for tomorrow, and only by Human Resources', async () => {
    on.clock.set(monday);
    const bo = await givenPerson(on.world.store, { name: 'Bo Lind' });
    const open = await on.door.opens(hr.id, 'agreement.paper', {});
    await on.door.sends(hr.id, open, { ...paperForm, person: bo.id });
    const again = await on.door.opens(hr.id, 'agreement.paper', {});
    expect(await on.door.sends(hr.id, again, { ...paperForm, person: bo.id })).toMatchObject({
      kind: 'invalid',
      open: { errors: { signed_on: expect.stringContaining('recorded already') } },
    });
    expect(
      await on.door.sends(hr.id, again, { ...paperForm, person: bo.id, signed_on: '2026-08-04' }),
    ).toMatchObject({
      kind: 'invalid',
      open: { errors: { signed_on: expect.stringContaining('August 3, 2026 or earlier') } },
    });
    await expect(on.door.opens(bo.id, 'agreement.paper', {})).rejects.toThrow(/not open to your role/);
  });

  it('from before there was an agreement is refused: nobody signed what did not exist', async () => {
    on.clock.set(monday);
    const eve = await givenPerson(on.world.store, { name: 'Eve Marsh', hireDate: '2009-08-17' });
    const open = await on.door.opens(hr.id, 'agreement.paper', {});
    expect(
      await on.door.sends(hr.id, open, { ...paperForm, person: eve.id, signed_on: '2010-01-01' }),
    ).toMatchObject({
      kind: 'invalid',
      open: { errors: { signed_on: 'Please choose October 17, 2017 or later.' } },
    });
  });

  it('older than a newer signature changes nothing of what is due', async () => {
    on.clock.set(monday);
    const { person } = await signed('Cal Novak');
    const open = await on.door.opens(hr.id, 'agreement.paper', {});
    await on.door.sends(hr.id, open, { ...paperForm, person: person.id, signed_on: '2025-09-01' });
    const owed = (await obligationsOf(on.world.store, person.id)).filter(({ metAt }) => !metAt);
    expect(owed.map(({ duty, dueOn }) => [duty, dueOn.toString()])).toEqual([['nda', '2027-08-03']]);
  });

  it('taken over from earlier records, more than a year old, shows as due on its anniversary', async () => {
    const dee = await givenPerson(on.world.store, { name: 'Dee Fox', hireDate: '2020-08-17' });
    await arrange(on.world.store, (tx) =>
      recordSignature(tx, {
        policy: on.world.policy,
        agreement: 'nda',
        person: dee,
        how: { way: 'paper', signedOn: '2019-05-01', keptAt: 'Archive', lines: ['T1'], recordedById: null },
      }),
    );
    const owed = await obligationsOf(on.world.store, dee.id);
    expect(owed.map(({ dueOn }) => dueOn.toString())).toEqual(['2020-05-01']);
  });
});

describe('the register', () => {
  it('R022: shows Human Resources who signed, when and how, who is missing and who is overdue; nobody else', async () => {
    on.clock.set(monday);
    const { person: ok } = await signed('Eve Hart');
    const late = await givenPerson(on.world.store, { name: 'Finn Late', hireDate: '2026-07-20' });
    const soon = await givenPerson(on.world.store, { name: 'Gia Fresh', hireDate: '2026-08-02' });
    for (const [one, due] of [
      [late, '2026-07-27'],
      [soon, '2026-08-09'],
    ] as const)
      await arrange(on.world.store, (tx) =>
        openObligation(tx, {
          personId: one.id,
          duty: 'nda',
          dueOn: Temporal.PlainDate.from(due),
          rule: 'the rule',
        }),
      );
    const document = await page(hr.id, 'agreement.register', { agreement: 'nda' });
    if (document?.kind !== 'page') throw new Error('no page');
    const table = document.blocks.find((block) => block.kind === 'table');
    if (table?.kind !== 'table') throw new Error('no table');
    const row = (name: string) => table.rows.find(([first]) => first === name);
    expect(row(ok.name)?.slice(2)).toEqual(['Signed', 'August 3, 2026 (version 1)', 'August 3, 2027']);
    expect(row(late.name)?.slice(2)).toEqual(['Overdue', '', 'July 27, 2026']);
    expect(row(soon.name)?.slice(2)).toEqual(['Missing', '', 'August 9, 2026']);
    expect(row('Ana Ortiz')?.slice(2)).toEqual([
      'Signed',
      'July 20, 2026, on paper (version 1)',
      'July 20, 2027',
    ]);
    expect(table.rows.map(([, , state]) => state).lastIndexOf('Overdue')).toBeLessThan(
      table.rows.findIndex(([, , state]) => state === 'Signed'),
    );

    const card = await on.door.types(hr.id, '/nda register');
    expect(JSON.stringify(card)).toContain('Finn Late');
    for (const document of ['agreement.register', 'agreement.register-csv', 'agreement.all'])
      expect(await page(ok.id, document, { agreement: 'nda' }), document).toBeUndefined();
    expect(await on.door.types(ok.id, '/nda register')).toMatchObject({ tone: 'warning' });
  });

  it('R047: keeps the agreement of somebody who left, and asks nothing more of them', async () => {
    const { person } = await signed('Ivo Gone');
    await arrange(on.world.store, (tx) =>
      tx.db.person.update({ where: { id: person.id }, data: { status: 'left' } }),
    );
    const file = await page(hr.id, 'agreement.register-csv', { agreement: 'nda' });
    if (file?.kind !== 'file') throw new Error('no file');
    const rows: Record<string, string>[] = parse(file.content, { columns: true, bom: true });
    expect(rows.find(({ name }) => name === 'Ivo Gone')).toMatchObject({
      state: 'Left, agreement kept',
      due_on: '',
    });
  });

  it('as a file it survives commas and quotes, and a formula in a cell is made plain text', async () => {
    await givenPerson(on.world.store, { name: 'Smith, "Jo"', jobTitle: '=HYPERLINK("x")' });
    const file = await page(hr.id, 'agreement.register-csv', { agreement: 'nda' });
    if (file?.kind !== 'file') throw new Error('no file');
    const rows: Record<string, string>[] = parse(file.content, { columns: true, bom: true });
    expect(rows.find(({ name }) => name === 'Smith, "Jo"')?.position).toBe(`'=HYPERLINK("x")`);
    expect(file.name).toBe('nda-register-2026-08-03.csv');
  });

  it('tells Human Resources in one line how many are late, and nobody else', async () => {
    const feature = on.world.features?.[0];
    const lateFor = async (id: string) => (await feature?.tasksOf?.(await askAs(on.world, id))) ?? [];
    expect(await lateFor(hr.id)).toMatchObject([
      { list: 'waits-for-me', title: '2 people late with the privacy agreement (NDA)' },
    ]);
    const other = await givenPerson(on.world.store);
    expect(await lateFor(other.id)).toEqual([]);
  });
});

describe('a certificate', () => {
  it('shows the exact text, every initial with its time, the seal and that it holds', async () => {
    on.clock.set(monday);
    const { person, signature } = await signed('Jan Berg');
    const document = await page(person.id, 'agreement.certificate', { signature });
    if (document?.kind !== 'page') throw new Error('no page');
    const tables = document.blocks.flatMap((block) => (block.kind === 'table' ? [block] : []));
    expect(tables.slice(0, 7).flatMap(({ rows }) => rows.map(([id]) => id))).toHaveLength(24);
    expect(tables[7]?.rows).toHaveLength(16);
    expect(tables.flatMap(({ rows }) => rows).find(([id]) => id === 'C1')?.[2]).toBe('2026-08-03 09:00:00');
    expect(tables.flatMap(({ rows }) => rows).find(([id]) => id === 'T2')?.[2]).toBe('not initialled');
    const all = JSON.stringify(document.blocks);
    expect(all).toContain('the seal matches');
    expect(all).toMatch(/[0-9a-f]{64}/);
    expect(all).toContain('Kept for 7 years');
    expect(document.blocks.find((block) => block.kind === 'signature')).toMatchObject({ name: 'Jan Berg' });
  });

  it('says so when what is stored was changed after it was sealed', async () => {
    const { person, signature } = await signed('Kai Wolf');
    await on.asOwner(`alter table signature disable trigger user;
      update signature set text = replace(text, 'will not', 'will') where id = '${signature}'`);
    const document = await page(person.id, 'agreement.certificate', { signature });
    expect(JSON.stringify(document)).toContain('the seal does not match');
  });

  it('is for its signer and Human Resources only', async () => {
    const { signature } = await signed('Lou Marsh');
    const other = await givenPerson(on.world.store);
    expect(await page(other.id, 'agreement.certificate', { signature })).toBeUndefined();
    expect(await page(hr.id, 'agreement.certificate', { signature })).toBeDefined();
    expect(await page(hr.id, 'agreement.certificate', { signature: 'no-such-id' })).toBeUndefined();
    expect(await page(hr.id, 'agreement.certificate', {})).toBeUndefined();
  });

  it('all of them make one page to print, paper ones named as such', async () => {
    const document = await page(hr.id, 'agreement.all', { agreement: 'nda' });
    if (document?.kind !== 'page') throw new Error('no page');
    const headings = document.blocks.flatMap((block) => (block.kind === 'heading' ? [block.text] : []));
    expect(headings).toEqual(
      expect.arrayContaining(['Jan Berg, August 3, 2026', 'Ana Ortiz, July 20, 2026']),
    );
    expect(JSON.stringify(document.blocks)).toContain('The form is kept at: HR office, cabinet 2');
  });

  it('R024–R039: the sixteen assurances that line G1 calls attached can be read by everybody', async () => {
    const one = await givenPerson(on.world.store);
    const part = on.nda.attached[0]?.id ?? '';
    const document = await page(one.id, 'agreement.attached', { agreement: 'nda', part });
    if (document?.kind !== 'page') throw new Error('no page');
    const table = document.blocks.find((block) => block.kind === 'table');
    expect(table?.kind === 'table' && table.rows).toHaveLength(16);
  });
});
