/** One district and its copies: alike in every row, so that whatever differs later comes from the one case. */
import type { Feature } from '../../../../src/app/feature.ts';
import { houseFeature } from '../../../../src/app/home.ts';
import type { Person } from '../../../../src/app/person.ts';
import type { Courier } from '../../../../src/app/ports.ts';
import { createRegistry } from '../../../../src/app/registry.ts';
import type { Card } from '../../../../src/chat/card.ts';
import { runJob } from '../../../../src/jobs/run-job.ts';
import { dayToDate, fixedClock, Temporal } from '../../../../src/kernel/clock.ts';
import { newId } from '../../../../src/kernel/ids.ts';
import { createLog } from '../../../../src/kernel/log.ts';
import type { Policy } from '../../../../src/policy/policy.ts';
import type { Store } from '../../../../src/store/store.ts';
import { furnishedDatabase, type TestDatabase } from '../../../support/database.ts';
import { deliveryAt } from '../../../support/delivering.ts';
import { arrange, directoryOf, givenPerson, sceneOf, type World } from '../../../support/people.ts';

export interface District {
  readonly database: TestDatabase;
  readonly store: Store;
  readonly policy: Policy;
  readonly clock: ReturnType<typeof fixedClock>;
  readonly world: World & { readonly features: readonly Feature[] };
  readonly features: readonly Feature[];
  /** What went out to chat accounts. */
  readonly sent: { readonly account: string; readonly card: Card }[];
  readonly courier: Courier;
  /** Lines of the log, as an operator reads them. */
  readonly logged: string[];
  readonly people: Readonly<Record<string, Person>>;
}

/** Names of people by what the plan calls them; a role has one holder of its own, "it" and "executive" also a stand-in. */
const settled = '2026-11-20T15:00:00Z';

async function furnish(store: Store, policy: Policy): Promise<void> {
  const chair = await givenPerson(store, { name: 'The board_chair', roles: ['board_chair'] });
  const head = await givenPerson(store, {
    name: 'The superintendent',
    roles: ['superintendent'],
    supervisorId: chair.id,
  });
  const of = (name: string, roles: readonly string[], supervisorId = head.id) =>
    givenPerson(store, { name, roles, supervisorId });
  const made = new Map([
    ['board_chair', chair],
    ['superintendent', head],
  ]);
  for (const role of Object.keys(policy.pack.roles))
    if (!made.has(role)) made.set(role, await of(`The ${role}`, [role]));
  const principal = await of('A principal', []);
  await of('A teacher', [], principal.id);
  await of('A colleague', [], principal.id);
  await lends(
    store,
    made.get('it_security_manager')?.id,
    (await of('Deputy of it', [])).id,
    'it_security_manager',
  );
  await lends(store, made.get('executive_team')?.id, (await of('Deputy executive', [])).id, 'executive_team');
  const everybody = await store.db.person.findMany({ select: { id: true } });
  await arrange(store, (tx) =>
    tx.db.account.createMany({
      data: everybody.map(({ id }) => ({
        ...{ id: newId(), personId: id, surface: 'slack', tenant: 'T1', account: `U-${id}`, state: 'linked' },
        seenAt: new Date('2026-01-05T00:00:00Z'),
      })),
    }),
  );
}

async function lends(store: Store, personId = '', delegateId: string, role: string): Promise<void> {
  const day = (text: string) => dayToDate(Temporal.PlainDate.from(text));
  await arrange(store, (tx) =>
    tx.db.delegation.create({
      data: {
        ...{ id: newId(), personId, delegateId, role, madeById: personId },
        ...{
          fromOn: day('2026-11-01'),
          untilOn: day('2027-05-31'),
          madeAt: new Date('2026-11-01T00:00:00Z'),
        },
      },
    }),
  );
}

/** Every job has run by then: what it makes up at random is the same in all copies. */
async function isLivedIn(store: Store, policy: Policy, features: readonly Feature[]): Promise<void> {
  const clock = fixedClock(settled);
  const world = {
    store,
    policy,
    clock,
    features,
    means: { chats: ['slack'], email: false, teamChannels: true },
  } as const;
  for (const job of createRegistry([houseFeature, ...features]).jobs.values())
    await runJob({ store, scene: sceneOf(world), clock }, job, clock.now());
}

function chat(): Pick<District, 'sent' | 'courier'> {
  const sent: { readonly account: string; readonly card: Card }[] = [];
  return {
    sent,
    courier: {
      surface: 'slack',
      async deliver({ account }, { rowId, card }) {
        sent.push({ account, card });
        return { kind: 'sent', address: { ts: rowId } };
      },
      find: async () => 'absent',
      update: async (address) => ({ kind: 'sent', address }),
    },
  };
}

/** A copy of the one district; the first is made for all. */
export async function district(
  policy: Policy,
  features: readonly Feature[],
  now: string = settled,
): Promise<District> {
  const database = await furnishedDatabase('leak_district', async (store) => {
    await furnish(store, policy);
    await isLivedIn(store, policy, features);
  });
  const { store } = database;
  const clock = fixedClock(now);
  const logged: string[] = [];
  const world = {
    store,
    policy,
    clock,
    features,
    means: { chats: ['slack'], email: false, teamChannels: true },
  } as const;
  const rows = await store.db.person.findMany({ select: { id: true } });
  const people = await directoryOf(world).people(
    store,
    rows.map(({ id }) => id),
  );
  return {
    ...{ database, store, policy, clock, world, features, logged },
    ...chat(),
    people: Object.fromEntries([...people.values()].map((one) => [one.name.replace(/^(The|A) /, ''), one])),
  };
}

/** Every job as of an instant, and everything that is due is delivered; what the jobs say comes back. */
export async function lives(town: District, at: string): Promise<readonly string[]> {
  const { store, clock, world, features } = town;
  clock.set(at);
  const said: string[] = [];
  for (const job of createRegistry([houseFeature, ...features]).jobs.values()) {
    const { did, notices } = await runJob({ store, scene: sceneOf(world), clock }, job, clock.now());
    said.push(`${job.name}: ${did.join(', ')}; ${notices} told`);
  }
  await delivers(town);
  return said;
}

export async function delivers({
  database,
  policy,
  clock,
  courier,
  features,
  logged,
}: District): Promise<void> {
  const delivery = deliveryAt({ db: database, policy, clock }, [courier], {
    registry: createRegistry([houseFeature, ...features]),
    log: createLog('debug', { write: (line) => void logged.push(line) }),
  });
  await delivery.drain();
  await delivery.stop();
}
