/** A team's channel in Slack: opened by whoever leads, for those who may see the incident, and never for whom it concerns. */
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Person } from '../../../src/app/person.ts';
import { type ChannelKeeper, createChannelKeeper } from '../../../src/governance/breaches/channel-keeper.ts';
import { newId } from '../../../src/kernel/ids.ts';
import { createLog } from '../../../src/kernel/log.ts';
import { type TestDatabase, testDatabase } from '../../support/database.ts';
import { frontDoor } from '../../support/front-door.ts';
import { patient } from '../../support/patience.ts';
import { arrange, sceneOf } from '../../support/people.ts';
import { type FakeChannel, type FakeChat, fakeChat } from '../../support/team-channels.ts';
import { closes, decidesBreach, pageOf, together, toldAbout, underway } from './deciding.ts';
import { fills, givenTown, hears, incidentOf, presses, sees, type Town, wordsOf } from './world.ts';

const openIt = 'Open a Slack channel for the team';
const means = { chats: ['slack'], email: true, teamChannels: true } as const;

let town: Town;
let database: TestDatabase;
let chat: FakeChat;
let keeper: ChannelKeeper;
const logged: string[] = [];

beforeAll(async () => {
  database = await testDatabase();
  const given = await givenTown(database);
  const world = { ...given.world, means };
  town = { ...given, world, door: frontDoor(world) };
  for (const who of Object.values(town.people)) if (who !== town.people.manager) await linked(who);
});
beforeEach(async () => {
  // what an earlier story left open is no part of this one
  await arrange(town.store, (tx) => tx.db.incidentChannelSeat.deleteMany());
  await arrange(town.store, (tx) => tx.db.incidentChannel.deleteMany());
  chat = fakeChat();
  keeper = keeperFor(chat);
});
afterAll(() => database.drop());

function keeperFor(channels: FakeChat): ChannelKeeper {
  return createChannelKeeper({
    ...{ store: town.store, channels, clock: town.clock, listenUrl: database.url },
    log: createLog('debug', { write: (line) => void logged.push(line) }),
    scene: (reader, now) => ({ ...sceneOf(town.world), reader, now }),
  });
}

const account = (who: Person) => `U-${who.id}`;

async function linked(who: Person, state = 'linked'): Promise<void> {
  await arrange(town.store, (tx) =>
    tx.db.account.create({
      data: {
        ...{ id: newId(), personId: who.id, surface: 'slack', tenant: 'T1', account: account(who) },
        ...{ state, seenAt: new Date('2026-01-05T00:00:00Z') },
      },
    }),
  );
}

/** The one channel there is. */
function channel(): FakeChannel {
  expect(chat.made).toHaveLength(1);
  return chat.made[0] as FakeChannel;
}

function isIn(...people: readonly Person[]): void {
  expect([...channel().members].sort()).toEqual(people.map(account).sort());
}

/** With its team in a channel. */
async function opened(): Promise<string> {
  const id = await underway(town);
  await presses(town, town.people.itsm, id, openIt);
  await keeper.round();
  return id;
}

