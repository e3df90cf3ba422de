import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { applyPage } from '../../../src/governance/roster/commands/apply.ts';
import { confirmImport } from '../../../src/governance/roster/commands/decide.ts';
import {
  fileOf,
  folderOf,
  type Invented,
  inventedStaff,
  oneRoster11,
  type StaffCells,
  staffFile,
} from '../../fixtures/roster.ts';
import { givenPerson } from '../../support/people.ts';
import { everybody, personOf, type RosterWorld, rosterWorld } from './world.ts';

let world: RosterWorld;

beforeAll(async () => {
  world = await rosterWorld();
});
beforeEach(() => world.beginsAnew());
afterAll(() => world.database.drop());

const people = inventedStaff(30);
const at = (n: number): Invented => {
  const person = people[n];
  if (!person) throw new Error('so many people there are not');
  return person;
};

function staff(
  who: readonly Invented[] = people,
  but: Readonly<Record<number, StaffCells>> = {},
): Promise<string> {
  const byKey = Object.fromEntries(Object.entries(but).map(([n, cells]) => [at(Number(n)).key, cells]));
  return fileOf('staff_ext.csv', staffFile(who, byKey));
}

async function changes(kind: string) {
  const rows = await world.store.db.rosterChange.findMany({ where: { kind }, orderBy: { n: 'asc' } });
  return rows.map(({ personId, before, after, state, reason }) => ({
    personId,
    before,
    after,
    state,
    reason,
  }));
}

/** Of this story: every one has a Human Resources of its own. */
async function lines(what: string) {
  const rows = await world.store.db.auditEntry.findMany({
    where: { line: { contains: `"what":"${what}"` } },
  });
  return rows.map((row) => JSON.parse(row.line)).filter((line) => line.by === world.hr.id);
}

describe('a first file', () => {
  it('is only shown until somebody says yes; then everybody is on the roster, and other rooms are told', async () => {
    const staged = await world.stages(await staff());
    expect(staged).toMatchObject({ state: 'staged', mode: 'bulk', counts: { new: 30, changed: 0, gone: 0 } });
    expect(await everybody(world)).toEqual([]);
    await world.saysYes();
    const all = await everybody(world);
    expect(all).toHaveLength(30);
    expect(await personOf(world, at(9).email)).toMatchObject({
      ...{
        title: at(9).title,
        school: at(9).school,
        supervisor: at(9).supervisor,
        hired: at(9).hired,
        status: 'active',
      },
    });
    expect(world.told.sort()).toEqual(all.map(({ id }) => `changed ${id}`).sort());
  });

  it('the yes is one line in the audit trail, with the digest of exactly what was shown, by whom', async () => {
    const staged = await world.stages(await staff());
    const { rows } = await owned(
      `select person_id || ' ' || kind || ' ' || before::text || ' ' || after::text || ' ' || coalesce(reason, '') as line
         from roster_change order by n`,
    );
    const digest = createHash('sha256')
      .update(rows.map((row) => row.line).join('\n'))
      .digest('hex');
    await world.saysYes();
    expect(await lines('roster.confirmed')).toMatchObject([
      {
        by: world.hr.id,
        case: { id: staged.id },
        facts: { diff: digest, new: 30, gone: 0, files: staged.digest },
      },
    ]);
    const entries = await world.store.db.auditEntry.findMany({ where: { line: { contains: staged.id } } });
    expect(entries).toHaveLength(1);
  });
});

async function owned(sql: string): Promise<{ rows: { line: string }[] }> {
  return { rows: await world.store.db.$queryRawUnsafe<{ line: string }[]>(sql) };
}

