/** Westford: letters go out before anything is decided (W16), to student and parents from 14 on, and say what c.93H lets them say. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { features } from '../../../src/governance/features.ts';
import { fixedClock } from '../../../src/kernel/clock.ts';
import { testDatabase } from '../../support/database.ts';
import { frontDoor } from '../../support/front-door.ts';
import { givenPerson } from '../../support/people.ts';
import { planOnce } from '../../support/policy.ts';
import { approves, fillsIn, newestNotice, onIt, reads, told, writes } from './letters.ts';
import { wordsOf } from './world.ts';

const policy = await planOnce('westford-ma');
const residents = 'massachusetts/residents';
const authorities = 'massachusetts/authorities';

async function givenWestford() {
  const database = await testDatabase();
  const { store } = database;
  const people = {
    head: await givenPerson(store, { name: 'Sol Lindgren', roles: ['superintendent'] }),
    deputy: await givenPerson(store, { name: 'Dora Quist', roles: ['designee'] }),
    director: await givenPerson(store, { name: 'Tess Moreau', roles: ['technology_director'] }),
    teacher: await givenPerson(store, { name: 'Tom Baptiste' }),
  };
  const clock = fixedClock('2026-11-20T15:00:00Z');
  return {
    database,
    store,
    policy,
    people,
    door: frontDoor({ store, policy, clock, features: [...features] }),
  };
}

let town: Awaited<ReturnType<typeof givenWestford>>;
beforeAll(async () => {
  town = await givenWestford();
});
afterAll(() => town.database.drop());

/** Shown by mistake, as the technology director found; nobody has decided anything. */
async function exposed(): Promise<string> {
  const before = (await town.store.db.incident.findMany()).map(({ id }) => id);
  const { teacher, director } = town.people;
  await fillsIn(
    town,
    teacher,
    'breach.report',
    {},
    { happened: 'The list was on a page.', about: 'nobody', systems: ['0'] },
  );
  const { id } = await town.store.db.incident.findFirstOrThrow({ where: { id: { notIn: before } } });
  await fillsIn(
    town,
    director,
    'breach.triage',
    { id },
    {
      ...{
        ongoing: 'no',
        inadvertent: 'yes',
        compromised: 'no',
        criminalUse: 'no',
        significant: 'no',
        network: 'no',
      },
    },
  );
  await fillsIn(town, director, 'breach.team', { id }, {});
  return id;
}

describe('W16: an exposure', () => {
  it('has its letter behind the task to notify, before anything is decided', async () => {
    const { head } = town.people;
    const id = await exposed();
    const task = await town.store.db.incidentTask.findFirstOrThrow({
      where: { incidentId: id, key: 'notify' },
    });
    const open = await town.door.opens(head.id, 'breach.task', { id, task: task.id });
    expect(wordsOf(open.form.intro)).toContain(`/documents/breach.notices?id=${id}`);
    await writes(town, head, id, 'plan/exposure');
    expect(await approves(town, head, id, 'plan/exposure')).toMatchObject({ kind: 'done' });
    expect(await town.store.db.incident.findUniqueOrThrow({ where: { id } })).toMatchObject({
      ...{ state: 'concern', ruling: null },
    });
  });
});

describe('MA: from 14 years or grade 9 on', () => {
  it('the student and a parent are both written to, each with a letter of their own', async () => {
    const { head, director } = town.people;
    const id = await exposed();
    const table = 'reference,group\nA-1,under_14\nA-2,eligible\nA-3,adult_student\nA-4,staff';
    await fillsIn(town, director, 'breach.affected-file', { id }, { table });
    await writes(town, director, id, residents, { mitigation: 'We offer help.', contact: 'Call us.' });
    expect(told(await approves(town, head, id, residents))).toContain('done');
    const file = await reads(town, head, 'breach.letters', await onIt(town, id, residents));
    const lines = file?.kind === 'file' ? file.content.trim().split('\r\n').slice(1) : [];
    expect(lines.map((line) => line.split(',').slice(0, 2).join(' '))).toEqual([
      ...['A-1 parent', 'A-2 student', 'A-2 parent', 'A-3 student', 'A-4 staff'],
    ]);
  });

  it('the letter of c.93H goes to who lives in Massachusetts, and says so of nobody else', async () => {
    const { head, director } = town.people;
    const id = await exposed();
    const table = 'reference,group,residence\nA-1,staff,MA\nA-2,staff,NH';
    await fillsIn(town, director, 'breach.affected-file', { id }, { table });
    await writes(town, director, id, residents);
    await approves(town, head, id, residents);
    const file = wordsOf(await reads(town, head, 'breach.letters', await onIt(town, id, residents)));
    expect(file).toContain('A-1');
    expect(file).not.toContain('A-2');
  });
});