describe('opening one', () => {
  it('whoever leads presses: private, named by chance, and the team is let in; the rest is told why not', async () => {
    const { itsm, executive, head, manager, colleague } = town.people;
    const id = await underway(town);
    await fills(town, itsm, id, 'Call the team', { people: [colleague.id] });
    const answer = await presses(town, itsm, id, openIt);
    expect(wordsOf(answer)).toContain('It is being opened');
    expect(chat.calls).toEqual([]);
    await keeper.round();
    isIn(itsm, executive, head, colleague);
    expect(channel().name).toMatch(/^team-[0-9a-z]{8}$/);
    const page = await pageOf(town, itsm, id);
    expect(page).toContain(`#${channel().name}`);
    expect(page).toContain('https://chat.example/C1');
    expect(page).toContain(manager.name);
    expect(page).toContain('They type /safekeep in Slack once');
    expect(wordsOf(await sees(town, executive, id))).toContain('The team’s Slack channel');
    const events = (await incidentOf(town, id)).events.map(({ what }) => what);
    expect(events).toEqual(expect.arrayContaining(['channel-wanted', 'channel-opened', 'channel-joined']));
  });

  it('its name and everything that is posted there say nothing of the matter', async () => {
    const id = await opened();
    const { reference } = await incidentOf(town, id);
    const said = wordsOf([channel().name, channel().posted]);
    expect(channel().posted.map(({ title }) => title)).toEqual(['A confidential matter needs you']);
    expect(said).toContain(`/cases/incident/${id}`);
    expect(said).not.toContain(reference);
    expect(said).not.toMatch(/breach|student|data|Abara|class list/i);
  });

  it('only whoever leads can, and only once', async () => {
    const { itsm, executive } = town.people;
    const id = await underway(town);
    expect(wordsOf(await sees(town, executive, id))).not.toContain(openIt);
    const press = (who: Person) => town.door.presses(who.id, 'breach.channel', { id });
    expect(wordsOf(await press(executive))).toContain('Whoever leads now');
    const answers = await Promise.all([press(itsm), press(itsm)]);
    expect(answers.map(wordsOf).filter((words) => words.includes('being opened already'))).toHaveLength(1);
    await keeper.round();
    expect(chat.made).toHaveLength(1);
    expect(wordsOf(await press(itsm))).toContain('It is there already');
    expect(wordsOf(await sees(town, itsm, id))).not.toContain(openIt);
  });

  it('a district that did not opt in sees no button, and a press does nothing', async () => {
    const { itsm } = town.people;
    const id = await underway(town);
    for (const without of [
      { chats: ['teams'], email: true },
      { chats: ['slack'], email: true },
      undefined,
    ] as const) {
      const { means: _, ...world } = town.world;
      const door = frontDoor({ ...world, ...(without ? { means: without } : {}) });
      const look = { kind: 'look', about: { kind: 'incident', id } } as const;
      const page = { kind: 'document', document: 'breach.page', subject: { id } } as const;
      for (const shown of [look, page])
        expect(wordsOf(await door.does(itsm.id, shown))).not.toContain('Slack');
      expect(wordsOf(await door.presses(itsm.id, 'breach.channel', { id }))).toContain('not turned on');
    }
    expect(await town.store.db.incidentChannel.count()).toBe(0);
  });

  it('the database wakes whoever keeps the channels, and not a line of the log says that anything was done', async () => {
    const { itsm, executive, head } = town.people;
    keeper.start();
    const lines = logged.length;
    const id = await underway(town);
    await presses(town, itsm, id, openIt);
    await vi.waitFor(() => isIn(itsm, executive, head), patient);
    await fills(town, itsm, id, 'It concerns somebody', { who: executive.id, reason: 'She sent it.' });
    await vi.waitFor(() => isIn(itsm, head), patient);
    await keeper.stop();
    expect(logged.slice(lines)).toEqual([]);
  });
});

