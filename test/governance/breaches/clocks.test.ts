import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Person } from '../../../src/app/person.ts';
import type { RawValues } from '../../../src/chat/form.ts';
import {
  type ClockNews,
  recomputeClocks,
  type Why,
} from '../../../src/governance/breaches/commands/recompute-clocks.ts';
import type { IncidentData } from '../../../src/governance/breaches/store/write.ts';
import { Temporal, toDate } from '../../../src/kernel/clock.ts';
import { actAs, givenRole } from '../../support/people.ts';
import {
  fills,
  givenTown,
  hears,
  incidentOf,
  presses,
  reportedAt,
  reports,
  runs,
  sees,
  type Town,
  wordsOf,
} from './world.ts';

let town: Town;
let id: string;

beforeAll(async () => {
  town = await givenTown();
});
afterAll(() => town.database.drop());

beforeEach(async () => {
  town.clock.set(reportedAt);
  await town.store.transact({ personId: null, surface: 'cli', now: reportedAt }, async (tx) => {
    // Earlier stories are over: their clocks are reminded of no more.
    await tx.db.incidentClockMark.deleteMany();
    await tx.db.incidentClock.deleteMany();
    await tx.db.outbox.deleteMany({ where: { state: { not: 'sending' } } });
    await tx.db.incident.updateMany({ data: { state: 'closed' } });
  });
  id = await reports(town, town.people.teacher);
});

function now(at: string): void {
  town.clock.set(at);
}

/** People write into the incident what they found, as triage and the decision do. */
async function found(who: Person, data: IncidentData, why: Why): Promise<ClockNews> {
  return actAs(town.world, who.id, async (act) => {
    const row = await act.tx.db.incident.update({ where: { id }, data });
    return recomputeClocks(act, row, why, who.id);
  });
}

function decided(discovered = '2026-11-20T17:25:41Z'): Promise<ClockNews> {
  const discoveredAt = toDate(Temporal.Instant.from(discovered));
  const decision = {
    ruling: 'breach',
    decidedById: town.people.itsm.id,
    decidedAt: toDate(town.clock.now()),
  };
  return found(town.people.itsm, { state: 'breach', discoveredAt, ...decision }, 'decided');
}

async function clock(name: string) {
  return town.store.db.incidentClock.findFirstOrThrow({ where: { incidentId: id, clock: name } });
}

/** The line of this clock on the card of whoever looks into it. */
async function line(name: RegExp, who: Person = town.people.itsm): Promise<string> {
  const card = await sees(town, who, id);
  const items = (card?.blocks ?? []).flatMap((block) => (block.kind === 'list' ? block.items : []));
  const item = items.find(({ title }) => name.test(title));
  return item ? `${item.title}: ${item.detail}` : '';
}

async function told(notice = 'breach.clocks') {
  return town.store.db.outbox.findMany({ where: { notice, caseId: id }, orderBy: { madeAt: 'asc' } });
}

const wasTold = (when: string, evidence = 'Ticket 44 of their portal') => ({ when, evidence });

async function records(name: string, values: RawValues, who: Person = town.people.itsm) {
  const { id: clockId } = await clock(name);
  const open = await town.door.opens(who.id, 'breach.clock-met', { id, clock: clockId });
  return town.door.sends(who.id, open, values);
}

describe('from the report on', () => {
  it('clocks stand as provisional, counted from when it was noticed', async () => {
    expect(await line(/State Board/)).toContain(
      'If this is a breach: due November 21, 2026 at 10:25 AM (24 hours after the discovery), 24 hours left.',
    );
  });

  it('what nobody knows yet stands as “if”', async () => {
    expect(await line(/Cyber Center/)).toContain(
      'If this is a breach, and if systems were compromised, or at least 500 people are affected: due November 25, 2026 at 11:59 PM',
    );
  });

  it('where the law names no time, the time that passed is shown and no day', async () => {
    now('2026-11-22T20:30:00Z');
    const said = await line(/people whose data/);
    expect(said).toContain('no time is named. 2 days and 3 hours since November 20, 2026 at 10:25 AM');
    expect(said).not.toMatch(/due|left/);
  });

  it('who sees to them and the law’s version date stand above them, once', async () => {
    expect(wordsOf(await sees(town, town.people.itsm, id))).toContain(
      'By Utah law of 2026, version 2026-05-06. Seen to by Piotr Zielinski (IT Systems Security Manager).',
    );
  });

  it('whoever does not work on it sees no clock', async () => {
    expect(wordsOf(await sees(town, town.people.principal, id))).not.toContain('State Board');
    expect(wordsOf(await sees(town, town.people.teacher, id))).not.toContain('State Board');
  });
});