describe('the next file', () => {
  beforeEach(async () => {
    await world.imports(await staff());
    world.told.length = 0;
  });

  it('C-05: the same file twice changes nothing, and says so', async () => {
    const again = await world.brings(await staff());
    expect(again).toMatchObject({ ok: true, value: { kind: 'refused', why: { kind: 'same-file' } } });
    expect(world.told).toEqual([]);
  });

  it('one that says the same in other words changes nothing either', async () => {
    const again = await world.brings(await staff([...people].reverse()));
    expect(again).toMatchObject({ ok: true, value: { kind: 'unchanged' } });
    expect(await lines('roster.confirmed')).toHaveLength(1);
  });

  it('what changed is shown before and after, applied on a yes, and kept as that person’s history', async () => {
    const { id } = await personOf(world, at(9).email);
    await world.stages(
      await staff(people, {
        9: { role: 'Principal', school: 'Juniper Elementary', hire_date: '2012-08-15', data_access: 'y' },
      }),
    );
    const school = at(9).school;
    const expected = {
      before: {
        jobTitle: at(9).title,
        hireDate: at(9).hired,
        dataAccess: false,
        ...(school === 'Juniper Elementary' ? {} : { building: school }),
      },
      after: {
        ...{ jobTitle: 'Principal', hireDate: '2012-08-15', dataAccess: true },
        ...(school === 'Juniper Elementary' ? {} : { building: 'Juniper Elementary' }),
      },
    };
    expect(await changes('changed')).toEqual([
      { personId: id, state: 'proposed', reason: null, ...expected },
    ]);
    expect(await personOf(world, at(9).email)).toMatchObject({ title: at(9).title });
    await world.saysYes();
    expect(await personOf(world, at(9).email)).toMatchObject({
      title: 'Principal',
      school: 'Juniper Elementary',
      dataAccess: true,
    });
    expect(world.told).toEqual([`changed ${id}`]);
    const card = await world.door.types(world.hr.id, `/safekeep roster ${at(9).email}`);
    expect(JSON.stringify(card)).toContain(`Title: ${at(9).title} → Principal`);
  });

  it('a new address: it is the same person by their number, with all that hangs on them', async () => {
    const { id } = await personOf(world, at(9).email);
    await world.imports(
      await staff(people, { 9: { email: 'married.name@legacyprep.example', name: 'Lena Newname' } }),
    );
    expect(await personOf(world, 'married.name@legacyprep.example')).toMatchObject({
      id,
      name: 'Lena Newname',
    });
  });

  it('two people may change addresses with one another', async () => {
    const [a, b] = [await personOf(world, at(8).email), await personOf(world, at(9).email)];
    const swapped = await staff(people, { 8: { email: at(9).email }, 9: { email: at(8).email } });
    // number and address point at different people, so a person looks first …
    const staged = await world.brings(swapped);
    expect(staged.ok && staged.value.kind).toBe('unchanged');
    // … and where the addresses come free one after the other, they change hands
    await world.imports(await staff(people, { 8: { email: 'free@legacyprep.example' } }));
    await world.imports(
      await staff(people, { 8: { email: 'free@legacyprep.example' }, 9: { email: at(8).email } }),
    );
    await world.imports(await staff(people, { 8: { email: at(9).email }, 9: { email: at(8).email } }));
    expect(await personOf(world, at(9).email)).toMatchObject({ id: a.id });
    expect(await personOf(world, at(8).email)).toMatchObject({ id: b.id });
  });

  it('what a person corrected here is not undone by a file that merely says it again', async () => {
    const { id } = await personOf(world, at(9).email);
    await world.store.db.person.update({ where: { id }, data: { jobTitle: 'Reading specialist' } });
    const again = await world.brings(await staff([...people].reverse()));
    expect(again).toMatchObject({ ok: true, value: { kind: 'unchanged' } });
    // but the file is heard when it has something new to say
    await world.imports(await staff(people, { 9: { role: 'Vice principal' } }));
    expect(await personOf(world, at(9).email)).toMatchObject({ title: 'Vice principal' });
  });

  it('an empty cell says nothing: what the roster knows stays', async () => {
    const again = await world.brings(
      await staff(people, { 9: { supervisor_email: '', hire_date: '', role: '', school: '' } }),
    );
    expect(again).toMatchObject({ ok: true, value: { kind: 'unchanged' } });
  });

  it('T7: whoever left and is in the file again comes back with a new hire date', async () => {
    const { id } = await personOf(world, at(9).email);
    await world.imports(await staff(people.filter((one) => one !== at(9))));
    await leaves(id);
    world.clock.set('2027-01-12T16:00:00Z');
    const staged = await world.stages(
      await staff(people, { 9: { hire_date: '2027-01-11', role: 'Counselor' } }),
    );
    expect(staged.counts).toMatchObject({ back: 1, new: 0, changed: 0 });
    expect((await personOf(world, at(9).email)).status).toBe('left');
    await world.saysYes();
    expect(await personOf(world, at(9).email)).toMatchObject({
      id,
      status: 'active',
      hired: '2027-01-11',
      title: 'Counselor',
    });
    expect(await lines('person.hired-again')).toHaveLength(1);
  });

  it('whoever a person said has left stays so while the file has not noticed yet', async () => {
    const { id } = await personOf(world, at(9).email);
    await leaves(id);
    const again = await world.brings(await staff([...people].reverse()));
    expect(again).toMatchObject({ ok: true, value: { kind: 'unchanged' } });
    const found = await world.store.db.rosterDefect.findMany({ where: { kind: 'left-but-listed' } });
    expect(found.map((one) => one.personId)).toEqual([id]);
  });
});

