/** Leaving: when it takes effect, what is handed on, what is written once more, and that every way in is closed. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { outsiderViewer } from '../../../src/app/access.ts';
import { letterAsMail } from '../../../src/app/delivery/mail-text.ts';
import { feature as agreements } from '../../../src/governance/agreements/feature.ts';
import { createIdentify } from '../../../src/governance/people/identify.ts';
import { openSession, personOfSession } from '../../../src/governance/people/store/sessions.ts';
import { Temporal } from '../../../src/kernel/clock.ts';
import { linkAccount } from '../../support/notes.ts';
import {
  directoryOf,
  dispatchAs,
  fillIn,
  type GivenPerson,
  givenCollection,
  givenPerson,
  sceneOf,
} from '../../support/people.ts';
import { asksFor, claims, type Life, life } from './lifecycle-stage.ts';

let on: Life;
let coordinator: GivenPerson;
let worker: GivenPerson;
beforeAll(async () => {
  on = await life();
  coordinator = await givenPerson(on.world.store, { name: 'Cora Lindt', roles: ['coordinator_data_stats'] });
  await givenPerson(on.world.store, { name: 'Mina Moss', roles: ['student_data_manager'] });
});
afterAll(() => on.drop());
beforeEach(async () => {
  on.at('2026-11-02');
  worker = await givenPerson(on.world.store, { name: 'Wes Worker', roles: ['data_steward'] });
});

const leaves = (values: Record<string, string> = {}) =>
  on.fills('people.leave', { person: worker.id }, { day: '2026-11-02', ...values });
const lastWords = () =>
  on.db.outbox.findMany({ where: { notice: 'agreement.last-word', caseId: worker.id } });

describe('the last day', () => {
  it('to come: they are told, all goes on until it is over, and then it takes effect by itself, once', async () => {
    expect(await leaves({ day: '2026-11-13' })).toMatchObject({ tone: 'good' });
    expect(await on.told(worker.id)).toEqual(['people.leaving']);
    on.at('2026-11-13');
    expect(await on.runs('departures')).toEqual([]);
    expect(await on.person(worker.id)).toMatchObject({ status: 'active', roles: ['data_steward'] });
    on.at('2026-11-14');
    expect(await on.runs('departures')).toEqual(['1 have left']);
    expect(await on.runs('departures')).toEqual([]);
    expect(await on.person(worker.id)).toMatchObject({ status: 'left', roles: [] });
    expect(await on.db.departure.findMany({ where: { personId: worker.id } })).toMatchObject([
      { state: 'done', lastDay: new Date('2026-11-13'), madeById: on.hr.id },
    ]);
  });

  it('is called off, and another one takes its place, as long as it is to come', async () => {
    await leaves({ day: '2026-11-13' });
    await leaves({ day: '2026-11-20' });
    expect(await on.presses('people.leave.call-off', { person: worker.id })).toMatchObject({ tone: 'good' });
    expect(await on.presses('people.leave.call-off', { person: worker.id })).toMatchObject({
      tone: 'warning',
    });
    on.at('2026-11-30');
    await on.runs('departures');
    expect(await on.person(worker.id)).toMatchObject({ status: 'active' });
  });

  it('ends an absence, and what was planned of one, with it', async () => {
    await on.fills('people.away', { person: worker.id }, { kind: 'leave', from: '2026-11-02' });
    await leaves();
    expect(
      await on.db.absence.count({ where: { personId: worker.id, state: { in: ['planned', 'running'] } } }),
    ).toBe(0);
    expect(await on.person(worker.id)).toMatchObject({ status: 'left' });
  });
});

describe('what they held', () => {
  it('is offered to others again, and the Coordinator has one list of it', async () => {
    const other = await givenPerson(on.world.store, { name: 'Stina Steward', roles: ['data_steward'] });
    const collection = await givenCollection(on.world.store, { stewardIds: [worker.id, other.id] });
    const asker = await givenPerson(on.world.store, { name: 'Asta Asker' });
    const id = await asksFor(on, asker.id, collection);
    await claims(on, worker.id, id);
    expect(await on.db.dataRequest.findUnique({ where: { id } })).toMatchObject({ holderId: worker.id });
    await on.told(coordinator.id);
    await leaves();
    expect(await on.db.dataRequest.findUnique({ where: { id } })).toMatchObject({ holderId: null });
    expect(await on.told(other.id)).toContain('request.holder-left');
    expect(await on.told(coordinator.id)).toEqual(['people.parting']);
    const parting = await on.db.departure.findFirstOrThrow({ where: { personId: worker.id } });
    const about = { kind: 'parting', id: parting.id };
    const list = await dispatchAs(on.world, coordinator.id, { kind: 'look', about });
    expect(JSON.stringify(list)).toMatch(/Wes Worker.*DR-1001/);
    expect(await dispatchAs(on.world, asker.id, { kind: 'look', about })).not.toMatchObject({ kind: 'card' });
    await claims(on, other.id, id);
    expect(await on.db.dataRequest.findUnique({ where: { id } })).toMatchObject({ holderId: other.id });
  });

  it('owes nothing any more, and whoever answered to them waits for Human Resources to choose another supervisor', async () => {
    const report = await givenPerson(on.world.store, { name: 'Rita Report', supervisorId: worker.id });
    for (const job of ['agreement-versions', 'duties']) await on.runs(job);
    const open = { personId: worker.id, metAt: null, replacedAt: null };
    expect(await on.db.obligation.count({ where: open })).toBeGreaterThan(0);
    await leaves();
    expect(await on.db.obligation.count({ where: open })).toBe(0);
    expect(await on.person(report.id)).toMatchObject({ supervisorId: worker.id });
    expect(await on.listOf(on.hr.id)).toContain('1 person answers to Wes Worker, who has left');
    await on.told(coordinator.id);
    const subject = { person: worker.id };
    expect(await on.fills('people.reports', subject, { supervisor: report.id })).toMatchObject({
      kind: 'invalid',
    });
    await on.fills('people.reports', subject, { supervisor: coordinator.id });
    expect(await on.person(report.id)).toMatchObject({ supervisorId: coordinator.id });
    expect(await on.told(coordinator.id)).toEqual(['people.team.moved']);
    expect((await on.listOf(on.hr.id)).join()).not.toContain('answers to Wes Worker');
  });
});

it('T10: a departure that takes effect on a Saturday night is news for Monday morning', async () => {
  await givenPerson(on.world.store, { supervisorId: worker.id });
  await leaves({ day: '2026-11-13' });
  on.at('2026-11-14');
  await on.runs('departures');
  const parting = await on.db.departure.findFirstOrThrow({ where: { personId: worker.id } });
  const told = await on.db.outbox.findMany({ where: { notice: 'people.parting', caseId: parting.id } });
  expect(told.map((row) => [row.personId, row.notBefore.toISOString()])).toEqual([
    [on.hr.id, '2026-11-16T14:00:00.000Z'],
  ]);
});

describe('R047: what goes on after they leave', () => {
  it('is written once, to the address of their own, in the words that they signed', async () => {
    await on.signs(worker);
    await leaves({ letter_to: 'home@mail.example' });
    const [row, ...more] = await lastWords();
    expect(more).toEqual([]);
    expect(row).toMatchObject({ outsiderId: worker.id, personId: null });
    const kind = agreements.notices?.find(({ id }) => id === 'agreement.last-word');
    const scene = { ...sceneOf(on.world), viewer: outsiderViewer(worker.id) };
    const letter = await kind?.letter?.(scene, { caseId: worker.id, facts: {}, outsiderId: worker.id });
    if (!letter) throw new Error('no letter');
    expect(letter.to).toBe('home@mail.example');
    const { text } = letterAsMail(letter, { publicUrl: 'https://safekeep.example', sample: false });
    const line = on.world.policy.pack.agreements.nda?.groups
      .flatMap(({ lines }) => lines)
      .find(({ id }) => id === 'E1');
    const words = (some: string) => some.replace(/[\s>]+/g, ' ').trim();
    expect(words(text)).toContain(words(line?.text ?? 'no such line'));
    expect(text).toContain('Mina Moss');
    expect(await leaves()).toMatchObject({ tone: 'warning' });
    expect(await lastWords()).toHaveLength(1);
  });

  it('is written to whoever signed on paper as well, and says that it was paper', async () => {
    const paper = { person: worker.id, signed_on: '2026-09-01', line_trainings: 'T1', kept_at: 'cabinet 2' };
    expect(await on.fills('agreement.paper', { agreement: 'nda' }, paper)).toMatchObject({ tone: 'good' });
    await leaves();
    expect(await lastWords()).toHaveLength(1);
    const page = await dispatchAs(on.world, on.hr.id, {
      ...{ kind: 'document', document: 'agreement.last-word', subject: { person: worker.id } },
    });
    expect(JSON.stringify(page)).toMatch(/signed on paper on September 1, 2026.*As the form has it/);
  });

  it('is not written to whoever never signed it', async () => {
    await leaves();
    expect(await lastWords()).toEqual([]);
    expect((await on.listOf(on.hr.id)).join()).not.toContain('Wes Worker has left');
  });

  it('is Human Resources’ to give by hand where nothing reaches them, until they say that it was given', async () => {
    await on.signs(worker);
    await on.changes(worker.id, { email: '' });
    await leaves();
    expect(await lastWords()).toEqual([]);
    const waits = 'Wes Worker has left and could not be written to';
    expect(await on.listOf(on.hr.id)).toContain(waits);
    const person = { person: worker.id };
    expect(await on.presses('agreement.last-word-show', person)).toMatchObject({ tone: 'good' });
    expect(await on.presses('agreement.last-word-given', person)).toMatchObject({ tone: 'good' });
    expect(await on.presses('agreement.last-word-given', person)).toMatchObject({ tone: 'warning' });
    expect(await on.listOf(on.hr.id)).not.toContain(waits);
  });

  it('goes by chat where there is no address, and the account is let go when it has gone out', async () => {
    await on.signs(worker);
    await on.changes(worker.id, { email: '' });
    await linkAccount(on.world.store, on.world.clock, worker.id, 'slack');
    await leaves();
    expect(await lastWords()).toMatchObject([{ personId: worker.id, state: 'waiting' }]);
    const state = async () => (await on.db.account.findFirst({ where: { personId: worker.id } }))?.state;
    await on.runs('departures');
    expect(await state()).toBe('linked');
    on.at('2026-11-04');
    await on.runs('departures');
    expect(await state()).toBe('detached');
  });
});

describe('every way in is closed', () => {
  it('sessions end, accounts are let go, and a click afterwards changes nothing', async () => {
    const now = on.world.clock.now();
    const slack = await linkAccount(on.world.store, on.world.clock, worker.id, 'slack');
    const { token } = await on.world.store.transact({ personId: worker.id, surface: 'web', now }, (tx) =>
      openSession(tx, worker.id, 'sign-in-link'),
    );
    const entered = () => personOfSession(on.world.store, token, now, Temporal.PlainDate.from('2026-11-02'));
    expect(await entered()).toMatchObject({ id: worker.id });
    await leaves();
    expect(await entered()).toBeUndefined();
    expect(await on.db.session.count({ where: { personId: worker.id, endedAt: null } })).toBe(0);
    expect(await on.db.account.findMany({ where: { personId: worker.id } })).toMatchObject([
      { state: 'detached' },
    ]);
    const identify = createIdentify({
      store: on.world.store,
      clock: on.world.clock,
      directory: directoryOf(on.world),
      zone: on.world.policy.pack.pack.zone,
    });
    const profile = async () => ({ addresses: [worker.email], standing: 'member' as const });
    const caller = { kind: 'account', surface: 'slack', tenant: 'T1', account: slack, profile } as const;
    expect(await identify(caller)).toMatchObject({ ok: false, problem: 'left' });
    const click = await fillIn(on.world, worker.id, 'people.delegate', {}, {});
    expect(click).toMatchObject({ kind: 'done', tone: 'danger' });
    expect(await on.db.account.count({ where: { personId: worker.id, state: 'linked' } })).toBe(0);
  });
});