describe('at the decision', () => {
  it('clocks are reckoned anew from the discovery that a person set, and those that passed are said', async () => {
    now('2026-11-20T20:00:00Z');
    const { passed } = await decided('2026-11-18T15:00:00Z');
    expect(passed.map(({ law }) => law.clock.id)).toEqual(['state_board']);
    expect(await line(/State Board/)).toContain(
      'Due November 19, 2026 at 8:00 AM (24 hours after the discovery), passed 29 hours ago',
    );
    expect(wordsOf(await pageOf(town.people.itsm))).toContain('past already: Utah State Board of Education');
  });

  it('those who see to them hear of it once, and not whoever decided', async () => {
    await givenRole(town.store, town.people.executive.id, 'student_data_manager');
    await presses(town, town.people.itsm, id, 'Call the executive team');
    await decided();
    expect((await told()).map(({ personId }) => personId)).toEqual([town.people.executive.id]);
  });

  it('what is no breach needs nobody told, and reminds nobody', async () => {
    const none = { state: 'not_a_breach', ruling: 'not_a_breach', decidedById: town.people.itsm.id };
    await found(town.people.itsm, { ...none, decidedAt: toDate(reportedAt) }, 'decided');
    expect(await town.store.db.incidentClockMark.count({ where: { clock: { incidentId: id } } })).toBe(0);
    expect(wordsOf(await sees(town, town.people.itsm, id))).toContain(
      'Not owed, by what is known so far: Utah State Board',
    );
  });

  it('reckoned twice, nothing moves the second time', async () => {
    await decided();
    const whole = () =>
      town.store.db.incidentClock.findMany({
        where: { incidentId: id },
        include: { marks: true },
        orderBy: { clock: 'asc' },
      });
    const first = await whole();
    const again = await found(town.people.itsm, {}, 'facts');
    expect([await whole(), again.late]).toEqual([first, []]);
  });
});

describe('when more becomes known', () => {
  const counted = (people: number) => ({
    people,
    peopleStatedAt: toDate(reportedAt),
    compromised: false,
    criminalUse: false,
  });

  it('a number that grows past a threshold starts a clock late, and says so', async () => {
    await presses(town, town.people.itsm, id, 'Call the executive team');
    await found(town.people.itsm, counted(120), 'facts');
    await decided();
    expect(wordsOf(await sees(town, town.people.itsm, id))).toContain(
      'Not owed, by what is known so far: Utah Cyber Center, Utah Attorney General',
    );
    now('2026-11-27T18:00:00Z');
    const { late, passed } = await found(town.people.executive, counted(640), 'facts');
    expect(late.map(({ law }) => law.clock.id)).toEqual(['cyber_center', 'attorney_general']);
    expect(passed.map(({ law }) => law.clock.id)).toContain('cyber_center');
    expect(await line(/Cyber Center/)).toContain(
      'Due November 25, 2026 at 11:59 PM (5 days after the discovery), passed 35 hours ago. Owed since November 27, 2026 at 11:00 AM only, when that became known.',
    );
    expect(await told()).toContainEqual(expect.objectContaining({ personId: town.people.itsm.id }));
    expect(wordsOf(await pageOf(town.people.itsm))).toContain(
      'Owed only now, by what became known: Utah Cyber Center',
    );
  });

  it('what was owed when it was decided did not start late', async () => {
    await found(town.people.itsm, counted(640), 'facts');
    await decided();
    expect((await clock('cyber_center')).lateSince).toBeNull();
  });
});