async function leaves(id: string): Promise<void> {
  await world.store.db.person.update({
    where: { id },
    data: { status: 'left', leftOn: new Date('2026-11-24T00:00:00Z') },
  });
}

describe('whoever is gone from the file', () => {
  beforeEach(async () => {
    await world.imports(await staff());
    world.told.length = 0;
  });

  it('is no longer staff only after a person’s yes: a yes to the rest leaves them where they are', async () => {
    const { id } = await personOf(world, at(29).email);
    const { counts } = await world.imports(await staff(people.slice(0, 29)));
    expect(counts).toMatchObject({ gone: 1, known: 30 });
    expect(await personOf(world, at(29).email)).toMatchObject({ status: 'active' });
    expect(await changes('gone')).toMatchObject([{ personId: id, state: 'open', reason: 'missing' }]);
    expect(world.told).toEqual([]);
  });

  it('is asked about once, not with every file', async () => {
    await world.imports(await staff(people.slice(0, 29)));
    const again = await world.brings(await staff(people.slice(0, 29).reverse()));
    expect(again).toMatchObject({ ok: true, value: { kind: 'unchanged' } });
    expect(await changes('gone')).toHaveLength(1);
  });

  it('and back in a later one: the question answers itself', async () => {
    await world.imports(await staff(people.slice(0, 29)));
    await world.brings(await staff([...people].reverse()));
    expect(await changes('gone')).toMatchObject([{ state: 'returned' }]);
  });

  it('one by one: Human Resources answers, everything that hangs on the person is ended, and it is on record', async () => {
    const { id } = await personOf(world, at(29).email);
    await world.imports(await staff(people.slice(0, 28)));
    const form = await world.door.opens(world.hr.id, 'roster.gone', { person: id });
    const reply = await world.door.sends(world.hr.id, form, { answer: 'left', day: '2026-11-20' });
    expect(reply).toMatchObject({ kind: 'done', tone: 'good' });
    expect(await personOf(world, at(29).email)).toMatchObject({ status: 'left' });
    expect(world.told).toEqual([`left ${id}`]);
    expect(await lines('person.left')).toMatchObject([{ by: world.hr.id, facts: { lastDay: '2026-11-20' } }]);
    const kept = await personOf(world, at(28).email);
    const second = await world.door.opens(world.hr.id, 'roster.gone', { person: kept.id });
    await world.door.sends(world.hr.id, second, { answer: 'kept' });
    expect(await personOf(world, at(28).email)).toMatchObject({ status: 'active' });
    expect((await changes('gone')).map((one) => one.state).sort()).toEqual(['kept', 'left']);
    // nobody is asked about either of them again
    const again = await world.brings(await staff(people.slice(0, 28).reverse()));
    expect(again).toMatchObject({ ok: true, value: { kind: 'unchanged' } });
  });

  it('all of these, when a person says so', async () => {
    await world.stages(await staff(people.slice(0, 28)));
    await world.saysYes({ goneToo: true });
    expect(
      (await everybody(world))
        .filter((one) => one.status === 'left')
        .map((one) => one.email)
        .sort(),
    ).toEqual([at(28).email, at(29).email].sort());
    expect(world.told.filter((one) => one.startsWith('left'))).toHaveLength(2);
    expect(await lines('roster.confirmed')).toMatchObject([
      {},
      { by: world.hr.id, facts: { gone: 2, goneToo: true } },
    ]);
  });

  it('never whoever says so themselves: a colleague answers for them', async () => {
    await world.store.db.person.update({
      where: { id: world.hr.id },
      data: { employeeId: '77', personType: 'employee' },
    });
    const own = {
      ...at(5),
      key: 'own',
      email: world.hr.email,
      employeeId: '77',
      first: 'Grace',
      last: 'Pettibone',
    };
    await world.imports(await staff([...people, own]));
    await world.stages(await staff(people));
    await world.saysYes({ goneToo: true });
    expect((await world.store.db.person.findUniqueOrThrow({ where: { id: world.hr.id } })).status).toBe(
      'active',
    );
    expect(await changes('gone')).toMatchObject([{ personId: world.hr.id, state: 'open' }]);
    const reply = await world.door.does(world.hr.id, {
      kind: 'open-form',
      form: 'roster.gone',
      subject: { person: world.hr.id },
    });
    expect(reply).toMatchObject({ kind: 'done', text: expect.stringContaining('can’t answer for yourself') });
  });

  it.each([
    ['active', 'n', 'inactive'],
    ['active', 'T', 'inactive'],
    ['end_date', '2026-10-31', 'ended'],
  ])('a file that says so itself (%s: %s) only proposes it too', async (column, value, reason) => {
    const { counts } = await world.imports(await staff(people, { 9: { [column]: value } }));
    expect(counts).toMatchObject({ gone: 1, changed: 0 });
    expect(await changes('gone')).toMatchObject([{ state: 'open', reason }]);
    expect(await personOf(world, at(9).email)).toMatchObject({ status: 'active' });
  });

  it('C-05: a whole file that lacks more than 10 % needs a second yes, whatever else it says', async () => {
    const staged = await world.stages(await staff(people.slice(0, 26)));
    expect(staged.counts).toMatchObject({ gone: 4, known: 30, same: 26 });
    expect(await world.saysYes()).toEqual({ kind: 'too-many', gone: 4, known: 30, percent: 13.3 });
    expect(await world.saysYes({ lacks: 3 })).toMatchObject({ kind: 'too-many' });
    expect(await world.saysYes({ lacks: 4 })).toMatchObject({ kind: 'confirmed' });
    expect((await everybody(world)).every((one) => one.status === 'active')).toBe(true);
  });

  it('exactly 10 % does not', async () => {
    await world.stages(await staff(people.slice(0, 27)));
    expect(await world.saysYes()).toMatchObject({ kind: 'confirmed' });
  });
});

