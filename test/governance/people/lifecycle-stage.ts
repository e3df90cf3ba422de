/** Every room on a database of its own, somebody in Human Resources, and days that pass: for stories about careers. */
import type { Job } from '../../../src/app/feature.ts';
import type { Means } from '../../../src/app/ports.ts';
import type { Payload } from '../../../src/chat/card.ts';
import type { RawValues } from '../../../src/chat/form.ts';
import type { Reply } from '../../../src/chat/interaction.ts';
import { linesOf } from '../../../src/governance/agreements/rules/completeness.ts';
import { features } from '../../../src/governance/features.ts';
import { markOf } from '../../../src/governance/people/commands/person.ts';
import { factsOf } from '../../../src/governance/people/store/facts.ts';
import { fixedClock, Temporal } from '../../../src/kernel/clock.ts';
import { type TestDatabase, testDatabase } from '../../support/database.ts';
import {
  askAs,
  directoryOf,
  dispatchAs,
  fillIn,
  type GivenPerson,
  givenPerson,
  sweepAs,
  type World,
} from '../../support/people.ts';
import { legacyPolicy } from '../../support/policy.ts';

export interface Life {
  readonly world: World;
  readonly db: TestDatabase['store']['db'];
  readonly hr: GivenPerson;
  /** 08:00 of a day of the district. */
  at(day: string): void;
  /** A job to its end; what it did. */
  runs(name: string): Promise<readonly string[]>;
  person(id: string): ReturnType<ReturnType<typeof directoryOf>['person']>;
  /** Human Resources open the form and send it, with what it begins with unless a value is given. */
  fills(form: string, subject: Payload, values: RawValues): Promise<Reply>;
  presses(id: string, payload: Payload): Promise<Reply>;
  /** Human Resources change somebody's facts from their card. */
  changes(personId: string, values: RawValues): Promise<Reply>;
  /** Every line initialled, the name typed, by the person. */
  signs(who: { readonly id: string; readonly name: string }): Promise<void>;
  /** Titles of what waits on somebody's list. */
  listOf(personId: string): Promise<readonly string[]>;
  /** "notice" of everything that was said to them since the last time, in order; to those outside as well. */
  told(personId: string): Promise<readonly string[]>;
  drop(): Promise<void>;
}

const jobs = new Map<string, Job>(
  features.flatMap(({ jobs = [] }) => jobs.map((job): [string, Job] => [job.name, job])),
);

/** Monday, 2 November 2026, 8:00 in the district. */
export async function life(means: Means = { chats: ['slack'], email: true }): Promise<Life> {
  const database = await testDatabase();
  const policy = await legacyPolicy();
  const clock = fixedClock('2026-11-02T15:00:00Z');
  const world: World = { store: database.store, policy, clock, features, means };
  const { db } = database.store;
  const hr = await givenPerson(database.store, { name: 'Hana Reyes', roles: ['hr'] });
  const heard = new Set<string>();
  const fills: Life['fills'] = (form, subject, values) => fillIn(world, hr.id, form, subject, values);
  return {
    ...{ world, db, hr, fills },
    at: (day) => clock.set(policy.calendar.at(Temporal.PlainDate.from(day), '08:00')),
    async runs(name) {
      const job = jobs.get(name);
      if (!job) throw new Error(`no job is called ${name}`);
      const did: string[] = [];
      for (let more = true; more; ) {
        const page = await sweepAs(world, name, (sweep) => job.run(sweep));
        did.push(...page.did);
        more = page.more;
      }
      return did;
    },
    person: (id) => directoryOf(world).person(database.store, id),
    presses: (id, payload) => dispatchAs(world, hr.id, { kind: 'action', id, payload }),
    async changes(personId, values) {
      const facts = await factsOf(database.store, personId);
      if (!facts) throw new Error('nobody has this id');
      return fills('people.change', { person: personId, seen: markOf(facts) }, values);
    },
    async signs({ id, name }) {
      const { nda } = policy.pack.agreements;
      const lines = nda ? linesOf(nda).map((line): [string, boolean] => [line.id, line.id !== 'T2']) : [];
      const values = { ...Object.fromEntries(lines), electronic_signature: true, typed_name: name };
      const reply = await fillIn(world, id, 'agreement.sign', { agreement: 'nda' }, values);
      if (reply.kind !== 'done' || reply.tone !== 'good')
        throw new Error(`not signed: ${JSON.stringify(reply)}`);
    },
    async listOf(personId) {
      const ask = await askAs(world, personId);
      return (await ask.house.tasksOf(ask)).map(({ title }) => title);
    },
    async told(personId) {
      const rows = await db.outbox.findMany({
        where: { OR: [{ personId }, { outsiderId: personId }] },
        orderBy: { id: 'asc' },
      });
      const fresh = rows.filter(({ id }) => !heard.has(id));
      for (const { id } of fresh) heard.add(id);
      return [...new Set(fresh.map(({ notice }) => notice))];
    },
    drop: () => database.drop(),
  };
}

/** Files a request about one collection; its id. */
export async function asksFor(on: Life, personId: string, collection: string): Promise<string> {
  const values = {
    ...{
      route: 'general',
      asker: 'me',
      title: 'Graduation rate',
      question: 'What was the rate of each year?',
    },
    ...{ purpose: 'A talk to the board.', recipients: 'The board', collections: [collection] },
    ...{ detail: 'whole', groups: 'All, 2020 to 2026', format: 'number', report: 'one_off' },
    interest: 'I prepare the board meeting.',
  };
  const reply = await fillIn(on.world, personId, 'request.file', {}, values);
  const id = 'card' in reply ? reply.card?.about?.id : undefined;
  if (!id) throw new Error(`not filed: ${JSON.stringify(reply)}`);
  return id;
}

/** Presses Claim as it stands on this person's card now. */
export async function claims(on: Life, personId: string, id: string): Promise<Reply> {
  const shown = await dispatchAs(on.world, personId, { kind: 'action', id: 'request.show', payload: { id } });
  const actions = 'card' in shown ? (shown.card?.actions ?? []) : [];
  const claim = actions.find(({ label }) => label === 'Claim');
  if (claim?.kind !== 'run') throw new Error(`no Claim button: ${JSON.stringify(shown)}`);
  return dispatchAs(on.world, personId, { kind: 'action', id: claim.id, payload: claim.payload });
}