describe('R075: somebody whom it turns out to concern', () => {
  it('is taken out before anybody else is let in, and is not let in again', async () => {
    const { itsm, executive, head, colleague } = town.people;
    const id = await opened();
    await fills(town, itsm, id, 'Call the team', { people: [colleague.id] });
    await fills(town, itsm, id, 'It concerns somebody', { who: executive.id, reason: 'She sent it.' });
    const before = chat.calls.length;
    await keeper.round();
    expect(chat.calls.slice(before)).toEqual([
      `remove ${account(executive)}`,
      `invite ${account(colleague)}`,
    ]);
    isIn(itsm, head, colleague);
    await keeper.round();
    isIn(itsm, head, colleague);
  });

  it('comes before whoever else has to leave', async () => {
    const { itsm, executive, head, colleague } = town.people;
    const id = await opened();
    await fills(town, itsm, id, 'Call the team', { people: [colleague.id] });
    await keeper.round();
    for (const [first, second] of [
      [executive, colleague],
      [colleague, head],
    ] as const) {
      await arrange(town.store, (tx) =>
        tx.db.person.update({ where: { id: second.id }, data: { status: 'leave' } }),
      );
      await fills(town, itsm, id, 'It concerns somebody', { who: first.id, reason: 'Sent by them.' });
      const before = chat.calls.length;
      await keeper.round();
      const called = chat.calls.slice(before).filter((call) => call.startsWith('remove'));
      expect(called[0]).toBe(`remove ${account(first)}`);
      expect(called).toContain(`remove ${account(second)}`);
      await arrange(town.store, (tx) =>
        tx.db.person.update({ where: { id: second.id }, data: { status: 'active' } }),
      );
      await keeper.round();
    }
  });

  it('is taken out also where it was a member who let them in, by hand', async () => {
    const { itsm, executive, head, teacher } = town.people;
    const id = await opened();
    channel().members.add(account(teacher));
    await fills(town, itsm, id, 'It concerns somebody', { who: teacher.id, reason: 'His account.' });
    await keeper.round();
    isIn(itsm, executive, head);
  });

  it('is never let in where it was known from the start', async () => {
    const { itsm, executive, head } = town.people;
    const id = await underway(town);
    await fills(town, itsm, id, 'It concerns somebody', { who: head.id, reason: 'Her list.' });
    await presses(town, itsm, id, openIt);
    await keeper.round();
    isIn(itsm, executive);
    expect(chat.calls).not.toContain(`invite ${account(head)}`);
    expect(await sees(town, head, id)).toBeUndefined();
  });

  it('was never let in, and the chat takes nobody out: that is no alarm, and an outage is waited for', async () => {
    const { itsm, head, executive } = town.people;
    const id = await underway(town);
    await fills(town, itsm, id, 'It concerns somebody', { who: head.id, reason: 'Her list.' });
    await presses(town, itsm, id, openIt);
    chat.bend('remove', () => ({ kind: 'later', afterMs: 15_000, why: 'unreachable' }));
    await keeper.round();
    isIn(itsm, executive);
    chat.bend('remove', () => ({ kind: 'never', why: 'forbidden' }));
    const then = town.clock.now();
    town.clock.set(then.add({ seconds: 15 }).toString());
    await keeper.round();
    await keeper.round();
    town.clock.set(then.toString());
    expect(chat.calls.filter((call) => call === `remove ${account(head)}`)).toHaveLength(2);
    expect(await pageOf(town, itsm, id)).not.toContain('may still be able');
    expect(await toldAbout(town, id, 'breach.channel-stuck')).toEqual([]);
  });

  it('and whom the chat does not let go: whoever asked for the channel is told, and what to do; it is tried again', async () => {
    const { itsm, executive, head } = town.people;
    const id = await opened();
    chat.bend('remove', () => ({ kind: 'never', why: 'forbidden' }));
    await fills(town, itsm, id, 'It concerns somebody', { who: executive.id, reason: 'She sent it.' });
    await keeper.round();
    await keeper.round();
    expect(await toldAbout(town, id, 'breach.channel-stuck')).toEqual([itsm.id]);
    expect(wordsOf(await hears(town, itsm, 'breach.channel-stuck', id, {}, 'slack'))).toContain(
      'A confidential matter',
    );
    const page = await pageOf(town, itsm, id);
    expect(page).toContain(
      `${executive.name} may still be able to read the Slack channel, and it concerns them`,
    );
    expect(page).toContain('One of you takes them out there, now');
    expect(wordsOf(await sees(town, itsm, id))).toContain('Somebody may still read it who must not');
    chat.bend('remove', undefined);
    const then = town.clock.now();
    town.clock.set(then.add({ minutes: 11 }).toString());
    await keeper.round();
    town.clock.set(then.toString());
    isIn(itsm, head);
    expect(await pageOf(town, itsm, id)).not.toContain('may still be able');
    expect(await hears(town, itsm, 'breach.channel-stuck', id, {}, 'slack')).toBeUndefined();
  });

  it('once it is archived nobody can be taken out: it says so and what can be done', async () => {
    const { itsm, executive } = town.people;
    const id = await opened();
    await decidesBreach(town, id);
    await closes(town, itsm, id);
    await keeper.round();
    expect(channel().archived).toBe(true);
    await fills(town, itsm, id, 'It concerns somebody', { who: executive.id, reason: 'She sent it.' });
    await keeper.round();
    expect(await pageOf(town, itsm, id)).toContain('A workspace owner can restore it');
    expect(await toldAbout(town, id, 'breach.channel-stuck')).toEqual([itsm.id]);
    // a later channel does not make that forgotten
    await together(town, [itsm, town.people.head], 'breach.reopen', id, { reason: 'Another list.' });
    await presses(town, itsm, id, openIt);
    await keeper.round();
    expect(await pageOf(town, itsm, id)).toContain('A workspace owner can restore it');
  });

  it('in an outage: whoever leads is told at once, and not again while it lasts', async () => {
    const { itsm, executive } = town.people;
    const id = await opened();
    chat.bend('remove', () => ({ kind: 'later', afterMs: 15_000, why: 'unreachable' }));
    await fills(town, itsm, id, 'It concerns somebody', { who: executive.id, reason: 'She sent it.' });
    const then = town.clock.now();
    for (const seconds of [0, 15, 30]) {
      town.clock.set(then.add({ seconds }).toString());
      await keeper.round();
    }
    town.clock.set(then.toString());
    expect(chat.calls.filter((call) => call.startsWith('remove'))).toHaveLength(3);
    expect(await toldAbout(town, id, 'breach.channel-stuck')).toEqual([itsm.id]);
    expect(await pageOf(town, itsm, id)).toContain('Safekeep goes on trying');
  });
});

