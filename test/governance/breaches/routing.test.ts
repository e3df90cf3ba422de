/** To whom a report goes, and to whom never (003 §6.2, Appendix A S7). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { arrange, givenPerson, givenRole } from '../../support/people.ts';
import {
  fills,
  givenTown,
  hears,
  incidentOf,
  presses,
  reports,
  runs,
  sees,
  type Town,
  toldOf,
  wordsOf,
} from './world.ts';

let town: Town;
beforeAll(async () => {
  town = await givenTown();
});
afterAll(() => town.database.drop());

const toldAbout = async (id: string, notice: string) =>
  (await town.store.db.outbox.findMany({ where: { notice, caseId: id } }))
    .map(({ personId }) => personId)
    .sort();

describe('a report by name', () => {
  it('R074, R078: goes to the IT Security Manager and to the reporter’s supervisor at once', async () => {
    const { teacher, itsm, principal, colleague } = town.people;
    const id = await reports(town, teacher);
    expect(await toldAbout(id, 'breach.reported')).toEqual([itsm.id]);
    expect(await toldAbout(id, 'breach.supervisor')).toEqual([principal.id]);
    expect(wordsOf(await sees(town, itsm, id))).toContain('Tom Abara');
    expect(await sees(town, principal, id)).toBeDefined();
    expect(await sees(town, colleague, id)).toBeUndefined();
    expect((await incidentOf(town, id)).reference).toMatch(/^BR-[0-9A-HJKMNP-TV-Z]{5}$/);
  });

  it('a reporter sees their own words and what they are asked, not what is done with them', async () => {
    const { teacher, itsm } = town.people;
    const id = await reports(town, teacher);
    await presses(town, itsm, id, 'I look into it');
    await fills(town, itsm, id, 'Ask the reporter', { text: 'Which address was it?' });
    const card = wordsOf(await sees(town, teacher, id));
    expect(card).toContain('I sent the class list');
    expect(card).toContain('Which address was it?');
    expect(card).not.toContain('Piotr');
    await fills(town, teacher, id, 'Answer', { text: 'An old one of the district.' });
    expect(await toldAbout(id, 'breach.message')).toEqual([itsm.id]);
    const page = await town.door.does(itsm.id, {
      kind: 'document',
      document: 'breach.page',
      subject: { id },
    });
    expect(wordsOf(page)).toContain('An old one of the district.');
  });

  it('R075: one that involves the IT Security Manager goes to the Superintendent, and IT learns nothing', async () => {
    const { teacher, itsm, head, principal } = town.people;
    const id = await reports(town, teacher, { about: 'it' });
    expect(await toldAbout(id, 'breach.reported')).toEqual([head.id]);
    expect(await toldAbout(id, 'breach.supervisor')).toEqual([principal.id]);
    expect(await sees(town, itsm, id)).toBeUndefined();
    expect(wordsOf(await sees(town, head, id))).toContain('class list');
  });

  it('R075: one that involves the Superintendent too goes to the board chair', async () => {
    const { teacher, itsm, head, chair, executive } = town.people;
    const id = await reports(town, teacher, { about: 'it_and_superintendent' });
    expect(await toldAbout(id, 'breach.reported')).toEqual([chair.id]);
    await presses(town, chair, id, 'Call the executive team');
    expect(await toldAbout(id, 'breach.called')).toEqual([executive.id]);
    for (const who of [itsm, head]) expect(await sees(town, who, id)).toBeUndefined();
  });

  it('a supervisor whom it concerns is left out', async () => {
    const { teacher, itsm, principal } = town.people;
    const id = await reports(town, teacher, { about: 'supervisor' });
    expect(await toldAbout(id, 'breach.supervisor')).toEqual([]);
    expect(await toldAbout(id, 'breach.reported')).toEqual([itsm.id]);
    expect(await sees(town, principal, id)).toBeUndefined();
  });

  it('an IT Security Manager who reports themselves is answered by the Superintendent', async () => {
    const { itsm, head } = town.people;
    const id = await reports(town, itsm, { about: 'myself' });
    expect(await toldAbout(id, 'breach.reported')).toEqual([head.id]);
    const own = await sees(town, itsm, id);
    expect(own?.title).toContain('Your report');
    expect(own?.actions.map(({ label }) => label)).toEqual(['Add to it']);
  });

  it('somebody on the roster who is named is kept from it, also where they hold the desk', async () => {
    const { teacher, itsm, head } = town.people;
    const id = await reports(town, teacher, { about: 'somebody', who: itsm.id });
    expect(await toldAbout(id, 'breach.reported')).toEqual([head.id]);
    expect(await sees(town, itsm, id)).toBeUndefined();
  });
});

describe('nobody takes it up', () => {
  it('R074: after the plan’s minutes the executive team is called, once', async () => {
    const { teacher, executive, head } = town.people;
    const id = await reports(town, teacher);
    town.clock.set(town.clock.now().add({ minutes: 59 }));
    await runs(town, 'breach-unattended');
    expect(await toldAbout(id, 'breach.called')).toEqual([]);
    town.clock.set(town.clock.now().add({ minutes: 1 }));
    const did = await runs(town, 'breach-unattended');
    expect(did.join()).not.toContain('BR-');
    expect(await toldAbout(id, 'breach.called')).toEqual([executive.id, head.id].sort());
    expect(await runs(town, 'breach-unattended')).toEqual([]);
  });

  it('taken up in time, nobody is called', async () => {
    const { teacher, itsm } = town.people;
    const id = await reports(town, teacher);
    await presses(town, itsm, id, 'I look into it');
    town.clock.set(town.clock.now().add({ hours: 3 }));
    await runs(town, 'breach-unattended');
    expect(await toldAbout(id, 'breach.called')).toEqual([]);
  });
});

describe('it turns out to concern somebody later', () => {
  it('R075: they lose sight of it at once, it moves to the next, and what they had been told is listed', async () => {
    const { teacher, itsm, head, executive } = town.people;
    const id = await reports(town, teacher);
    await presses(town, itsm, id, 'Call the executive team');
    await town.store.transact({ personId: null, surface: 'cli', now: town.clock.now() }, (tx) =>
      tx.db.outbox.updateMany({
        where: { caseId: id, personId: itsm.id },
        data: { sentAt: new Date('2026-11-20T18:00:00Z') },
      }),
    );
    await fills(town, executive, id, 'It concerns somebody', { who: itsm.id, reason: 'It was his account.' });
    expect(await sees(town, itsm, id)).toBeUndefined();
    expect(await hears(town, itsm, 'breach.reported', id)).toBeUndefined();
    expect(await toldAbout(id, 'breach.reported')).toEqual([itsm.id, head.id].sort());
    const page = wordsOf(
      await town.door.does(head.id, { kind: 'document', document: 'breach.page', subject: { id } }),
    );
    expect(page).toContain('they had been sent 1 message about it');
    expect(page).toContain('Moved to the Superintendent');
    const itsPage = await town.door.does(itsm.id, {
      kind: 'document',
      document: 'breach.page',
      subject: { id },
    });
    expect(itsPage.kind).toBe('done');
  });

  it('whoever reported it and is named by somebody else loses sight too', async () => {
    const { teacher, itsm } = town.people;
    const id = await reports(town, teacher);
    await fills(town, itsm, id, 'It concerns somebody', { who: teacher.id, reason: 'Her own account.' });
    expect(await sees(town, teacher, id)).toBeUndefined();
  });
});

describe('what goes into chat', () => {
  it('R075: of a matter that concerns somebody, only that it is there', async () => {
    const { teacher, head } = town.people;
    const id = await reports(town, teacher, { about: 'it' });
    for (const surface of ['slack', 'teams', 'email'] as const) {
      const told = await hears(town, head, 'breach.reported', id, {}, surface);
      expect(told?.title).toBe('A confidential matter needs you');
      expect(wordsOf(told)).not.toMatch(/class list|BR-|breach\b(?!\.)|Tom/);
    }
    const notice = await hears(town, head, 'breach.reported', id);
    // In the browser nobody else reads along, and whoever sees it sees the case.
    expect(wordsOf(notice)).toMatch(/Somebody reports a possible data breach.*class list/);
    const { reference } = await incidentOf(town, id);
    const inSlack = await town.door.does(
      head.id,
      { kind: 'command', name: 'breach', text: reference },
      undefined,
      'slack',
    );
    expect(wordsOf(inSlack)).not.toContain('class list');
    const home = await town.door.does(head.id, { kind: 'home' }, undefined, 'slack');
    expect(wordsOf(home)).toContain('A confidential matter');
    expect(wordsOf(home)).not.toContain(reference);
  });

  it('the reporter’s words go into no chat, only onto the page', async () => {
    const { teacher, itsm } = town.people;
    const id = await reports(town, teacher);
    const { reference } = await incidentOf(town, id);
    const inSlack = await town.door.does(
      itsm.id,
      { kind: 'command', name: 'breach', text: reference },
      undefined,
      'slack',
    );
    expect(wordsOf(inSlack)).toContain(reference);
    expect(wordsOf(inSlack)).not.toContain('class list');
    expect(wordsOf(await sees(town, itsm, id))).toContain('class list');
    for (const surface of ['slack', 'teams', 'email'] as const)
      expect(wordsOf(await hears(town, itsm, 'breach.reported', id, {}, surface))).not.toContain(
        'class list',
      );
    expect(wordsOf(await hears(town, itsm, 'breach.reported', id))).toContain('class list');
  });
});

it('a reference that one may not see is answered like one that does not exist', async () => {
  const { teacher, itsm } = town.people;
  const id = await reports(town, teacher, { about: 'it' });
  const { reference } = await incidentOf(town, id);
  const hidden = await town.door.types(itsm.id, `/breach ${reference}`);
  const absent = await town.door.types(itsm.id, '/breach BR-00000');
  expect(hidden).toEqual(absent);
});

describe('roles change hands', () => {
  it('R075: a desk that comes to somebody whom it concerns moves on, and one that is empty too', async () => {
    const { teacher, colleague, itsm, head } = town.people;
    const id = await reports(town, teacher, { about: 'somebody', who: colleague.id });
    expect(await toldAbout(id, 'breach.reported')).toEqual([itsm.id]);
    await givenRole(town.store, colleague.id, 'it_security_manager');
    expect(await sees(town, colleague, id)).toBeUndefined();
    expect((await runs(town, 'breach-desk')).join()).not.toContain('BR-');
    expect(await toldAbout(id, 'breach.reported')).toEqual([itsm.id, head.id].sort());
    expect((await incidentOf(town, id)).deskRole).toBe('superintendent');
    expect(await runs(town, 'breach-desk')).toEqual([]);
    await arrange(town.store, (tx) =>
      tx.db.roleHolding.deleteMany({ where: { personId: colleague.id, role: 'it_security_manager' } }),
    );
  });

  it('one that concerned everybody of the route goes to whoever holds a place of it next', async () => {
    const { teacher, chair } = town.people;
    const id = await reports(town, teacher, { about: 'it_and_superintendent' });
    await fills(town, chair, id, 'It concerns somebody', { who: chair.id, reason: 'I was copied in.' });
    await arrange(town.store, (tx) =>
      tx.db.roleHolding.deleteMany({ where: { personId: chair.id, role: 'board_chair' } }),
    );
    const next = await givenPerson(town.store, { name: 'Desmond Achterberg', roles: ['board_chair'] });
    await runs(town, 'breach-desk');
    expect(await toldAbout(id, 'breach.reported')).toContain(next.id);
    expect(await sees(town, next, id)).toBeDefined();
    await givenRole(town.store, chair.id, 'board_chair');
    await arrange(town.store, (tx) => tx.db.roleHolding.deleteMany({ where: { personId: next.id } }));
  });
});

it('everybody whom it would go to is concerned: it is kept, nobody is told, and the reporter is asked to call', async () => {
  const { teacher, chair, itsm } = town.people;
  const id = await reports(town, teacher, { about: 'it_and_superintendent' });
  expect(await toldOf(town, 'breach.reported')).toContain(chair.id);
  await fills(town, chair, id, 'It concerns somebody', { who: chair.id, reason: 'I was copied in.' });
  expect((await incidentOf(town, id)).deskRole).toBeNull();
  for (const who of [chair, itsm]) expect(await sees(town, who, id)).toBeUndefined();
});
