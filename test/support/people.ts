/** Builders for the roster, and scenes in which somebody asks or acts, on a test database. */
import { systemViewer, viewerOf } from '../../src/app/access.ts';
import type { Act, Ask, Scene, Sweep } from '../../src/app/context.ts';
import { createDispatch } from '../../src/app/dispatch.ts';
import type { Feature } from '../../src/app/feature.ts';
import { houseFeature } from '../../src/app/home.ts';
import { createHouse } from '../../src/app/house.ts';
import type { Person } from '../../src/app/person.ts';
import type { Directory, Means } from '../../src/app/ports.ts';
import { createRegistry } from '../../src/app/registry.ts';
import type { Payload } from '../../src/chat/card.ts';
import type { RawValues } from '../../src/chat/form.ts';
import { encodeToken } from '../../src/chat/form-token.ts';
import type { Interaction, Reply, Surface } from '../../src/chat/interaction.ts';
import { createIdentify } from '../../src/governance/people/identify.ts';
import { createReach } from '../../src/governance/people/reach.ts';
import { createDirectory } from '../../src/governance/people/store/directory.ts';
import { type Clock, dayToDate, Temporal } from '../../src/kernel/clock.ts';
import { newId } from '../../src/kernel/ids.ts';
import { createLog } from '../../src/kernel/log.ts';
import type { Policy } from '../../src/policy/policy.ts';
import type { Store } from '../../src/store/store.ts';
import type { Tx } from '../../src/store/tx.ts';
import { heldDispatch } from './surfaces/held.ts';

/** Before everything that tests do, so that builders never collide with the story. */
const longAgo = Temporal.Instant.from('2020-01-01T00:00:00Z');

let counter = 0;

/** Writes outside of any story: no person acts. */
export function arrange<T>(store: Store, write: (tx: Tx) => Promise<T>): Promise<T> {
  return store.transact({ personId: null, surface: 'cli', now: longAgo }, write);
}

/** Whoever the builder makes has an address. */
export type GivenPerson = Person & { readonly email: string };

/** Somebody on the roster. Roles are held since 2020, without an end. */
export async function givenPerson(
  store: Store,
  given: Partial<Omit<GivenPerson, 'roles' | 'building'>> & {
    readonly roles?: readonly string[];
    readonly building?: string;
    readonly dataAccess?: boolean;
  } = {},
): Promise<GivenPerson> {
  counter += 1;
  const id = given.id ?? newId();
  const name = given.name ?? `Person ${counter}`;
  const person: GivenPerson = {
    id,
    name,
    email: given.email ?? `${name.toLowerCase().replace(/[^a-z0-9]+/g, '.')}.${counter}@legacy.example`,
    jobTitle: given.jobTitle ?? 'Teacher',
    personType: given.personType ?? 'employee',
    status: given.status ?? 'active',
    building: given.building,
    supervisorId: given.supervisorId,
    hireDate: given.hireDate ?? '2020-08-17',
    roles: [...(given.roles ?? [])].sort(),
  };
  await arrange(store, async (tx) => {
    const building = person.building
      ? await tx.db.building.upsert({
          where: { name: person.building },
          create: { id: newId(), name: person.building },
          update: {},
        })
      : undefined;
    await tx.db.person.create({
      data: {
        id,
        name,
        email: person.email,
        jobTitle: person.jobTitle,
        personType: person.personType,
        buildingId: building?.id ?? null,
        supervisorId: person.supervisorId ?? null,
        hireDate: dayToDate(Temporal.PlainDate.from(person.hireDate)),
        status: person.status,
        dataAccess: given.dataAccess ?? false,
      },
    });
  });
  for (const role of person.roles) await givenRole(store, person.id, role);
  return person;
}

/** `from` and `until` are YYYY-MM-DD, last day included. */
export async function givenRole(
  store: Store,
  personId: string,
  role: string,
  span: { readonly from?: string; readonly until?: string } = {},
): Promise<void> {
  await arrange(store, (tx) =>
    tx.db.roleHolding.create({
      data: {
        id: newId(),
        personId,
        role,
        heldFrom: dayToDate(Temporal.PlainDate.from(span.from ?? '2020-01-01')),
        heldUntil: span.until ? dayToDate(Temporal.PlainDate.from(span.until)) : null,
      },
    }),
  );
}