describe('the team changes', () => {
  it('who joins it is let in, who leaves the district is taken out, and who links an account later comes in then', async () => {
    const { itsm, executive, head, colleague, manager } = town.people;
    const id = await opened();
    await fills(town, itsm, id, 'Call the team', { people: [colleague.id] });
    await keeper.round();
    isIn(itsm, executive, head, colleague);
    await linked(manager, 'held');
    await keeper.round();
    isIn(itsm, executive, head, colleague);
    await arrange(town.store, (tx) =>
      tx.db.account.updateMany({ where: { personId: manager.id }, data: { state: 'linked' } }),
    );
    await keeper.round();
    isIn(itsm, executive, head, colleague, manager);
    await arrange(town.store, (tx) =>
      tx.db.person.update({ where: { id: colleague.id }, data: { status: 'left' } }),
    );
    await keeper.round();
    isIn(itsm, executive, head, manager);
    const events = (await incidentOf(town, id)).events.map(({ what, facts }) => [what, facts]);
    expect(events).toContainEqual(['channel-left', { person: colleague.id }]);
    await arrange(town.store, async (tx) => {
      await tx.db.person.update({ where: { id: colleague.id }, data: { status: 'active' } });
      await tx.db.account.deleteMany({ where: { personId: manager.id } });
    });
  });

  it('is archived when the incident is closed; opened again, another can be asked for', async () => {
    const { itsm, executive } = town.people;
    const id = await opened();
    await decidesBreach(town, id);
    const form = await town.door.opens(itsm.id, 'breach.close', { id });
    expect(wordsOf(form)).toContain('The team’s Slack channel is archived');
    await closes(town, itsm, id);
    await keeper.round();
    expect(channel().archived).toBe(true);
    expect(await pageOf(town, itsm, id)).toContain('is archived');
    expect(wordsOf(await sees(town, itsm, id))).not.toContain('Slack');
    await together(town, [itsm, executive], 'breach.reopen', id, { reason: 'Another list.' });
    await presses(town, itsm, id, openIt);
    await keeper.round();
    expect(chat.made.map(({ archived }) => archived)).toEqual([true, false]);
  });

  it('is closed before it was opened: none is made', async () => {
    const { itsm } = town.people;
    const id = await underway(town);
    await presses(town, itsm, id, openIt);
    await decidesBreach(town, id);
    await closes(town, itsm, id);
    await keeper.round();
    expect(chat.calls).toEqual([]);
  });
});

