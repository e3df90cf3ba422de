/** The list of who cannot be written to: who is on it, why, what to do, and who may see it. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Feature } from '../../../src/app/feature.ts';
import type { Person } from '../../../src/app/person.ts';
import type { AccountKey, Means } from '../../../src/app/ports.ts';
import type { Document } from '../../../src/chat/document.ts';
import type { Reply } from '../../../src/chat/interaction.ts';
import { feature as people } from '../../../src/governance/people/feature.ts';
import { createIdentify } from '../../../src/governance/people/identify.ts';
import { createReach } from '../../../src/governance/people/reach.ts';
import { staffingProblems } from '../../../src/governance/people/staffing.ts';
import { fixedClock } from '../../../src/kernel/clock.ts';
import { newId } from '../../../src/kernel/ids.ts';
import { fakeCourier } from '../../support/couriers.ts';
import { type TestDatabase, testDatabase } from '../../support/database.ts';
import { deliveryAt, mailbox } from '../../support/delivering.ts';
import { linkAccount, noteFeature, notesIn } from '../../support/notes.ts';
import { arrange, directoryOf, dispatchAs, givenPerson, sceneOf, type World } from '../../support/people.ts';
import { legacyPolicy } from '../../support/policy.ts';

const clock = fixedClock('2026-11-20T17:00:00Z');
const all: Means = { chats: ['slack', 'teams'], email: true };
let db: TestDatabase;
let world: World;
let hr: Person;

/** Notes are seen by everybody but those who were told to look away. */
const blind = new Set<string>();
const notesAsCases: Feature = {
  ...noteFeature,
  cases: [
    {
      kind: 'note',
      pattern: /^(?!)/,
      find: async () => undefined,
      card: async (ask) =>
        blind.has(ask.actor.id)
          ? undefined
          : { audience: 'person', title: 'NOTE-1', blocks: [], actions: [] },
    },
  ],
};

beforeAll(async () => {
  db = await testDatabase();
  const policy = await legacyPolicy();
  world = { store: db.store, policy, clock, features: [people, notesAsCases], means: all };
  hr = await givenPerson(db.store, { name: 'Hana Roth', roles: ['hr'] });
});
afterAll(() => db.drop());
beforeEach(async () => {
  clock.set('2026-11-20T17:00:00Z');
  blind.clear();
  await arrange(db.store, async (tx) => {
    await tx.db.outbox.deleteMany();
    await tx.db.account.deleteMany();
    await tx.db.person.updateMany({ where: { id: { not: hr.id } }, data: { status: 'left' } });
  });
});

const reach = () => createReach(db.store, clock);
const key = (surface: AccountKey['surface'], account: string) => ({ surface, tenant: 'T1', account });

async function shown(means: Means = all, who: Person = hr): Promise<Reply> {
  return dispatchAs({ ...world, means }, who.id, { kind: 'command', name: 'safekeep', text: 'unreachable' });
}

/** Titles and details of the list, one string each. */
async function listed(means: Means = all): Promise<readonly string[]> {
  const reply = await shown(means);
  if (reply.kind !== 'card') throw new Error(`no card: ${JSON.stringify(reply)}`);
  return reply.card.blocks.flatMap((block) =>
    block.kind === 'list' ? block.items.map(({ title, detail }) => `${title} | ${detail}`) : [],
  );
}

async function documentOf(id: string, who: Person = hr): Promise<Document | undefined> {
  const reply = await dispatchAs(world, who.id, { kind: 'document', document: id, subject: {} });
  return reply.kind === 'document' ? reply.document : undefined;
}