/** A data collection of the inventory; returns its id. */
export async function givenCollection(
  store: Store,
  given: {
    readonly id?: string;
    readonly name?: string;
    readonly system?: string;
    readonly describes?: string;
    readonly location?: string;
    readonly ownerId?: string;
    readonly stewardIds?: readonly string[];
    readonly definitions?: string;
    readonly businessRules?: string;
  } = {},
): Promise<string> {
  counter += 1;
  const id = given.id ?? newId();
  await arrange(store, (tx) =>
    tx.db.dataCollection.create({
      data: {
        id,
        name: given.name ?? `Collection ${counter}`,
        system: given.system ?? 'PowerSchool',
        describes: given.describes ?? 'Enrolment counts by school and year.',
        location: given.location ?? 'PowerSchool, district server',
        ownerId: given.ownerId ?? null,
        definitions: given.definitions ?? '',
        businessRules: given.businessRules ?? '',
        stewards: { create: (given.stewardIds ?? []).map((personId) => ({ personId })) },
      },
    }),
  );
  return id;
}

/** What a scene needs beside the person; the house answers for the rooms in `features`, and for none unless given. */
export interface World {
  readonly store: Store;
  readonly policy: Policy;
  readonly clock: Clock;
  readonly features?: readonly Feature[];
  /** What goes out beside the web; nothing unless given. */
  readonly means?: Means;
}

export function directoryOf(world: World): Directory {
  return createDirectory(world.clock, world.policy.pack.pack.zone);
}

/** Nobody asks: what sweeps and letters see. */
export function sceneOf(world: World): Scene {
  return {
    viewer: systemViewer,
    now: world.clock.now(),
    policy: world.policy,
    reader: world.store,
    directory: directoryOf(world),
    house: createHouse(createRegistry([houseFeature, ...(world.features ?? [])])),
    policyOf: async () => world.policy,
    ...(world.means ? { means: world.means } : {}),
  };
}

/** This person looks, with the roles they hold by now. */
export async function askAs(world: World, personId: string, surface: Ask['surface'] = 'web'): Promise<Ask> {
  const actor = await directoryOf(world).person(world.store, personId);
  if (!actor) throw new Error('askAs: nobody has this id');
  return { ...sceneOf(world), viewer: viewerOf(actor), actor, surface };
}

/** This person acts, in one transaction. */
export async function actAs<T>(
  world: World,
  personId: string,
  change: (act: Act) => Promise<T>,
  surface: Surface = 'web',
): Promise<T> {
  const ask = await askAs(world, personId, surface);
  return world.store.transact({ personId, surface, now: ask.now }, (tx) =>
    change({ ...ask, reader: tx, tx }),
  );
}

/** A sweep acts, as of the world's now. */
export function sweepAs<T>(world: World, job: string, change: (sweep: Sweep) => Promise<T>): Promise<T> {
  const scene = sceneOf(world);
  return world.store.transact({ personId: null, surface: `job:${job}`, now: scene.now }, (tx) =>
    change({ ...scene, reader: tx, tx }),
  );
}

/** Through the front door: this person does it on the web, and gets this reply. */
export async function dispatchAs(
  world: World,
  personId: string,
  interaction: Interaction,
  delivery: string = newId(),
): Promise<Reply> {
  const dispatch = heldDispatch(
    createDispatch({
      store: world.store,
      registry: createRegistry([houseFeature, ...(world.features ?? [])]),
      identify: createIdentify({
        store: world.store,
        clock: world.clock,
        directory: directoryOf(world),
        zone: world.policy.pack.pack.zone,
      }),
      reach: createReach(world.store, world.clock),
      directory: directoryOf(world),
      policy: world.policy,
      policyOf: async () => world.policy,
      ...(world.means ? { means: world.means } : {}),
      clock: world.clock,
      log: createLog('error'),
    }),
  );
  return dispatch({
    surface: 'web',
    caller: { kind: 'session', personId },
    delivery,
    receivedAt: world.clock.now(),
    interaction,
  });
}

/** Opens a form and sends it, as a person would: what was drawn stays unless a value is given. */
export async function fillIn(
  world: World,
  personId: string,
  form: string,
  subject: Payload,
  values: RawValues,
): Promise<Reply> {
  const opened = await dispatchAs(world, personId, { kind: 'open-form', form, subject });
  if (opened.kind !== 'form') return opened;
  return dispatchAs(world, personId, {
    kind: 'submit',
    token: encodeToken(opened.open.token),
    values: { ...opened.open.form.values, ...values },
  });
}
