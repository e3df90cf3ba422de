/** Whether it is a breach is for people to say, and what follows from it for the response (003 §6.2). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  agrees,
  breachBy,
  decidesBreach,
  pageOf,
  sends,
  tasksOn,
  together,
  toldAbout,
  underway,
} from './deciding.ts';
import {
  fills,
  givenTown,
  hears,
  incidentOf,
  namelessly,
  newest,
  presses,
  runs,
  sees,
  type Town,
  wordsOf,
} from './world.ts';

let town: Town;
beforeAll(async () => {
  town = await givenTown();
});
afterAll(() => town.database.drop());

const learned = {
  ruling: 'not_a_breach',
  reasons: 'It never left the district.',
  learned: 'Check addresses.',
};

describe('triage', () => {
  it('facts are corrected by people, and what they were before stays on the timeline', async () => {
    const { itsm } = town.people;
    const id = await underway(town, { kinds: ['names'], people: '11' });
    const known = {
      kinds: ['names', 'grades'],
      people: '120',
      ongoing: 'no',
      inadvertent: 'yes',
      compromised: 'no',
    };
    expect(
      await fills(town, itsm, id, 'What we know', {
        ...known,
        criminalUse: 'unknown',
        significant: 'unknown',
        network: 'no',
        why: 'The log says so.',
      }),
    ).toMatchObject({ kind: 'done' });
    expect(await incidentOf(town, id)).toMatchObject({
      ...{ kinds: ['names', 'grades'], people: 120, ongoing: 'no', inadvertent: true, compromised: false },
      ...{ criminalUse: null, significant: null, state: 'concern', ruling: null },
    });
    const page = await pageOf(town, itsm, id);
    expect(page).toContain('People whose data it is: 11 → 120');
    expect(page).toContain(
      'Data: Names or contact details → Names or contact details, Grades, tests or attendance',
    );
    expect(page).toContain('Shown or sent by mistake: not known → yes');
    expect(page).toContain('The log says so.');
  });

  it('a number of people that is no number is not taken', async () => {
    const id = await underway(town);
    const reply = await sends(
      town,
      town.people.itsm,
      'breach.triage',
      { id },
      { ongoing: 'no', people: 'a few' },
    );
    expect(reply.kind).toBe('invalid');
    expect((await incidentOf(town, id)).ongoing).toBe('unknown');
  });

  it('whoever only reported it, or supervises them, sets none of it', async () => {
    const { teacher, principal, colleague } = town.people;
    const id = await underway(town);
    for (const who of [teacher, principal, colleague])
      expect(await sends(town, who, 'breach.triage', { id }, {})).toMatchObject({
        kind: 'done',
        tone: 'warning',
      });
  });
});

describe('R074: the decision', () => {
  it('is not for the team, the reporter or their supervisor', async () => {
    const { teacher, principal, colleague, itsm } = town.people;
    const id = await underway(town);
    await sends(town, itsm, 'breach.team', { id }, { people: [colleague.id] });
    expect((await sees(town, colleague, id))?.title).toContain('possible data breach');
    for (const who of [teacher, principal, colleague]) {
      const reply = await sends(town, who, 'breach.determine', { id }, breachBy());
      expect(reply).toMatchObject({ kind: 'done', tone: 'warning' });
    }
    expect((await incidentOf(town, id)).state).toBe('concern');
  });

  it('is made by nothing but a person: no sweep changes it, however long it waits', async () => {
    const id = await underway(town);
    const { features } = town.world;
    const before = town.clock.now();
    town.clock.set(before.add({ hours: 24 * 60 }));
    for (const job of features.find(({ room }) => room === 'breaches')?.jobs ?? [])
      await runs(town, job.name);
    town.clock.set(before);
    expect(await incidentOf(town, id)).toMatchObject({ state: 'concern', ruling: null, severity: null });
  });

  it('a second decision is refused, and says that the first has to be opened again', async () => {
    const id = await underway(town);
    await decidesBreach(town, id);
    expect(wordsOf(await decidesBreach(town, id))).toContain('decided already');
  });
});

describe('what it is called', () => {
  it('is “possible” only until it is decided, on its card, on its page and in lists', async () => {
    const { itsm, executive } = town.people;
    const id = await underway(town);
    const { reference } = await incidentOf(town, id);
    const called = async () => {
      const home = wordsOf(await town.door.does(itsm.id, { kind: 'home' }));
      const title = (await sees(town, itsm, id))?.title;
      expect(await pageOf(town, itsm, id)).toContain(`"title":"${title}"`);
      expect(home).toContain(`"${title}"`);
      return title;
    };
    expect(await called()).toBe(`${reference}: possible data breach`);
    await decidesBreach(town, id);
    expect(await called()).toBe(`${reference}: data breach`);
    await together(town, [itsm, executive], 'breach.reopen', id, { reason: 'A second look.' });
    expect(await called()).toBe(`${reference}: possible data breach`);
    await together(town, [itsm, executive], 'breach.determine', id, learned);
    expect((await sees(town, itsm, id))?.title).toBe(`${reference}: not a reportable breach`);
  });
});

describe('not a reportable breach', () => {
  it('keeps the reasons and what is to be learned, and calls nobody', async () => {
    const { itsm, executive } = town.people;
    const id = await underway(town);
    await together(town, [itsm, executive], 'breach.determine', id, learned);
    expect(await incidentOf(town, id)).toMatchObject({ state: 'not_a_breach', teamCalledAt: null });
    const page = await pageOf(town, itsm, id);
    for (const words of ['It never left the district.', 'What is to be learned from it', 'Check addresses.'])
      expect(page).toContain(words);
    expect(await tasksOn(town, id)).toEqual([]);
  });
});

describe('when it was discovered', () => {
  it('is never set in the future', async () => {
    const id = await underway(town);
    const reply = await decidesBreach(town, id, { discovered: '2026-11-21T10:00' });
    expect(wordsOf(reply)).toContain('still to come');
  });

  it('is never before the reporter noticed without saying so, and why', async () => {
    const id = await underway(town);
    const early = { discovered: '2026-11-19T16:00', discovered_why: 'The vendor had written.' };
    expect(wordsOf(await decidesBreach(town, id, early))).toContain('If it was known before, tick the box');
    expect(await decidesBreach(town, id, { ...early, earlier: true })).toMatchObject({ tone: 'good' });
    expect((await incidentOf(town, id)).discoveredAt?.toISOString()).toBe('2026-11-19T23:00:00.000Z');
    const page = await pageOf(town, town.people.itsm, id);
    expect(page).toContain('before it was reported');
    expect(page).toContain('The vendor had written.');
  });

  it('starts from what the reporter said, and can be corrected with a reason, which keeps the old one', async () => {
    const { itsm } = town.people;
    const id = await underway(town);
    const opened = await town.door.opens(itsm.id, 'breach.discovered', { id });
    expect(opened.form.values.discovered).toBe('2026-11-20T10:25');
    await decidesBreach(town, id);
    town.clock.set(town.clock.now().add({ hours: 3 }));
    const corrected = {
      discovered: '2026-11-20T12:00',
      discovered_why: 'Only then was it clear what was in it.',
    };
    expect(await sends(town, itsm, 'breach.discovered', { id }, corrected)).toMatchObject({ tone: 'good' });
    const page = await pageOf(town, itsm, id);
    expect(page).toContain(
      'Discovered on November 20, 2026 at 12:00 PM; before: November 20, 2026 at 10:25 AM',
    );
    town.clock.set(town.clock.now().subtract({ hours: 3 }));
  });
});

describe('new facts', () => {
  it('open the decision again with a reason; the form says what that changes, and the team keeps its tasks', async () => {
    const { itsm, executive, teacher } = town.people;
    const id = await underway(town);
    await decidesBreach(town, id);
    const tasks = (await tasksOn(town, id)).length;
    const opened = await town.door.opens(executive.id, 'breach.reopen', { id });
    expect(wordsOf(opened.form.intro)).toContain('It is no longer a breach');
    expect(wordsOf(opened.form.intro)).toContain(`${tasks} open, 0 done`);
    await town.door.sends(executive.id, opened, { reason: 'The address was one of ours.' });
    expect((await incidentOf(town, id)).state).toBe('breach');
    await agrees(town, itsm, id);
    expect(await incidentOf(town, id)).toMatchObject({ state: 'concern', ruling: null, decidedAt: null });
    expect(await tasksOn(town, id)).toHaveLength(tasks);
    const page = await pageOf(town, itsm, id);
    expect(page).toContain('Decided: a breach');
    expect(page).toContain('The address was one of ours.');
    expect(await toldAbout(town, id, 'breach.looked-at-again')).toEqual([teacher.id]);
    await together(town, [itsm, executive], 'breach.determine', id, learned);
    expect((await incidentOf(town, id)).state).toBe('not_a_breach');
  });
});

describe('whoever reported it', () => {
  it('is told how it ended, without blame and without what is done with it', async () => {
    const { teacher, itsm, executive } = town.people;
    const id = await underway(town);
    await together(town, [itsm, executive], 'breach.determine', id, learned);
    expect(await toldAbout(town, id, 'breach.ended')).toEqual([teacher.id]);
    const told = wordsOf(await hears(town, teacher, 'breach.ended', id));
    expect(told).toContain('You were right to report it');
    for (const words of ['Piotr', 'Ana Bello', 'never left the district', 'Check addresses'])
      expect(told).not.toContain(words);
  });

  it('without a name, reads it with their code', async () => {
    const { itsm, executive } = town.people;
    const before = new Set((await town.store.db.incident.findMany()).map(({ id }) => id));
    const thanks = await namelessly(town.door, 'breach.anonymous', {
      happened: 'A list lay on the bus.',
      about: 'nobody',
    });
    const code = /([0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4})/.exec(wordsOf(thanks))?.[1] ?? '';
    const id = await newest(town, before);
    await presses(town, itsm, id, 'Call the executive team');
    await together(town, [itsm, executive], 'breach.determine', id, learned);
    expect(await toldAbout(town, id, 'breach.ended')).toEqual([]);
    expect(wordsOf(await namelessly(town.door, 'breach.follow-up', { code }))).toContain(
      'You were right to report it',
    );
  });
});
