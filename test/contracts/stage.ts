/** The sample district, on which scenes are played and which is then looked at from every side. */
import type { Feature, Job } from '../../src/app/feature.ts';
import { houseFeature } from '../../src/app/home.ts';
import type { Person } from '../../src/app/person.ts';
import { createRegistry, type Registry } from '../../src/app/registry.ts';
import type { Action, Card, Payload } from '../../src/chat/card.ts';
import type { RawValues } from '../../src/chat/form.ts';
import type { Reply } from '../../src/chat/interaction.ts';
import { seedSample } from '../../src/governance/sample/seed.ts';
import { runJob } from '../../src/jobs/run-job.ts';
import { fixedClock } from '../../src/kernel/clock.ts';
import type { Notice } from '../../src/store/tx.ts';
import { testDatabase } from '../support/database.ts';
import { type FrontDoor, frontDoor, saying } from '../support/front-door.ts';
import { arrange, directoryOf, sceneOf, type World } from '../support/people.ts';
import { legacyPolicy } from '../support/policy.ts';
import { actionsOf } from '../support/surfaces/rules.ts';
import { Ledger } from './ledger.ts';
import { plausible } from './plausible.ts';

export interface Stage {
  readonly world: World & { readonly features: readonly Feature[] };
  readonly clock: ReturnType<typeof fixedClock>;
  readonly databaseUrl: string;
  readonly door: FrontDoor;
  readonly ledger: Ledger;
  readonly registry: Registry;
  /** Everybody on the sample's roster who works here now, by name. */
  readonly people: readonly Person[];
  /** The nth active holder of a role, by name. */
  holder(role: string, nth?: number): Person;
  /** The nth person who holds no role. */
  plain(nth?: number): Person;
  /**
   * Presses the button with these words, or fills in its form with these values and whatever else it may take; the card
   * that comes back. Throws when it does not go well.
   */
  does(who: Person, card: Card, label: string, values?: RawValues): Promise<Card>;
  /** The same with a form that no card need lead to. */
  fills(who: Person, form: string, subject: Payload, values: RawValues): Promise<Card>;
  /** The same with a button that no card need bear. */
  presses(who: Person, id: string, payload: Payload): Promise<Card>;
  /** The case as this person sees it now. */
  sees(who: Person, card: Pick<Card, 'about'>): Promise<Card>;
  /** The first holder of a role whose card of this case has the button. */
  whoCan(role: string, about: Card, label: string): Promise<Person>;
  /** What a typed line is answered with: its card. */
  types(who: Person, line: string): Promise<Card>;
  /** Every job there is, as of an instant at which the clock stays. */
  sweep(at: string): Promise<void>;
  /** One job, as of now. */
  runs(job: Job): Promise<void>;
  /** A notice as it may lie in an outbox, though nothing sends it any more. */
  tells(who: Person, notice: Omit<Notice, 'to'>): Promise<void>;
  drop(): Promise<void>;
}

/** A Wednesday morning in Utah. */
export const morning = '2026-11-04T16:00:00Z';

export async function setStage(features: readonly Feature[]): Promise<Stage> {
  const database = await testDatabase();
  const { store } = database;
  const policy = await legacyPolicy();
  const clock = fixedClock(morning);
  await seedSample(store, policy, clock.now());
  // Letters go out; no chat is connected, so that nobody on the sample's roster lacks an account there.
  const means = { chats: [], email: true, teamChannels: true } as const;
  const world = { store, policy, clock, features, means };
  const ledger = new Ledger();
  const door = frontDoor({ ...world, heard: (interaction, reply) => ledger.answered(interaction, reply) });
  const registry = createRegistry([houseFeature, ...features]);
  const people = await activePeople(world);
  const runs = async (job: Job) =>
    void (await runJob({ store, scene: sceneOf(world), clock }, job, clock.now()));
  return {
    world,
    clock,
    databaseUrl: database.url,
    door,
    ledger,
    registry,
    people,
    holder: (role, nth = 0) => nthOf(people, nth, role, ({ roles }) => roles.includes(role)),
    plain: (nth = 0) => nthOf(people, nth, 'person without a role', ({ roles }) => roles.length === 0),
    async does(who, card, label, values = {}) {
      const action = actionsOf(card).find((one) => one.label === label);
      if (!action) throw new Error(`${who.name} finds no “${label}” on “${card.title}”: ${labelsOn(card)}`);
      return wentWell(await follow(people, door, who, action, values), `“${label}” of ${who.name}`);
    },
    async fills(who, form, subject, values) {
      const action: Action = { kind: 'open-form', form, subject, label: form };
      return wentWell(await follow(people, door, who, action, values), `${form} of ${who.name}`);
    },
    presses: async (who, id, payload) =>
      wentWell(await door.presses(who.id, id, payload), `${id} of ${who.name}`),
    sees: (who, card) => sees(door, who, card),
    async whoCan(role, card, label) {
      for (const who of people.filter(({ roles }) => roles.includes(role))) {
        const seen = await sees(door, who, card).catch(() => undefined);
        if (seen && actionsOf(seen).some((one) => one.label === label)) return who;
      }
      throw new Error(`no ${role} can “${label}” on “${card.title}”`);
    },
    types: async (who, line) => wentWell(await door.types(who.id, line), `${line} of ${who.name}`),
    async sweep(at) {
      clock.set(at);
      for (const job of registry.jobs.values()) await runs(job);
    },
    runs,
    tells: (who, notice) => arrange(store, async (tx) => tx.notify({ ...notice, to: { personId: who.id } })),
    drop: () => database.drop(),
  };
}

async function activePeople(world: World): Promise<readonly Person[]> {
  const rows = await world.store.db.person.findMany({ where: { status: 'active' }, select: { id: true } });
  const found = await directoryOf(world).people(
    world.store,
    rows.map(({ id }) => id),
  );
  return [...found.values()].sort((a, b) => a.name.localeCompare(b.name));
}

function nthOf(
  people: readonly Person[],
  nth: number,
  what: string,
  fits: (person: Person) => boolean,
): Person {
  const found = people.filter(fits)[nth];
  if (!found) throw new Error(`the sample district has no ${what} at ${nth}`);
  return found;
}

async function sees(door: FrontDoor, who: Person, { about }: Pick<Card, 'about'>): Promise<Card> {
  if (!about) throw new Error('this card is about no case');
  return wentWell(await door.does(who.id, { kind: 'look', about }), `a look of ${who.name}`);
}

async function follow(
  people: readonly Person[],
  door: FrontDoor,
  who: Person,
  action: Action,
  values: RawValues,
): Promise<Reply> {
  if (action.kind === 'run') return door.presses(who.id, action.id, action.payload);
  if (action.kind === 'link') throw new Error(`“${action.label}” is a link`);
  const open = await door.opens(who.id, action.form, action.subject);
  const other = people.find(({ id }) => id !== who.id)?.id ?? who.id;
  return door.sends(who.id, open, { ...plausible(open.form, 'first', other), ...values });
}

/** Its card, which scenes go on with. */
function wentWell(reply: Reply, what: string): Card {
  if (reply.kind === 'card') return reply.card;
  if (reply.kind !== 'done' || reply.tone !== 'good')
    throw new Error(`${what} did not go well: ${saying(reply)}`);
  return reply.card ?? { audience: 'person', title: reply.text, blocks: [], actions: [] };
}

function labelsOn(card: Card): string {
  return actionsOf(card)
    .map(({ label }) => label)
    .join(', ');
}