describe('whom a source’s first file speaks for', () => {
  it('everybody of a kind that it lists, and nobody of another: a file of employees says nothing about the board', async () => {
    const board = await givenPerson(world.store, { name: 'Paloma Quintanar', personType: 'board' });
    const byHand = await givenPerson(world.store, { name: 'Rufus Abernathy', personType: 'employee' });
    await world.stages(await staff());
    expect((await changes('gone')).map((one) => one.personId)).toEqual([byHand.id]);
    await world.saysYes({ lacks: 1 });
    const gone = await world.door.opens(world.hr.id, 'roster.gone', { person: byHand.id });
    await world.door.sends(world.hr.id, gone, { answer: 'kept' });
    // not asked again by another system's first file either
    const other = await world.brings(await folderOf(oneRoster11(people)));
    expect(other).toMatchObject({ ok: true, value: { kind: 'unchanged' } });
    expect((await changes('gone')).map((one) => [one.personId, one.state])).toEqual([[byHand.id, 'kept']]);
    expect(board.status).toBe('active');
  });

  it('those whom another system lists are not missed', async () => {
    await world.imports(await staff());
    const { counts } = await world.stages(
      await folderOf(oneRoster11([...people.slice(0, 5), ...inventedStaff(1, 9)])),
    );
    expect(counts).toMatchObject({ new: 1, gone: 0 });
  });
});

