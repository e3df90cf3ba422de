/** The board’s consent calendar: its meetings, what is put on them, and what comes of it (R066, R067). */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Person } from '../../../src/app/person.ts';
import { feature } from '../../../src/governance/requests/feature.ts';
import { boardPackets } from '../../../src/governance/requests/packets.ts';
import { waitingSteps } from '../../../src/governance/requests/waiting-steps.ts';
import { runJob } from '../../../src/jobs/run-job.ts';
import { saying } from '../../support/front-door.ts';
import { askAs, sceneOf } from '../../support/people.ts';
import { addsMeeting, type Deciders, givenDeciders, highAt, scheduled, stepOf } from './deciders.ts';
import { buttons, cardFor, cardOf, fills, row, told } from './world.ts';

let district: Deciders;
let id: string;
beforeEach(async () => {
  district = await givenDeciders();
  id = await highAt(district, 'approve_board');
});
afterEach(() => district.database.drop());

const labels = async (who: Person) => (await buttons(district, who, id)).map(({ label }) => label);
const openStays = () => district.store.db.requestStep.findMany({ where: { requestId: id, endedAt: null } });
const lists = async (who: Person) =>
  (await feature.tasksOf?.(await askAs(district.world, who.id)))
    ?.filter(({ list }) => list === 'waits-for-me')
    .map(({ detail }) => detail);

describe('the list of meetings', () => {
  it('is read by everybody, and kept by the secretary alone', async () => {
    const { secretary, asker, coordinator } = district.people;
    await addsMeeting(district);
    const listed = JSON.stringify(cardOf(await district.door.types(asker.id, '/safekeep board')));
    expect(listed).toContain('December 8, 2026');
    expect(listed).not.toContain('Call off');
    const reply = await district.door.does(coordinator.id, {
      kind: 'open-form',
      form: 'request.add-meeting',
      subject: {},
    });
    expect(saying(reply)).toContain('kept by: Board secretary');
    const meeting = await district.store.db.boardMeeting.findFirstOrThrow();
    await district.door.presses(asker.id, 'request.call-off-meeting', { id: meeting.id });
    expect(await district.store.db.boardMeeting.count({ where: { calledOffAt: null } })).toBe(1);
    expect(JSON.stringify(cardOf(await district.door.types(secretary.id, '/safekeep board')))).toContain(
      'Call off',
    );
  });

  it.each([
    ['a packet due after the meeting', { held_on: '2026-12-08', packet_due: '2026-12-09' }],
    ['a day gone by', { held_on: '2026-11-17', packet_due: '2026-11-17' }],
    ['a day that is on it', { held_on: '2026-12-15', packet_due: '2026-12-08' }],
  ])('refuses %s', async (_, values) => {
    await addsMeeting(district, { held_on: '2026-12-15', packet_due: '2026-12-08' });
    expect((await addsMeeting(district, values)).kind).toBe('invalid');
    expect(await district.store.db.boardMeeting.count()).toBe(1);
  });
});

