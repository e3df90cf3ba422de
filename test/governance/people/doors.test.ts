import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Post } from '../../../src/app/ports.ts';
import { createDoors, type RunningDoors } from '../../../src/governance/people/doors.ts';
import { feature as people } from '../../../src/governance/people/feature.ts';
import { markInactive } from '../../../src/governance/people/inactive.ts';
import { fixedClock, Temporal } from '../../../src/kernel/clock.ts';
import { createLog } from '../../../src/kernel/log.ts';
import { type TestDatabase, testDatabase } from '../../support/database.ts';
import { actAs, directoryOf, type GivenPerson, givenPerson, type World } from '../../support/people.ts';
import { legacyPolicy } from '../../support/policy.ts';

type Letter = Parameters<Post['send']>[0];

const start = '2026-11-20T17:00:00Z';
const clock = fixedClock(start);
const letters: Letter[] = [];
let database: TestDatabase;
let world: World;
let doors: RunningDoors;
let person: GivenPerson;

function doorsOf(sample: boolean, logged?: { write(line: string): void }): RunningDoors {
  return createDoors({
    store: database.store,
    clock,
    directory: directoryOf(world),
    post: {
      send: async (letter) => {
        letters.push(letter);
        return { kind: 'sent', address: {} };
      },
    },
    log: logged ? createLog('info', logged) : createLog('silent'),
    zone: world.policy.pack.pack.zone,
    district: 'Legacy Preparatory Academy',
    sample,
  });
}

beforeAll(async () => {
  database = await testDatabase();
  world = { store: database.store, policy: await legacyPolicy(), clock, features: [people] };
  doors = doorsOf(false);
});
afterAll(() => database.drop());
beforeEach(async () => {
  clock.set(start);
  letters.length = 0;
  person = await givenPerson(database.store);
});

function pass(duration: Temporal.DurationLike): void {
  clock.set(clock.now().add(duration));
}

async function sent(email = person.email): Promise<{ token: string; code: string }> {
  await doors.sendLink(email, 'https://safekeep.example');
  await doors.settled();
  const text = letters.at(-1)?.text ?? '';
  return {
    token: /https:\/\/safekeep\.example\/sign-in\/(\S+)/.exec(text)?.[1] ?? '',
    code: /: (\d{3} \d{3})/.exec(text)?.[1] ?? '',
  };
}

describe('a sign-in link', () => {
  it('opens a session of twelve hours, once', async () => {
    const { token } = await sent(` ${person.email.toUpperCase()} `);
    const session = await doors.spendLink(token);
    expect(await doors.personOfSession(session?.token ?? '')).toMatchObject({ id: person.id });
    expect(await doors.spendLink(token)).toBeUndefined();

    pass({ hours: 11, minutes: 59 });
    expect(await doors.personOfSession(session?.token ?? '')).toBeDefined();
    pass({ minutes: 1 });
    expect(await doors.personOfSession(session?.token ?? '')).toBeUndefined();
  });

  it('is not spent by being looked at, as mail scanners do', async () => {
    const { token } = await sent();
    for (let look = 0; look < 3; look += 1) expect(await doors.looksGood(token)).toBe(true);
    expect(await doors.spendLink(token)).toBeDefined();
    expect(await doors.looksGood(token)).toBe(false);
  });

  it('is spent by one of several presses at once', async () => {
    const { token } = await sent();
    const opened = await Promise.all(Array.from({ length: 6 }, () => doors.spendLink(token)));
    expect(opened.filter(Boolean)).toHaveLength(1);
  });

  it.each([
    [14, true],
    [15, false],
  ])('after %i minutes is good: %s', async (minutes, good) => {
    const { token } = await sent();
    pass({ minutes });
    expect(await doors.looksGood(token)).toBe(good);
    expect((await doors.spendLink(token)) !== undefined).toBe(good);
  });

  it('is kept only as a hash, and so are its code and the session', async () => {
    const { token, code } = await sent();
    const session = await doors.spendLink(token);
    const kept = JSON.stringify([
      await database.store.db.signInLink.findMany({ where: { personId: person.id } }),
      await database.store.db.session.findMany({ where: { personId: person.id } }),
      (await database.store.db.auditEntry.findMany()).map((row) => row.line),
    ]);
    for (const secret of [token, code.replace(' ', ''), session?.token ?? '-'])
      expect(kept).not.toContain(secret);
  });

  it('says nothing and sends nothing to an address that nobody here has', async () => {
    const before = await database.store.db.signInLink.count();
    await doors.sendLink('nobody@legacy.example', 'https://safekeep.example');
    await doors.settled();
    expect(letters).toEqual([]);
    expect(await database.store.db.signInLink.count()).toBe(before);
  });

  it('is not sent a sixth time within the hour', async () => {
    for (let time = 0; time < 7; time += 1) await sent();
    expect(letters).toHaveLength(5);
    pass({ hours: 1, minutes: 1 });
    await sent();
    expect(letters).toHaveLength(6);
  });

  it('that cannot be sent is logged without the address or the link', async () => {
    const lines: string[] = [];
    const broken = createDoors({
      store: database.store,
      clock,
      directory: directoryOf(world),
      post: {
        send: async () => {
          throw new Error(`refused ${person.email}`);
        },
      },
      log: createLog('info', { write: (line: string) => void lines.push(line) }),
      zone: 'America/Denver',
      district: 'Legacy',
      sample: false,
    });
    await broken.sendLink(person.email, 'https://safekeep.example');
    await broken.settled();
    expect(lines).toHaveLength(1);
    expect(lines.join()).not.toContain(person.email);
    expect(lines.join()).toContain('sign-in link failed');
  });
});