describe('who is who', () => {
  it('two people with one address: nobody gets it, the rows are left aside, and nobody counts as gone', async () => {
    const file = await staff(people, {
      8: { email: 'shared@legacyprep.example' },
      9: { email: 'shared@legacyprep.example' },
    });
    const { counts } = await world.imports(file);
    expect(counts).toMatchObject({ new: 28, held: 2, defects: { 'duplicate-email': 2 } });
  });

  it('an address that was given out again to somebody of another name waits for a look', async () => {
    await world.imports(await staff());
    const other = { ...at(9), key: 'other', employeeId: '4711', first: 'Ignatius', last: 'Vandersloot' };
    const { counts } = await world.imports(
      await staff([...people.filter((one) => one !== at(9)), other, ...inventedStaff(1, 3)]),
    );
    expect(counts).toMatchObject({ new: 1, held: 1, gone: 0, defects: { 'other-name': 1 } });
    expect(await personOf(world, at(9).email)).toMatchObject({ name: `${at(9).first} ${at(9).last}` });
  });

  it('the number of one and the address of another waits for a look', async () => {
    await world.imports(await staff());
    const { counts } = await world.stages(
      await staff([...people, ...inventedStaff(1, 3)], { 9: { email: at(8).email } }),
    );
    expect(counts).toMatchObject({ new: 1, changed: 0, held: 1 });
  });

  it('accents and a married name are no other person', async () => {
    await world.imports(
      await staff(
        people.map((one, n) => (n === 9 ? { ...one, employeeId: '', first: 'Zoë', last: 'Nuñez' } : one)),
      ),
    );
    const { counts } = await world.stages(
      await staff(
        people.map((one, n) => (n === 9 ? { ...one, employeeId: '', first: 'Zoe', last: 'Nunez' } : one)),
      ),
    );
    expect(counts).toMatchObject({ changed: 1, held: 0 });
  });

  it('OneRoster’s own key knows somebody again whose name and address both changed', async () => {
    const bare = (one: Invented) => ({ ...one, employeeId: '' });
    await world.imports(await folderOf(oneRoster11(people.map(bare))));
    const { id } = await personOf(world, at(9).email);
    const other = bare({ ...at(9), first: 'Ignatius', last: 'Vandersloot', email: 'i.v@legacyprep.example' });
    await world.imports(
      await folderOf(oneRoster11(people.map((one) => (one === at(9) ? other : bare(one))))),
    );
    expect(await personOf(world, 'i.v@legacyprep.example')).toMatchObject({
      id,
      name: 'Ignatius Vandersloot',
    });
    expect(await everybody(world)).toHaveLength(30);
  });

  it('a bare role does not overrule a real title, and is heard when the role itself changes', async () => {
    await world.imports(await folderOf({ ...oneRoster11(people), 'staff_ext.csv': staffFile(people) }));
    await world.imports(await folderOf(oneRoster11([...people, ...inventedStaff(1, 3)])));
    expect(await personOf(world, at(9).email)).toMatchObject({ title: at(9).title });
    const promoted = people.map((one) => (one === at(9) ? { ...one, role: 'administrator' } : one));
    await world.imports(await folderOf(oneRoster11([...promoted, ...inventedStaff(1, 3)])));
    expect(await personOf(world, at(9).email)).toMatchObject({ title: 'Administrator' });
  });
});

describe('supervisors', () => {
  it('who is unknown, who is their own, who has left and who has none is said', async () => {
    const left = await givenPerson(world.store, {
      status: 'left',
      email: 'left@legacyprep.example',
      name: 'Wendell Okafor',
    });
    const { counts } = await world.imports(
      await staff(people, {
        5: { supervisor_email: 'nobody@legacyprep.example' },
        6: { supervisor_email: at(6).email },
        7: { supervisor_email: left.email },
        8: { supervisor_email: '' },
        9: { supervisor_email: at(1).employeeId },
      }),
    );
    expect(counts.defects).toMatchObject({
      ...{ 'unknown-supervisor': 1, 'self-supervision': 1, 'supervisor-left': 1, 'no-supervisor': 2 },
    });
    expect((await personOf(world, at(6).email)).supervisor).toBeNull();
    expect((await personOf(world, at(9).email)).supervisor).toBe(at(1).email);
  });

  it('a circle in the file is not made, and is told by name', async () => {
    const { counts } = await world.imports(
      await staff(people, { 1: { supervisor_email: at(9).email }, 9: { supervisor_email: at(1).email } }),
    );
    expect(counts.defects).toMatchObject({ circle: 2 });
    expect((await personOf(world, at(9).email)).supervisor).toBeNull();
    expect((await personOf(world, at(10).email)).supervisor).toBe(at(10).supervisor);
  });

  it('nor one that a change would close with the roster as it is', async () => {
    await world.imports(await staff());
    const { counts } = await world.imports(
      await staff(people, { 0: { supervisor_email: at(4).email, role: 'Head' } }),
    );
    expect(counts.defects.circle).toBeGreaterThan(0);
    expect(await personOf(world, at(0).email)).toMatchObject({ supervisor: null, title: 'Head' });
  });
});