describe('who is on the list', () => {
  it('nobody who can be written to', async () => {
    const ana = await givenPerson(db.store, { name: 'Ana' });
    await linkAccount(db.store, clock, ana.id, 'teams');
    await givenPerson(db.store, { name: 'Only Mail' });
    expect(await shown()).toMatchObject({
      card: { status: { label: 'Nobody is missing', tone: 'good' }, actions: [] },
    });
    expect(await listed()).toEqual([]);
  });

  it('C-11: somebody who removed the app, since when, what to do, and how they are told meanwhile', async () => {
    const bo = await givenPerson(db.store, { name: 'Bo Lund' });
    const account = await linkAccount(db.store, clock, bo.id, 'teams');
    clock.set('2026-11-18T17:00:00Z');
    await reach().uninstalled(key('teams', account));
    clock.set('2026-11-20T17:00:00Z');
    const [line = ''] = await listed();
    expect(line).toMatch(/^Bo Lund: Teams \| Since November 18, 2026: They removed the Safekeep app\./);
    expect(line).toMatch(/Ask them to add the Safekeep app in Teams/);
    expect(line).toMatch(/Told meanwhile: e-mail\.$/);
    await linkAccount(db.store, clock, bo.id, 'slack');
    expect((await listed())[0]).toMatch(/Told meanwhile: Slack\.$/);
    expect((await listed({ chats: ['teams'], email: false }))[0]).toMatch(/Told meanwhile: web page only\.$/);
  });

  it('not any more once they come back', async () => {
    const cy = await givenPerson(db.store, { name: 'Cy' });
    const account = await linkAccount(db.store, clock, cy.id, 'teams');
    await reach().blocked(key('teams', account), 'They blocked Safekeep in Teams.');
    expect(await listed()).toHaveLength(1);
    const identify = createIdentify({
      ...{ store: db.store, clock, directory: directoryOf(world) },
      zone: world.policy.pack.pack.zone,
    });
    await identify({
      ...{ kind: 'account', ...key('teams', account), profile: async () => undefined },
      whereabouts: { conversation: 'a:1', service: 'https://smba.example/' },
    });
    expect(await listed()).toEqual([]);
  });

  it('somebody whose chat and mail both refused, until they write to us', async () => {
    const di = await givenPerson(db.store, { name: 'Di', roles: ['student_data_manager'] });
    const slack = fakeCourier();
    const account = await linkAccount(db.store, clock, di.id, 'slack');
    slack.before = () => ({ kind: 'never', reason: 'Their account is in another Slack workspace.' });
    const refusing = mailbox(() => ({ kind: 'never', reason: 'the mail server refused it (550)' }));
    const before = await staffingProblems(sceneOf(world));
    await notesIn(db.store, clock).write('hello', [{ personId: di.id }]);
    await deliveryAt({ db, policy: world.policy, clock }, [slack], refusing).drain();
    const [line = '', lost = ''] = await listed();
    expect(line).toMatch(/^Di: E-mail \| .*another Slack workspace; e-mail: the mail server refused it/);
    expect(line).toMatch(/Told meanwhile: web page only\.$/);
    expect(lost).toMatch(/^Di, November 20, 2026: NOTE-1 \| On their web page only\. Slack: /);
    const sayReach = (says: string) => /Student Data Manager can be reached by a message/.test(says);
    expect((await staffingProblems(sceneOf(world))).filter(sayReach)).toHaveLength(1);
    expect(before.filter(sayReach)).toEqual([]);

    clock.set('2026-11-21T17:00:00Z');
    await arrange(db.store, (tx) =>
      tx.db.account.updateMany({ where: { account }, data: { reachAt: new Date('2026-11-21T17:00:00Z') } }),
    );
    expect((await listed()).filter((one) => one.startsWith('Di: '))).toEqual([]);
    expect((await staffingProblems(sceneOf(world))).filter(sayReach)).toEqual([]);
  });

  it('somebody without an account where no mail goes out, and without an address where it does', async () => {
    await givenPerson(db.store, { name: 'Eve' });
    const [hers = ''] = (await listed({ chats: ['teams'], email: false })).filter((one) => /^Eve/.test(one));
    expect(hers).toMatch(/^Eve: No account \| They have never written to Safekeep, and it sends no e-mail/);
    await arrange(db.store, (tx) =>
      tx.db.person.updateMany({ where: { name: 'Eve' }, data: { email: null } }),
    );
    expect((await listed()).join()).toMatch(/^Eve: No account \| .*the roster has no e-mail address/);
  });

  it('somebody whose only account waits for a yes', async () => {
    const { id } = await givenPerson(db.store, { name: 'Fay' });
    await linkAccount(db.store, clock, id, 'teams', 'held');
    const lines = await listed({ chats: ['teams'], email: false });
    expect(lines.filter((one) => /^Fay/.test(one))).toMatchObject([
      expect.stringMatching(/waits for a yes\. Decide with \/safekeep accounts/),
    ]);
  });

  it('nobody on leave, nobody who has left, and nobody where nothing goes out at all', async () => {
    for (const status of ['leave', 'left'] as const) {
      const { id } = await givenPerson(db.store, { status });
      await reach().uninstalled(key('teams', await linkAccount(db.store, clock, id, 'teams')));
    }
    const { id } = await givenPerson(db.store);
    await reach().uninstalled(key('teams', await linkAccount(db.store, clock, id, 'teams')));
    expect(await listed()).toHaveLength(1);
    expect(await listed({ chats: [], email: false })).toEqual([]);
    expect(JSON.stringify(await shown({ chats: [], email: false }))).toMatch(
      /everybody is told on the web page alone/,
    );
  });
});

