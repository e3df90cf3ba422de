import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { Person } from '../../../src/app/person.ts';
import type { Reply } from '../../../src/chat/interaction.ts';
import { reminderSwitch, turnReminders } from '../../../src/governance/people/store/reminders.ts';
import { readTexts } from '../../../src/store/texts.ts';
import { arrange, givenPerson } from '../../support/people.ts';
import { daysFrom, dueOf, givenDone, openOf, remindersOf, type Stage, stage } from './stage.ts';

const stages: Stage[] = [];
let on: Stage;
let hr: Person;
let ann: Person;
beforeEach(async () => {
  on = await stage();
  stages.push(on);
  hr = await givenPerson(on.world.store, { name: 'Hana HR', roles: ['hr'] });
  ann = await givenPerson(on.world.store, { name: 'Ann Able', hireDate: '2026-08-03' });
});
afterAll(() => Promise.all(stages.map((one) => one.drop())));

async function fill(
  personId: string,
  form: string,
  subject: Record<string, string>,
  values: object,
): Promise<Reply> {
  return on.door.sends(personId, await on.door.opens(personId, form, subject), { ...values });
}

function errorsOf(reply: Reply) {
  return reply.kind === 'invalid' ? reply.open.errors : {};
}

function itemsOf(reply: Reply) {
  const blocks =
    reply.kind === 'card' || (reply.kind === 'done' && reply.card) ? (reply.card?.blocks ?? []) : [];
  return blocks.flatMap((block) => (block.kind === 'list' ? block.items : []));
}