describe('what became of the roster since the file was shown', () => {
  it('is looked at again: a change whose before is no longer true is left, and said', async () => {
    await world.imports(await staff());
    await world.stages(await staff(people, { 8: { role: 'Principal' }, 9: { role: 'Principal' } }));
    const { id } = await personOf(world, at(9).email);
    await world.store.db.person.update({ where: { id }, data: { jobTitle: 'Reading specialist' } });
    await world.saysYes();
    expect(await personOf(world, at(9).email)).toMatchObject({ title: 'Reading specialist' });
    expect(await personOf(world, at(8).email)).toMatchObject({ title: 'Principal' });
    expect((await changes('changed')).map((one) => one.state).sort()).toEqual(['proposed', 'stale']);
    expect(await world.store.db.rosterImport.findFirst({ orderBy: { begunAt: 'desc' } })).toMatchObject({
      counts: { stale: 1 },
    });
  });

  it('somebody added by hand meanwhile is not added twice, and whoever left meanwhile does not leave twice', async () => {
    await world.imports(await staff(people.slice(0, 29)));
    await world.stages(await staff([...people.slice(0, 28), at(29)]));
    const byHand = await givenPerson(world.store, { email: at(29).email, name: 'By Hand' });
    await leaves((await personOf(world, at(28).email)).id);
    await world.saysYes({ goneToo: true });
    expect(await personOf(world, at(29).email)).toMatchObject({ id: byHand.id });
    expect((await changes('new')).filter((one) => one.state === 'stale')).toHaveLength(1);
    expect(await changes('gone')).toMatchObject([{ state: 'stale' }]);
    expect(world.told.filter((one) => one.startsWith('left'))).toEqual([]);
  });
});