describe('a notice that no message brought', () => {
  it('is named only to those who may see its case, and forgotten after thirty days', async () => {
    const { id: outsiderId } = await arrange(db.store, (tx) =>
      tx.db.outsider.create({ data: { id: newId(), name: 'Pat', email: 'pat@outside.example' } }),
    );
    await notesIn(db.store, clock).write('to Pat', [{ outsiderId }]);
    await deliveryAt({ db, policy: world.policy, clock }, []).drain();
    expect(await listed()).toEqual([
      expect.stringMatching(/^Somebody outside, November 20, 2026: NOTE-1 \| e-mail is not set up/),
    ]);
    blind.add(hr.id);
    expect(await listed()).toEqual([expect.stringMatching(/^Somebody outside, November 20, 2026 \| /)]);
    clock.set('2026-12-21T17:00:00Z');
    expect(await listed()).toEqual([]);
  });
});

describe('who sees the list', () => {
  it.each(['hr', 'coordinator_data_stats', 'student_data_manager'])('%s does', async (role) => {
    expect(await shown(all, await givenPerson(db.store, { roles: [role] }))).toMatchObject({ kind: 'card' });
  });

  it('nobody else, on the page and in the file neither', async () => {
    const nosy = await givenPerson(db.store, { roles: ['data_steward', 'it_security_manager'] });
    expect(await shown(all, nosy)).toMatchObject({ kind: 'done', tone: 'warning' });
    expect(await documentOf('people.unreachable', nosy)).toBeUndefined();
    expect(await documentOf('people.unreachable-csv', nosy)).toBeUndefined();
  });
});

describe('a long list', () => {
  it('names twenty on the card, and everybody on the page and in the file', async () => {
    for (let n = 1; n <= 23; n += 1) {
      const name = `Person ${String(n).padStart(2, '0')}`;
      const { id } = await givenPerson(db.store, { name, jobTitle: '=1+1' });
      await reach().uninstalled(key('teams', await linkAccount(db.store, clock, id, 'teams')));
    }
    const reply = await shown();
    expect(await listed()).toHaveLength(20);
    expect(reply).toMatchObject({
      card: {
        status: { label: '23 people' },
        actions: [
          { kind: 'link', path: '/documents/people.unreachable' },
          { kind: 'link', path: '/documents/people.unreachable-csv' },
        ],
      },
    });
    const page = await documentOf('people.unreachable');
    if (page?.kind !== 'page') throw new Error('no page');
    const table = page.blocks.find((block) => block.kind === 'table');
    expect(table?.rows).toHaveLength(23);
    expect(table?.rows[22]?.[0]).toBe('Person 23');
    const file = await documentOf('people.unreachable-csv');
    if (file?.kind !== 'file') throw new Error('no file');
    expect(file).toMatchObject({ name: 'unreachable-2026-11-20.csv', mediaType: 'text/csv' });
    expect(file.content.trimEnd().split('\r\n')).toHaveLength(24);
    expect(file.content).toContain(",'=1+1,Teams,2026-11-20,");
  });
});