describe('a request that waits for the board', () => {
  it('is put on a meeting by the secretary; until then nothing is recorded', async () => {
    const { secretary, coordinator } = district.people;
    expect(await labels(secretary)).toEqual(['Pick a meeting', 'Ask the requester']);
    const none = await district.door.does(secretary.id, {
      kind: 'open-form',
      form: 'request.schedule',
      subject: { id, stay: (await openStays())[0]?.id ?? '' },
    });
    expect(saying(none)).toContain('/safekeep board');
    await scheduled(district, id);
    expect(await labels(secretary)).toEqual([
      'Record a decision',
      'Pick another meeting',
      'Ask the requester',
    ]);
    expect(await told(district, id)).toContain('request.scheduled -> Cora Coordinator');
    expect(await lists(coordinator)).toContain(
      'The board meets on December 8, 2026: hand in its agreement; due December 1, 2026 (the list of the board’s meetings)',
    );
  });

  it('our rule: its packet is asked of the Coordinator three working days before, once', async () => {
    await scheduled(district, id);
    const { store, clock } = district;
    const asked = () => store.db.outbox.count({ where: { notice: 'request.packet' } });
    const sweep = async (at: string) => {
      clock.set(at);
      await runJob({ store, scene: sceneOf(district.world), clock }, boardPackets, clock.now());
    };
    // Thanksgiving and the day after are no working days in Utah.
    await sweep('2026-11-23T16:00:00Z');
    expect(await asked()).toBe(0);
    await sweep('2026-11-25T16:00:00Z');
    expect(await asked()).toBe(1);
    await sweep('2026-11-25T18:00:00Z');
    expect(await asked()).toBe(1);
  });

  it('our rule: reminds nobody until the board has met', async () => {
    await scheduled(district, id);
    const { store, clock } = district;
    const reminded = async (at: string) => {
      clock.set(at);
      await runJob({ store, scene: sceneOf(district.world), clock }, waitingSteps, clock.now());
      return (await told(district, id)).filter((line) => /reminder|shown/.test(line));
    };
    expect(await reminded('2026-12-08T16:00:00Z')).toEqual([]);
    expect(await reminded('2026-12-09T16:00:00Z')).toContain('request.reminder -> Bea Board');
  });

  it('our rule: is not late before the working day after the meeting, however long that is away', async () => {
    const { secretary, coordinator } = district.people;
    await addsMeeting(district, { held_on: '2027-01-12', packet_due: '2027-01-05' });
    const due = async () => (await openStays())[0]?.dueAt?.toISOString().slice(0, 10);
    const before = await due();
    await fills(district, secretary, id, 'Pick a meeting', {});
    district.clock.set('2027-01-12T16:00:00Z');
    const card = JSON.stringify(await cardFor(district, coordinator, id));
    expect(card).toContain('due January 13, 2027');
    expect(card).not.toContain('late: was due');
    const { id: meeting } = await district.store.db.boardMeeting.findFirstOrThrow();
    await district.door.presses(secretary.id, 'request.call-off-meeting', { id: meeting });
    expect(await due()).toBe(before);
  });

  it('consented to: goes on to the Superintendent, shown as the board’s', async () => {
    await scheduled(district, id);
    district.clock.set('2026-12-09T16:00:00Z');
    const { secretary } = district.people;
    const early = await fills(district, secretary, id, 'Record a decision', {
      outcome: 'approved',
      on: '2026-12-07',
      evidence: 'Minutes',
    });
    expect(saying(early)).toContain('The board meets on December 8, 2026');
    await fills(district, secretary, id, 'Record a decision', { outcome: 'approved', evidence: 'Minutes' });
    expect(await stepOf(district, id)).toBe('approve_superintendent');
    expect(JSON.stringify(await cardFor(district, secretary, id))).toContain(
      'decided by the board on December 8, 2026, recorded by Bea Board',
    );
  });

  it('pulled: waits for another meeting, with its agreement', async () => {
    await scheduled(district, id);
    const { secretary } = district.people;
    await fills(district, secretary, id, 'Record a decision', {
      outcome: 'pulled',
      on: '2026-11-18',
      evidence: 'E-mail of the chair',
    });
    expect(await openStays()).toMatchObject([{ step: 'approve_board', meetingId: null }]);
    expect(await labels(secretary)).toEqual(['Pick a meeting', 'Ask the requester']);
    expect(await told(district, id)).toContain('request.pulled -> Cora Coordinator');
    expect(await district.store.db.requestAgreement.count({ where: { voidedAt: null } })).toBe(1);
  });

  it('R067: denied by the board: ends, names the board, and voids the agreement', async () => {
    await scheduled(district, id);
    district.clock.set('2026-12-09T16:00:00Z');
    const { secretary, asker } = district.people;
    await fills(district, secretary, id, 'Record a decision', {
      outcome: 'denied',
      evidence: 'Minutes',
      reason: 'Too much for one study.',
    });
    expect((await row(district, id)).state).toBe('declined');
    const card = JSON.stringify(await cardFor(district, asker, id));
    expect(card).toContain('denied: decided by the board on December 8, 2026');
    expect(card).toContain('Too much for one study.');
    expect(await district.store.db.requestAgreement.count({ where: { voidedAt: null } })).toBe(0);
  });

  it('a meeting that is called off frees what was on it, and the Coordinator is told', async () => {
    await scheduled(district, id);
    const { secretary } = district.people;
    const { id: meeting } = await district.store.db.boardMeeting.findFirstOrThrow();
    const reply = await district.door.presses(secretary.id, 'request.call-off-meeting', { id: meeting });
    expect(saying(reply)).toContain('One request waits for another meeting');
    expect(await openStays()).toMatchObject([{ step: 'approve_board', meetingId: null, packetAt: null }]);
    expect(await told(district, id)).toContain('request.meeting-off -> Cora Coordinator');
    const again = await district.door.presses(secretary.id, 'request.call-off-meeting', { id: meeting });
    expect(again).toMatchObject({ tone: 'warning' });
  });
});