describe('one file at a time', () => {
  beforeEach(async () => {
    await world.imports(await staff());
  });

  it('a newer whole file takes the place of one that waits', async () => {
    const first = await world.stages(await staff(people, { 9: { role: 'Principal' } }));
    const second = await world.stages(await staff(people, { 9: { role: 'Counselor' } }));
    expect(await world.store.db.rosterImport.findUnique({ where: { id: first.id } })).toMatchObject({
      state: 'replaced',
    });
    expect(await world.store.db.rosterChange.count({ where: { importId: first.id } })).toBe(0);
    await world.saysYes();
    expect(await personOf(world, at(9).email)).toMatchObject({ title: 'Counselor' });
    expect(second.id).not.toBe(first.id);
  });

  it('the very file that waits is not read twice', async () => {
    const file = await staff(people, { 9: { role: 'Principal' } });
    await world.stages(file);
    expect(await world.brings(file)).toMatchObject({
      value: { kind: 'refused', why: { kind: 'staged-already' } },
    });
  });

  it('two at once: the second is told to wait, and nothing of it is left', async () => {
    const other = await staff(people, { 9: { role: 'Counselor' } });
    let second: Awaited<ReturnType<typeof world.brings>> | undefined;
    const first = await world.brings(await staff(people, { 9: { role: 'Principal' } }), {
      load: async (...given) => {
        second ??= await world.brings(other);
        await world.load(...given);
      },
    });
    expect(first).toMatchObject({ value: { kind: 'staged' } });
    expect(second).toMatchObject({ value: { kind: 'refused', why: { kind: 'being-read' } } });
    expect(await world.store.db.rosterImport.count({ where: { state: { not: 'applied' } } })).toBe(1);
    await world.saysYes();
    expect(await personOf(world, at(9).email)).toMatchObject({ title: 'Principal' });
  });

  it('killed while it was read: nothing is changed, and the same file is read from its beginning ten minutes later', async () => {
    const file = await staff(people, { 9: { role: 'Principal' } });
    const killed = world.brings(file, {
      load: async (...given) => {
        await world.load(...given);
        throw new Error('killed');
      },
    });
    await expect(killed).rejects.toThrow('killed');
    expect(await world.brings(file)).toMatchObject({ value: { why: { kind: 'being-read' } } });
    world.clock.set(world.clock.now().add({ minutes: 11 }));
    expect((await world.stages(file)).counts).toMatchObject({ staff: people.length, changed: 1 });
    expect(await world.store.db.rosterImport.count({ where: { state: 'reading' } })).toBe(0);
    const known = await world.store.db.rosterImport.findMany({ select: { id: true } });
    const rows = await world.store.db.rosterRow.findMany({ select: { importId: true } });
    expect(rows.filter((row) => !known.some(({ id }) => id === row.importId))).toEqual([]);
  });

  it('one that has only changes, or comes from elsewhere, waits its turn: what waits would be lost', async () => {
    await world.stages(await staff(people, { 9: { role: 'Principal' } }));
    const delta = await world.brings(await staff([at(8)], { 8: { role: 'Principal' } }), { delta: true });
    expect(delta).toMatchObject({ value: { kind: 'refused', why: { kind: 'another-waits' } } });
    const other = await world.brings(await folderOf(oneRoster11([...people, ...inventedStaff(2, 3)])));
    expect(other).toMatchObject({ value: { kind: 'refused', why: { kind: 'another-waits' } } });
  });

  it('refused: the roster stays, what was read is thrown away, and the same file may be looked at again', async () => {
    const file = await staff(people, { 9: { role: 'Principal' } });
    const staged = await world.stages(file);
    const reply = await world.door.presses(world.hr.id, 'roster.refuse', { import: staged.id });
    expect(reply).toMatchObject({ kind: 'done', tone: 'good' });
    expect(await personOf(world, at(9).email)).toMatchObject({ title: at(9).title });
    expect(await world.store.db.rosterChange.count({ where: { importId: staged.id } })).toBe(0);
    expect(await lines('roster.refused')).toMatchObject([{ by: world.hr.id }]);
    expect((await world.stages(file)).counts).toMatchObject({ changed: 1 });
  });

  it('two who say yes at once: one does', async () => {
    const staged = await world.stages(await staff(people, { 9: { role: 'Principal' } }));
    const yes = () =>
      world.store.transact({ personId: world.hr.id, surface: 'web', now: world.clock.now() }, (tx) =>
        confirmImport(world.acting(tx), {
          importId: staged.id,
          byId: world.hr.id,
          goneToo: false,
          lacks: undefined,
        }),
      );
    const said = await Promise.all([yes(), yes(), yes()]);
    expect(said.map((one) => one.kind).sort()).toEqual(['confirmed', 'not-waiting', 'not-waiting']);
    expect(await lines('roster.confirmed')).toHaveLength(2);
  });
});

describe('a large file', () => {
  it('is applied page by page: cut off between two, it goes on where it stopped, and nobody is done twice', async () => {
    const many = inventedStaff(2_300, 3);
    const staged = await world.stages(await fileOf('staff_ext.csv', staffFile(many)));
    const author = { personId: world.hr.id, surface: 'web', now: world.clock.now() };
    await world.store.transact(author, (tx) =>
      confirmImport(world.acting(tx), {
        importId: staged.id,
        byId: world.hr.id,
        goneToo: false,
        lacks: undefined,
      }),
    );
    const page = () => world.store.transact(author, (tx) => applyPage(world.acting(tx), staged.id));
    await page();
    await expect(
      world.store.transact(author, async (tx) => {
        await applyPage(world.acting(tx), staged.id);
        throw new Error('the lights went out');
      }),
    ).rejects.toThrow();
    expect(await world.store.db.person.count()).toBe(1_001);
    await Promise.all([page(), page()]);
    while ((await page()).more);
    const all = await everybody(world);
    expect(all).toHaveLength(2_300);
    expect(all.filter((one) => one.supervisor === null)).toHaveLength(1);
    expect(world.told.filter((one) => one.startsWith('changed')).length).toBeGreaterThanOrEqual(2_300);
    expect((await page()).more).toBe(false);
  });
});