describe('the six-digit code beside a link', () => {
  it('opens a session once, typed with or without its space', async () => {
    const { code, token } = await sent();
    expect(await doors.spendCode(person.email, code.replace(' ', ''))).toBeDefined();
    expect(await doors.spendCode(person.email, code)).toBeUndefined();
    expect(await doors.spendLink(token)).toBeUndefined();
  });

  it.each([
    [4, true],
    [5, false],
  ])('after %i misses still works: %s', async (misses, works) => {
    const { code } = await sent();
    const wrong = code === '000 000' ? '111111' : '000000';
    for (let miss = 0; miss < misses; miss += 1)
      expect(await doors.spendCode(person.email, wrong)).toBeUndefined();
    expect((await doors.spendCode(person.email, code)) !== undefined).toBe(works);
  });

  it('gives no more guesses for several links at once', async () => {
    const first = await sent();
    const second = await sent();
    const wrong = ['000000', '111111', '222222'].find(
      (guess) => ![first.code, second.code].includes(`${guess.slice(0, 3)} ${guess.slice(3)}`),
    );
    await Promise.all(Array.from({ length: 5 }, () => doors.spendCode(person.email, wrong ?? '')));
    expect(await doors.spendCode(person.email, first.code)).toBeUndefined();
    expect(await doors.spendCode(person.email, second.code)).toBeUndefined();
  });

  it('belongs to one person', async () => {
    const { code } = await sent();
    const other = await givenPerson(database.store);
    expect(await doors.spendCode(other.email, code)).toBeUndefined();
    expect(await doors.spendCode('nobody@legacy.example', code)).toBeUndefined();
  });
});

describe('becoming inactive', () => {
  it.each(['left', 'leave'] as const)(
    'ends sessions and links of somebody who is marked %s',
    async (status) => {
      const hr = await givenPerson(database.store, { roles: ['hr'] });
      const session = await doors.spendLink((await sent()).token);
      const { token, code } = await sent();
      await actAs(world, hr.id, (act) =>
        markInactive(act, person.id, { status, lastDay: Temporal.PlainDate.from('2026-11-20') }),
      );
      expect(await doors.personOfSession(session?.token ?? '')).toBeUndefined();
      expect(await doors.looksGood(token)).toBe(false);
      expect(await doors.spendLink(token)).toBeUndefined();
      expect(await doors.spendCode(person.email, code)).toBeUndefined();
      const open = await database.store.db.session.count({ where: { personId: person.id, endedAt: null } });
      expect(open).toBe(0);
    },
  );

  it('shuts the door even where a session row is still open', async () => {
    const session = await doors.spendLink((await sent()).token);
    await database.store.transact({ personId: null, surface: 'cli', now: clock.now() }, (tx) =>
      tx.db.person.update({ where: { id: person.id }, data: { status: 'leave' } }),
    );
    expect(await doors.personOfSession(session?.token ?? '')).toBeUndefined();
  });

  it('sends no link any more', async () => {
    const gone = await givenPerson(database.store, { status: 'left' });
    await sent(gone.email);
    expect(letters).toEqual([]);
  });
});

describe('signing out', () => {
  it('ends this session and no other', async () => {
    const here = await doors.spendLink((await sent()).token);
    const there = await doors.spendLink((await sent()).token);
    await doors.endSession(here?.token ?? '');
    await doors.endSession('never-was');
    expect(await doors.personOfSession(here?.token ?? '')).toBeUndefined();
    expect(await doors.personOfSession(there?.token ?? '')).toBeDefined();
  });
});

describe('picking who you are', () => {
  it('exists in the sample district only', async () => {
    expect(doors.sample).toBeUndefined();
    const sample = doorsOf(true).sample;
    expect((await sample?.people())?.map((one) => one.id)).toContain(person.id);
    const session = await sample?.pick(person.id);
    expect(await doors.personOfSession(session?.token ?? '')).toMatchObject({ id: person.id });
  });

  it('offers and lets in nobody who does not work here', async () => {
    const gone = await givenPerson(database.store, { status: 'left' });
    const sample = doorsOf(true).sample;
    expect((await sample?.people())?.map((one) => one.id)).not.toContain(gone.id);
    expect(await sample?.pick(gone.id)).toBeUndefined();
    expect(await sample?.pick('nobody')).toBeUndefined();
  });
});