describe('a crash and trouble', () => {
  it.each(['open', 'invite', 'remove', 'archive'] as const)(
    'dead between the answer to “%s” and its commit: run again, it is one channel, and everybody is where they should be',
    async (method) => {
      const { itsm, executive, head } = town.people;
      const id = await underway(town);
      await presses(town, itsm, id, openIt);
      if (method === 'open' || method === 'invite') chat.dieAfter(method);
      await keeper.round();
      if (method === 'remove') {
        chat.dieAfter('remove');
        await fills(town, itsm, id, 'It concerns somebody', { who: executive.id, reason: 'She sent it.' });
      }
      await keeper.round();
      if (method === 'archive') {
        await decidesBreach(town, id);
        await closes(town, itsm, id);
        chat.dieAfter('archive');
        await keeper.round();
      }
      await keeper.round();
      isIn(...(method === 'remove' ? [itsm, head] : [itsm, executive, head]));
      expect(channel().archived).toBe(method === 'archive');
      const seats = await town.store.db.incidentChannelSeat.findMany({ where: { state: 'asked' } });
      expect(seats).toEqual([]);
    },
  );

  it('dead after it was made, and closed meanwhile: it is found and archived, not left behind', async () => {
    const { itsm } = town.people;
    const id = await underway(town);
    await presses(town, itsm, id, openIt);
    chat.dieAfter('open');
    await keeper.round();
    await decidesBreach(town, id);
    await closes(town, itsm, id);
    await keeper.round();
    expect(channel().archived).toBe(true);
    isIn();
  });

  it('dead while somebody is let in who must not be by then: they are taken out', async () => {
    const { itsm, executive, head, colleague } = town.people;
    const id = await opened();
    await fills(town, itsm, id, 'Call the team', { people: [colleague.id] });
    chat.dieAfter('invite');
    await keeper.round();
    await arrange(town.store, (tx) =>
      tx.db.incidentParty.updateMany({
        where: { incidentId: id, personId: colleague.id },
        data: { until: new Date() },
      }),
    );
    await keeper.round();
    isIn(itsm, executive, head);
  });

  it('two instances at once make one channel and let everybody in once', async () => {
    const { itsm, executive, head } = town.people;
    const id = await underway(town);
    await presses(town, itsm, id, openIt);
    await Promise.all([keeper.round(), keeperFor(chat).round()]);
    await keeper.round();
    isIn(itsm, executive, head);
    expect(channel().posted).toHaveLength(1);
    const joined = (await incidentOf(town, id)).events.filter(({ what }) => what === 'channel-joined');
    expect(joined).toHaveLength(3);
  });

  it('a name that belongs to something else is given up for another', async () => {
    const { itsm } = town.people;
    const id = await underway(town);
    await presses(town, itsm, id, openIt);
    let first = '';
    chat.bend('open', (name) => {
      first ||= name;
      return name === first ? { kind: 'never', why: 'name-taken' } : undefined;
    });
    await keeper.round();
    expect(channel().name).not.toBe(first);
  });

  it('without the right to it, whoever pressed reads what to do; mended and tried again, it opens', async () => {
    const { itsm, executive, head } = town.people;
    const id = await underway(town);
    await presses(town, itsm, id, openIt);
    chat.bend('open', () => ({ kind: 'never', why: 'no-right' }));
    await keeper.round();
    await keeper.round();
    expect(chat.calls).toHaveLength(1);
    const page = await pageOf(town, itsm, id);
    expect(page).toContain('The Slack channel could not be opened. The Safekeep app was not given the right');
    expect(page).toContain('Try again');
    expect(wordsOf(await sees(town, itsm, id))).toContain('Not opened so far: its page says why');
    expect(await pageOf(town, executive, id)).not.toContain('Try again');
    chat.bend('open', undefined);
    await town.door.presses(itsm.id, 'breach.channel', { id });
    await keeper.round();
    isIn(itsm, executive, head);
    expect(await pageOf(town, itsm, id)).not.toContain('could not be opened');
  });

  it('asked to slow down, it waits as long as it was told and then goes on', async () => {
    const { itsm, executive, head } = town.people;
    const id = await underway(town);
    await presses(town, itsm, id, openIt);
    chat.bend('invite', () => ({ kind: 'later', afterMs: 30_000, why: 'slow-down' }));
    await keeper.round();
    await keeper.round();
    expect(chat.calls.filter((call) => call.startsWith('invite'))).toHaveLength(1);
    chat.bend('invite', undefined);
    const then = town.clock.now();
    town.clock.set(then.add({ seconds: 29 }).toString());
    await keeper.round();
    isIn();
    town.clock.set(then.add({ seconds: 30 }).toString());
    await keeper.round();
    town.clock.set(then.toString());
    isIn(itsm, executive, head);
  });

  it('a removal does not wait for what an invitation was told', async () => {
    const { itsm, executive, head, colleague } = town.people;
    const id = await opened();
    await fills(town, itsm, id, 'Call the team', { people: [colleague.id] });
    chat.bend('invite', () => ({ kind: 'later', afterMs: 600_000, why: 'unreachable' }));
    await keeper.round();
    await fills(town, itsm, id, 'It concerns somebody', { who: executive.id, reason: 'She sent it.' });
    await keeper.round();
    isIn(itsm, head);
  });

  it('who is a guest in Slack is named with the reason, and the others are in', async () => {
    const { itsm, executive, head } = town.people;
    const id = await underway(town);
    await presses(town, itsm, id, openIt);
    chat.bend('invite', (who) => (who === account(executive) ? { kind: 'never', why: 'guest' } : undefined));
    await keeper.round();
    isIn(itsm, head);
    const page = await pageOf(town, itsm, id);
    expect(page).toContain('it is a guest’s, or restricted');
    expect(page).toContain('Try again');
  });

  it('out of reach, as when somebody deleted it: the page says so, and another can be opened', async () => {
    const { itsm, colleague } = town.people;
    const id = await opened();
    chat.bend('invite', () => ({ kind: 'never', why: 'gone' }));
    await fills(town, itsm, id, 'Call the team', { people: [colleague.id] });
    await keeper.round();
    chat.bend('invite', undefined);
    expect(await pageOf(town, itsm, id)).toContain('out of Safekeep’s reach');
    await presses(town, itsm, id, openIt);
    await keeper.round();
    expect(chat.made).toHaveLength(2);
  });
});