describe('my list', () => {
  it('shows each duty with its date, rule and button; what is far off or can’t be done yet is left out', async () => {
    await givenDone(on, ann.id, 'fundamentals', '2026-08-03');
    await on.passes('2026-08-03');
    const items = itemsOf(await on.door.does(ann.id, { kind: 'home' }));
    expect(items.map(({ title, action }) => [title, action?.label])).toEqual([
      ['Sign the Acceptable Use Policy', 'Read and confirm'],
      ['Sign the privacy agreement (NDA)', 'Read and sign'],
    ]);
    expect(items[0]?.detail).toMatch(/^Due August 10, 2026: 7 days after the hire date \(003 §4\.4\.4 \(1\)/);
  });

  it('T8: warns when more than 366 days have passed since the last time, though it is not due', async () => {
    await givenDone(on, ann.id, 'aup', '2026-08-03');
    await givenDone(on, ann.id, 'fundamentals', '2026-08-03');
    await on.passes('2026-08-03');
    const warned = async (day: string) => {
      on.at(day);
      return itemsOf(await on.door.does(ann.id, { kind: 'home' })).filter(({ detail }) =>
        detail?.includes('366 days'),
      );
    };
    expect(await warned('2027-08-04')).toEqual([]);
    expect((await warned('2027-08-05')).map(({ detail }) => detail)).toEqual([
      expect.stringContaining('More than 366 days have passed since the last time (August 3, 2026)'),
    ]);
  });

  it('a training leads to its log with the course chosen, and says what it is about this year', async () => {
    const coordinator = await givenPerson(on.world.store, { roles: ['coordinator_data_stats'] });
    const steward = await givenPerson(on.world.store, { hireDate: '2026-08-03', roles: ['data_steward'] });
    await on.passes('2026-08-03');
    const asked = itemsOf(await on.door.does(coordinator.id, { kind: 'home' }));
    expect(asked.map(({ title }) => title)).toContain(
      'Say what “Complete the targeted Security and Privacy Training” is about in 2026–27',
    );
    await fill(
      coordinator.id,
      'duties.topics',
      {},
      { duty: 'targeted_training', year: '2026', topics: 'Phishing' },
    );
    const items = itemsOf(await on.door.does(steward.id, { kind: 'home' }));
    const training = items.find(({ title }) => title.includes('targeted'));
    expect(training).toMatchObject({
      detail: expect.stringContaining('This year it is about: Phishing'),
      action: { form: 'training.log', subject: { course: 'targeted' } },
    });
    const help = async (who: Person) => JSON.stringify(await on.door.types(who.id, '/safekeep help'));
    expect(await help(ann)).not.toContain('/safekeep topics');
    expect(await help(ann)).toContain('/safekeep later');
    expect(await on.door.types(ann.id, '/safekeep topics')).toMatchObject({ kind: 'done', tone: 'warning' });
  });
});

describe('confirming the policy', () => {
  it('R051: names the dated text, wants the signer’s name, and is kept with both', async () => {
    await on.passes('2026-08-03');
    const open = await on.door.opens(ann.id, 'duties.acknowledge', { duty: 'aup' });
    expect(JSON.stringify(open.form.intro)).toContain('1, of October 17, 2017. As adopted with the plan.');
    const wrong = await on.door.sends(ann.id, open, { read: true, typed_name: 'Ann Other' });
    expect(errorsOf(wrong)).toEqual({ typed_name: expect.stringContaining('Ann Able') });
    expect(
      errorsOf(await on.door.sends(ann.id, open, { read: false, typed_name: 'Ann Able' })),
    ).toHaveProperty('read');
    expect(await on.door.sends(ann.id, open, { read: true, typed_name: 'ann able' })).toMatchObject({
      kind: 'done',
      tone: 'good',
      text: expect.stringContaining('version of October 17, 2017'),
    });
    expect(await on.db.dutyDone.findFirstOrThrow({ where: { personId: ann.id, duty: 'aup' } })).toMatchObject(
      {
        ...{
          way: 'here',
          version: 1,
          surface: 'web',
          typedName: 'ann able',
          policy: on.world.policy.fingerprint,
        },
      },
    );
    expect(await dueOf(on, ann.id, 'aup')).toBeNull();
    const again = await on.door.does(ann.id, {
      kind: 'open-form',
      form: 'duties.acknowledge',
      subject: { duty: 'aup' },
    });
    expect(again).toMatchObject({ kind: 'done', tone: 'warning' });
  });
});

describe('recording for somebody', () => {
  it('Human Resources record from paper, once for a day, and not for themselves', async () => {
    await on.passes('2026-08-03');
    const values = { person: ann.id, duty: 'aup', done_on: '2026-08-03', note: 'HR office, cabinet 2' };
    expect(await fill(hr.id, 'duties.record', {}, values)).toMatchObject({
      text: 'Ann Able: “Sign the Acceptable Use Policy”, done on August 3, 2026, is recorded from paper.',
    });
    expect(await openOf(on, ann.id)).not.toContain('aup 2026-08-10');
    const done = await on.db.dutyDone.findFirstOrThrow({ where: { personId: ann.id } });
    expect([done.way, done.recordedById]).toEqual(['paper', hr.id]);
    const texts = await readTexts(on.world.store, 'duty-record', [`${ann.id}:aup:2026-08-03`]);
    expect(texts.get(`${ann.id}:aup:2026-08-03`)?.note?.body).toBe('HR office, cabinet 2');
    expect(errorsOf(await fill(hr.id, 'duties.record', {}, values))).toHaveProperty('done_on');
    expect(errorsOf(await fill(hr.id, 'duties.record', {}, { ...values, person: hr.id }))).toHaveProperty(
      'person',
    );
    expect(
      errorsOf(await fill(hr.id, 'duties.record', {}, { ...values, done_on: '2026-08-04' })),
    ).toHaveProperty('done_on');
    const other = await on.door.does(ann.id, { kind: 'open-form', form: 'duties.record', subject: {} });
    expect(other).toMatchObject({ kind: 'done', tone: 'warning' });
  });
});

describe('exemptions', () => {
  it('are given with one of the plan’s reasons, shown, and taken back', async () => {
    const vic = await givenPerson(on.world.store, { name: 'Vic Vole', personType: 'volunteer' });
    await on.passes('2026-08-03');
    const given = await fill(
      hr.id,
      'duties.exempt',
      {},
      {
        ...{ person: vic.id, duty: 'fundamentals', reason_fundamentals: 'no_access' },
      },
    );
    expect(given).toMatchObject({
      kind: 'done',
      text: expect.stringContaining('No access to student or educator data (003 §4.4.1'),
    });
    await on.run('duties');
    expect(await dueOf(on, vic.id, 'fundamentals')).toBeNull();
    const again = await fill(
      hr.id,
      'duties.exempt',
      {},
      {
        ...{ person: vic.id, duty: 'fundamentals', reason_fundamentals: 'no_access' },
      },
    );
    expect(errorsOf(again)).toHaveProperty('duty');
    const [item] = itemsOf(await on.door.types(hr.id, '/safekeep exemptions'));
    expect(item).toMatchObject({
      title: expect.stringContaining('Vic Vole'),
      action: { label: 'Take back' },
    });
    if (item?.action?.kind !== 'run') throw new Error('there is no button');
    await on.door.presses(hr.id, item.action.id, item.action.payload);
    expect(await on.door.presses(hr.id, item.action.id, item.action.payload)).toMatchObject({
      tone: 'warning',
    });
    await on.run('duties');
    expect(await dueOf(on, vic.id, 'fundamentals')).not.toBeNull();
  });

  it('are nobody’s own to give, and only for Human Resources', async () => {
    const own = await fill(
      hr.id,
      'duties.exempt',
      {},
      {
        ...{ person: hr.id, duty: 'fundamentals', reason_fundamentals: 'no_access' },
      },
    );
    expect(errorsOf(own)).toHaveProperty('person');
    const refused = await on.door.does(ann.id, { kind: 'open-form', form: 'duties.exempt', subject: {} });
    expect(refused).toMatchObject({ kind: 'done', tone: 'warning' });
  });
});

describe('naming people', () => {
  it('R025, R054: the Chief Privacy Officer names people and groups, and takes them off; nobody else does', async () => {
    const cpo = await givenPerson(on.world.store, { roles: ['chief_privacy_officer'] });
    await arrange(on.world.store, (tx) =>
      tx.db.person.update({ where: { id: hr.id }, data: { groups: ['Front office'] } }),
    );
    await fill(cpo.id, 'duties.name', {}, { duty: 'researchers_training', people: [ann.id] });
    await fill(cpo.id, 'duties.name', {}, { duty: 'targeted_training', group: 'Front office' });
    expect(
      await fill(cpo.id, 'duties.name', {}, { duty: 'researchers_training', people: [ann.id] }),
    ).toMatchObject({ text: 'All of them stand on the list already.' });
    expect(errorsOf(await fill(cpo.id, 'duties.name', {}, { duty: 'targeted_training' }))).toHaveProperty(
      'people',
    );
    await on.run('duties');
    expect(await dueOf(on, ann.id, 'researchers_training')).toMatchObject({ dueOn: '2026-09-02' });
    expect(await dueOf(on, hr.id, 'targeted_training')).toMatchObject({ dueOn: '2026-10-02' });
    const items = itemsOf(await on.door.types(cpo.id, '/safekeep named'));
    expect(items.map(({ title }) => title)).toEqual(['Ann Able', 'Everybody in the group “Front office”']);
    const action = items[0]?.action;
    if (action?.kind !== 'run') throw new Error('there is no button');
    expect(await on.door.presses(hr.id, action.id, action.payload)).toMatchObject({ tone: 'warning' });
    await on.door.presses(cpo.id, action.id, action.payload);
    await on.run('duties');
    expect(await dueOf(on, ann.id, 'researchers_training')).toBeNull();
    expect(await on.door.types(ann.id, '/safekeep named')).toMatchObject({ kind: 'done', tone: 'warning' });
  });
});

describe('putting a reminder off', () => {
  async function told() {
    await givenDone(on, ann.id, 'fundamentals', '2026-08-03');
    await on.passes('2026-08-03');
    return (await dueOf(on, ann.id, 'aup'))?.id ?? '';
  }

  it('needs a reason, brings the reminder on that day, and keeps the due date', async () => {
    const what = await told();
    expect(errorsOf(await fill(ann.id, 'duties.snooze', {}, { what, until: '2026-08-05' }))).toHaveProperty(
      'reason',
    );
    const done = await fill(
      ann.id,
      'duties.snooze',
      {},
      { what, until: '2026-08-05', reason: 'At a course' },
    );
    expect(done).toMatchObject({
      text: 'You will be reminded on August 5, 2026. It stays due August 10, 2026.',
    });
    for (const day of daysFrom('2026-08-04', 3)) await on.passes(day);
    expect(await remindersOf(on, ann.id)).toEqual(['2026-08-03', '2026-08-05']);
    expect(await dueOf(on, ann.id, 'aup')).toMatchObject({ dueOn: '2026-08-10' });
  });

  it('is bound by the plan’s days, by the next escalation, and by how often', async () => {
    const what = await told();
    const late = await fill(ann.id, 'duties.snooze', {}, { what, until: '2026-08-09', reason: 'x' });
    expect(errorsOf(late)).toHaveProperty('until');
    await on.passes('2026-08-07');
    const beyond = await fill(ann.id, 'duties.snooze', {}, { what, until: '2026-08-11', reason: 'x' });
    expect(errorsOf(beyond)).toHaveProperty('until');
    for (const until of ['2026-08-08', '2026-08-09'])
      expect(await fill(ann.id, 'duties.snooze', {}, { what, until, reason: 'x' })).toMatchObject({
        kind: 'done',
      });
    const form = await on.door.opens(ann.id, 'duties.snooze', {});
    const field = form.form.fields.what;
    expect(field?.kind === 'choice' ? field.options.map(({ value }) => value) : []).not.toContain(what);
  });
});

describe('/safekeep reminders', () => {
  it('shows what the first day would send, is turned by a person with a yes, and says who', async () => {
    await arrange(on.world.store, (tx) => turnReminders(tx, false, null));
    await givenDone(on, hr.id, 'fundamentals', '2026-07-02');
    await givenDone(on, hr.id, 'aup', '2026-07-02');
    const early = await on.door.does(hr.id, { kind: 'document', document: 'duties.first-day', subject: {} });
    expect(JSON.stringify(early)).toContain('This is not all: what');
    await on.passes('2026-08-03');
    const page = await on.door.does(hr.id, { kind: 'document', document: 'duties.first-day', subject: {} });
    expect(JSON.stringify(page)).not.toContain('This is not all');
    if (page.kind !== 'document' || page.document.kind !== 'page') throw new Error('there is no page');
    const table = page.document.blocks.find((block) => block.kind === 'table');
    expect(table?.kind === 'table' ? table.rows : []).toContainEqual([
      'Ann Able',
      'Reminder',
      '3',
      expect.stringContaining('Sign the Acceptable Use Policy'),
    ]);
    const card = await on.door.types(hr.id, '/safekeep reminders');
    expect(card).toMatchObject({ card: { status: { label: 'Off' } } });
    expect(await on.door.presses(hr.id, 'duties.reminders', { to: 'on' })).toMatchObject({
      card: { status: { label: 'On' } },
    });
    expect(await reminderSwitch(on.world.store)).toMatchObject({ on: true, turned: { by: hr.id } });
    expect(await on.door.presses(hr.id, 'duties.reminders', { to: 'on' })).toMatchObject({ tone: 'warning' });
    await on.passes('2026-08-03', '09:00');
    expect(await remindersOf(on, ann.id)).toEqual(['2026-08-03']);
    expect(await on.door.types(ann.id, '/safekeep reminders')).toMatchObject({
      kind: 'done',
      tone: 'warning',
    });
    expect(await on.door.presses(ann.id, 'duties.reminders', { to: 'off' })).toMatchObject({
      tone: 'warning',
    });
    expect(
      await on.door.does(ann.id, { kind: 'document', document: 'duties.first-day', subject: {} }),
    ).toMatchObject({
      kind: 'done',
    });
  });
});