describe('what people record elsewhere', () => {
  it('triage says what is owed from now on, and a count of theirs may be too few', async () => {
    await decided();
    const answers = {
      people: '640',
      kinds: ['names'],
      compromised: 'no',
      criminalUse: 'no',
      significant: 'no',
      network: 'no',
    };
    const sends = async (values: typeof answers) => {
      const open = await town.door.opens(town.people.itsm.id, 'breach.triage', { id });
      return town.door.sends(town.people.itsm.id, open, {
        ...open.form.values,
        inadvertent: 'no',
        ...values,
      });
    };
    await sends({ ...answers, people: '120' });
    expect((await clock('cyber_center')).owed).toBe('no');
    expect(await sends(answers)).toMatchObject({
      text: 'Kept. To be told from now on: Utah Cyber Center, Utah Attorney General.',
    });
    expect((await clock('credit_bureaux')).owed).toBe('no');
  });

  it('an incident is not closed while a law wants somebody told, unless it is said of each when and by what, or why not', async () => {
    await decided();
    const { itsm } = town.people;
    const open = await town.door.opens(itsm.id, 'breach.close', { id });
    expect(wordsOf(open.form.intro)).toContain('Utah State Board of Education');
    const hows = Object.keys(open.form.fields).filter((name) => name.startsWith('how_'));
    expect(hows.length).toBeGreaterThan(1);
    const rest = Object.fromEntries(
      hows.flatMap((how) => [
        [how, 'not_owed'],
        [how.replace('how_', 'why_'), 'Counsel rules that the law does not reach this.'],
      ]),
    );
    const board = 'utah-2026_state_board';
    const toldAt = (when: string) => ({
      ...{ summary: 'The account is locked.', why: 'The rest is done elsewhere.', ...rest },
      ...{ [`how_${board}`]: 'told', [`when_${board}`]: when, [`why_${board}`]: 'Ticket 44' },
    });
    const silent = { ...toldAt('2026-11-20T10:25'), [`why_${board}`]: '' };
    expect(await town.door.sends(itsm.id, open, silent)).toMatchObject({ kind: 'invalid' });
    expect(await town.door.sends(itsm.id, open, toldAt('2026-11-20T03:00'))).toMatchObject({
      open: { errors: { [`when_${board}`]: expect.stringContaining('before the discovery') } },
    });
    expect(await town.door.sends(itsm.id, open, toldAt('2026-11-20T10:25'))).toMatchObject({ kind: 'done' });
    expect((await clock('state_board')).metAt?.toISOString()).toBe('2026-11-20T17:25:00.000Z');
    expect(await town.store.db.incidentClockMark.count({ where: { clock: { incidentId: id } } })).toBe(0);
    const { reference } = await incidentOf(town, id);
    expect(wordsOf(await town.door.types(itsm.id, '/breach clocks'))).toContain(reference);
    expect(await line(/State Board/)).toContain('Told on');
    for (const how of hows.filter((one) => !one.includes(board)))
      expect(await records(how.replace(/^how_[^_]*_/, ''), wasTold('2026-11-20T10:25'))).toMatchObject({
        kind: 'done',
      });
    expect(wordsOf(await town.door.types(itsm.id, '/breach clocks'))).not.toContain(reference);
  });

  it('whom somebody has to tell stands on their list with its day', async () => {
    await decided();
    const home = wordsOf(await town.door.does(town.people.itsm.id, { kind: 'home' }));
    expect(home).toContain('Utah State Board of Education to be told');
    await records('state_board', wasTold('2026-11-20T10:25'));
    expect(wordsOf(await town.door.does(town.people.itsm.id, { kind: 'home' }))).not.toContain(
      'Utah State Board',
    );
  });
});

describe('they were told', () => {
  it('never before it was discovered: then the day is asked about', async () => {
    await decided();
    now('2026-11-20T21:00:00Z');
    expect(await records('state_board', wasTold('2026-11-20T03:00'))).toMatchObject({
      open: {
        errors: { when: expect.stringContaining('before the discovery (November 20, 2026 at 10:25 AM)') },
      },
    });
    expect((await clock('state_board')).metAt).toBeNull();
  });

  it('a person says when and by what; it stands on the page with who said so', async () => {
    await decided();
    now('2026-11-20T21:00:00Z');
    expect(await records('state_board', wasTold('2026-11-20T13:30'))).toMatchObject({ kind: 'done' });
    expect(await line(/State Board/)).toContain('Told on November 20, 2026 at 1:30 PM.');
    expect(wordsOf(await pageOf(town.people.itsm))).toContain(
      'Ticket 44 of their portal (recorded by Piotr Zielinski on November 20, 2026 at 2:00 PM)',
    );
  });

  it('being late is said', async () => {
    await decided();
    now('2026-11-22T20:00:00Z');
    const reply = await records('state_board', wasTold('2026-11-21T14:00'));
    expect(reply).toMatchObject({ text: 'Recorded: Utah State Board of Education told, 3 hours late.' });
    expect(await line(/State Board/)).toContain('Told on November 21, 2026 at 2:00 PM, 3 hours late.');
  });

  it('what is still to come is not recorded', async () => {
    expect(await records('state_board', wasTold('2026-11-29T14:00'))).toMatchObject({ kind: 'invalid' });
    expect((await clock('state_board')).metAt).toBeNull();
  });

  it('recorded by mistake, it is taken back and runs on', async () => {
    await decided();
    await records('state_board', wasTold('2026-11-20T10:25'));
    await records('state_board', {
      ...wasTold('2026-11-20T10:25', 'It was another incident’s letter.'),
      mistake: true,
    });
    expect(await line(/State Board/)).toContain('Due November 21, 2026');
    expect(
      await town.store.db.incidentClockMark.count({
        where: { clock: { incidentId: id, clock: 'state_board' } },
      }),
    ).toBe(4);
  });

  it('whoever does not work on it cannot record it, whatever they send', async () => {
    const { id: clockId } = await clock('state_board');
    for (const who of [town.people.teacher, town.people.principal, town.people.colleague])
      expect(
        await town.door.does(who.id, {
          kind: 'open-form',
          form: 'breach.clock-met',
          subject: { id, clock: clockId },
        }),
      ).toMatchObject({ kind: 'done', text: 'There is no such case, or it is not yours to see.' });
  });

  it('no clock of another incident is met through this one', async () => {
    const mine = id;
    const other = await reports(town, town.people.colleague);
    const { id: theirs } = await town.store.db.incidentClock.findFirstOrThrow({
      where: { incidentId: other },
    });
    const reply = await town.door.does(town.people.itsm.id, {
      ...{ kind: 'open-form', form: 'breach.clock-met', subject: { id: mine, clock: theirs } },
    });
    expect(reply).toMatchObject({ text: 'There is no such case, or it is not yours to see.' });
  });
});