describe('MGL c.93H §3(b) through the front door', () => {
  it('holds a letter to residents that says what happened, where or how many, also when it gets known later', async () => {
    const { head, director } = town.people;
    const id = await exposed();
    const say = async (opening: string) => {
      await writes(town, director, id, residents, { opening });
      return told(await approves(town, head, id, residents));
    };
    expect(await say('Somebody p h i s h e d a member of staff.')).toContain('nature of the breach');
    expect(await say('It happened in Power School.')).toContain('nature of the breach');
    expect(await say('We write to two thousand and six families.')).toContain('how many people');
    // "Three letters" is nobody's number yet.
    await writes(town, director, id, residents, { opening: 'We sent three letters before.' });
    const table = 'reference,group\nA-1,staff\nA-2,staff\nA-3,staff';
    await fillsIn(town, director, 'breach.affected-file', { id }, { table });
    expect(told(await approves(town, head, id, residents))).toContain('how many people');
  });

  it('records no letter as sent that says too much by what is known since its approval', async () => {
    const { head, director } = town.people;
    const id = await exposed();
    await writes(town, director, id, residents, { opening: 'We sent three letters before.' });
    expect(await approves(town, head, id, residents)).toMatchObject({ kind: 'done' });
    const table = 'reference,group\nA-1,staff\nA-2,staff\nA-3,staff';
    await fillsIn(town, director, 'breach.affected-file', { id }, { table });
    const on = await onIt(town, id, residents);
    const sent = { evidence: 'Posted.' };
    expect(told(await fillsIn(town, head, 'breach.notice-sent', on, sent))).toContain('by what is known now');
    const open = await town.door.opens(head.id, 'breach.delivered', { id });
    expect(wordsOf(open.form.fields.notice)).not.toContain(on.notice);
  });

  it('gives the Attorney General and OCABR both, with the number from the register and the WISP flag', async () => {
    const { head, director } = town.people;
    const id = await exposed();
    const table = 'reference,group,residence\nA-1,staff,MA\nA-2,staff,MA\nA-3,staff,NH';
    await fillsIn(town, director, 'breach.affected-file', { id }, { table });
    const open = await town.door.opens(director.id, 'breach.notice-write', { id, template: authorities });
    expect(open.form.values).toMatchObject({ number: '2', entity: policy.pack.pack.district });
    expect(open.form.fields.wisp?.kind).toBe('choice');
    await writes(town, director, id, authorities, { wisp: '', nature: '' });
    expect(told(await approves(town, head, id, authorities))).toContain('Written programme (WISP)');
    await writes(town, director, id, authorities);
    expect(await approves(town, head, id, authorities)).toMatchObject({ kind: 'done' });
    expect((await newestNotice(town, id, authorities)).state).toBe('approved');
  });

  it('is let pass by somebody who did not write it', async () => {
    const { head, deputy } = town.people;
    const id = await exposed();
    await writes(town, head, id, residents, { opening: 'Your data were stolen.' });
    const reason = { reason: 'Counsel: it is no longer secret.' };
    const on = await onIt(town, id, residents);
    expect(told(await fillsIn(town, head, 'breach.notice-override', on, reason))).toContain(
      'You wrote at it',
    );
    expect(await fillsIn(town, deputy, 'breach.notice-override', on, reason)).toMatchObject({ kind: 'done' });
    expect(await approves(town, head, id, residents)).toMatchObject({ kind: 'done' });
  });
});