describe('law enforcement asks to wait', () => {
  const asked = {
    authority: 'Sgt. Ilse Brandvold, State Bureau of Investigation, letter 26-118',
    from: '2026-11-20T10:00',
  };

  it('F: what the overlay says stands still, and nothing else, with who asked and since when', async () => {
    await decided();
    expect(await fills(town, town.people.itsm, id, 'Law enforcement asks to wait', asked)).toMatchObject({
      text: expect.stringContaining('By law these stand still, and no others: The people whose data it is'),
    });
    expect(await line(/people whose data/)).toContain('Stands still since November 20, 2026 at 10:00 AM');
    expect(await line(/State Board/)).toContain('Due November 21, 2026 at 10:25 AM');
    expect(wordsOf(await pageOf(town.people.itsm))).toContain('letter 26-118');
  });

  it('it ends when a person says so, and reminders run again from then', async () => {
    await decided();
    await fills(town, town.people.itsm, id, 'Law enforcement asks to wait', asked);
    expect(
      await town.store.db.incidentClockMark.count({
        where: { clock: { incidentId: id, clock: 'individuals' } },
      }),
    ).toBe(0);
    now('2026-11-24T20:00:00Z');
    await fills(town, town.people.itsm, id, 'The hold ends', {
      when: '2026-11-24T12:00',
      words: 'He rang us.',
    });
    expect((await clock('individuals')).heldSince).toBeNull();
    const [first] = await town.store.db.incidentClockMark.findMany({
      where: { clock: { incidentId: id, clock: 'individuals' } },
      orderBy: { at: 'asc' },
    });
    expect(first?.at.toISOString()).toBe('2026-11-27T14:00:00.000Z');
  });

  it('it cannot end before it began, nor begin twice', async () => {
    await decided();
    await fills(town, town.people.itsm, id, 'Law enforcement asks to wait', asked);
    expect(
      await fills(town, town.people.itsm, id, 'The hold ends', { when: '2026-11-20T09:00', words: 'No.' }),
    ).toMatchObject({ kind: 'invalid' });
    expect(
      await town.door.does(town.people.itsm.id, { kind: 'open-form', form: 'breach.hold', subject: { id } }),
    ).toMatchObject({ text: 'A hold lasts already. Record its end first.' });
  });
});

describe('reminders', () => {
  it('come at shares of the time, once each, at night too for 24 hours', async () => {
    await decided();
    const count = async (at: string) => {
      now(at);
      await runs(town, 'breach-clocks');
      const rows = await told();
      return rows.length;
    };
    expect(await count('2026-11-21T05:24:00Z')).toBe(0);
    // 10:26 PM in Utah.
    expect(await count('2026-11-21T05:26:00Z')).toBe(1);
    expect(await count('2026-11-21T05:27:00Z')).toBe(1);
    expect(await count('2026-11-21T11:26:00Z')).toBe(2);
    expect((await told()).every(({ notBefore }) => notBefore <= toDate(town.clock.now()))).toBe(true);
  });

  it('what passed before the decision is told with it, and not reminded of once more', async () => {
    now('2026-11-20T20:00:00Z');
    await decided('2026-11-18T15:00:00Z');
    await runs(town, 'breach-clocks');
    expect(await told()).toEqual([]);
  });

  it('what was due when somebody recorded something else is still reminded of', async () => {
    await decided();
    now('2026-11-21T05:25:50Z');
    await found(town.people.itsm, { significant: true }, 'facts');
    now('2026-11-21T05:26:00Z');
    await runs(town, 'breach-clocks');
    expect(await told()).toHaveLength(1);
  });

  it('T9: after a long outage there is one message, not a burst', async () => {
    await decided();
    now('2026-11-27T18:00:00Z');
    await runs(town, 'breach-clocks');
    expect((await told()).map(({ personId }) => personId)).toEqual([town.people.itsm.id]);
    await runs(town, 'breach-clocks');
    expect(await told()).toHaveLength(1);
  });

  it('a catch-up at night waits for the morning, unless a clock of 24 hours is among it', async () => {
    await decided();
    await records('state_board', wasTold('2026-11-20T10:25'));
    now('2026-11-24T09:00:00Z');
    await runs(town, 'breach-clocks');
    expect((await told()).map(({ notBefore }) => notBefore.toISOString())).toEqual([
      '2026-11-24T14:00:00.000Z',
    ]);
  });

  it('a time that has passed is told to everybody who works on it, and stands on the timeline', async () => {
    await presses(town, town.people.itsm, id, 'Call the executive team');
    await decided();
    now('2026-11-21T17:30:00Z');
    await runs(town, 'breach-clocks');
    const { people } = town;
    expect(new Set((await told()).map(({ personId }) => personId))).toEqual(
      new Set([people.itsm.id, people.executive.id, people.head.id]),
    );
    const { events } = await incidentOf(town, id);
    expect(events.at(-1)).toMatchObject({
      what: 'clocks-passed',
      facts: { clocks: ['utah-2026/state_board'] },
    });
  });

  it('no clock is met by the passing of time', async () => {
    await decided();
    now('2027-06-01T18:00:00Z');
    await runs(town, 'breach-clocks');
    expect(await town.store.db.incidentClock.count({ where: { incidentId: id, metAt: { not: null } } })).toBe(
      0,
    );
  });

  it('what is met in the meantime is not reminded of any more', async () => {
    await decided();
    const [itsm] = [town.people.itsm];
    const { id: clockId } = await clock('state_board');
    const draw = () => hears(town, itsm, 'breach.clocks', id, { clocks: [clockId] });
    expect(wordsOf(await draw())).toContain('Somebody has to be told');
    await records('state_board', wasTold('2026-11-20T10:25'));
    expect(await draw()).toBeUndefined();
  });

  it('jobs name no incident', async () => {
    await decided();
    now('2026-11-21T17:30:00Z');
    const { reference } = await incidentOf(town, id);
    const did = await runs(town, 'breach-clocks');
    expect(did.length).toBeGreaterThan(0);
    expect(did.join()).not.toContain(reference);
  });
});

describe('R075: whom it concerns', () => {
  it('is reminded of nothing and told nothing, whatever role they hold', async () => {
    await fills(town, town.people.itsm, id, 'It concerns somebody', {
      who: town.people.itsm.id,
      reason: 'I gave out the password myself.',
    });
    await town.store.db.outbox.deleteMany();
    now('2026-11-21T17:30:00Z');
    await runs(town, 'breach-clocks');
    expect((await told()).map(({ personId }) => personId)).toEqual([town.people.head.id]);
    const { id: clockId } = await clock('state_board');
    expect(await hears(town, town.people.itsm, 'breach.clocks', id, { clocks: [clockId] })).toBeUndefined();
    expect(wordsOf(await town.door.types(town.people.itsm.id, '/breach clocks'))).not.toContain(
      'State Board',
    );
    const head = await hears(town, town.people.head, 'breach.clocks', id, { clocks: [clockId] }, 'slack');
    expect(head?.title).toBe('A confidential matter needs you');
    expect(wordsOf(head)).not.toMatch(/State Board|breach data|BR-/);
  });

  it('in chat the list says only that there is a confidential matter', async () => {
    await fills(town, town.people.itsm, id, 'It concerns somebody', {
      who: town.people.colleague.id,
      reason: 'Their list.',
    });
    const command = { kind: 'command', name: 'breach', text: 'clocks' } as const;
    const inChat = await town.door.does(town.people.itsm.id, command, undefined, 'slack');
    expect(wordsOf(inChat)).toContain('A confidential matter');
    expect(wordsOf(inChat)).not.toMatch(/State Board|BR-/);
    expect(wordsOf(await town.door.does(town.people.itsm.id, command))).toContain(
      'Utah State Board of Education',
    );
  });
});

async function pageOf(who: Person) {
  return town.door.does(who.id, { kind: 'document', document: 'breach.page', subject: { id } });
}
