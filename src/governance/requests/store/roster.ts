/** Whom and what requests name: the people, the roles of their plans, the collections, and what is like them. */
import type { Scene } from '../../../app/context.ts';
import type { Person } from '../../../app/person.ts';
import type { Temporal } from '../../../kernel/clock.ts';
import { oncePer } from '../../../kernel/worked-out.ts';
import type { DataRequestPolicy } from '../../../policy/schema-requests.ts';
import { atOnce } from '../../../store/at-once.ts';
import { type Collection, collectionsByIds } from '../../inventory/store/collections.ts';
import type { Staff } from '../rules/cast.ts';
import type { Publication } from '../rules/publication.ts';
import type { DataRequest } from '../rules/request.ts';
import { sponsorRoles } from '../rules/sponsors.ts';
import { allSteps, takersOf } from '../rules/workflow.ts';
import { unreachedAmong } from './coverage.ts';
import { heirsOf } from './heirs.ts';
import { type Meeting, meetingsOf } from './meetings.ts';
import { copiesOwed, type OwedCopy, publicationsOf } from './publications.ts';
import { answeredByAnother, filedAgain, numbersNamedBy } from './related.ts';
import { stoodInSince } from './stood-in.ts';

export interface Roster {
  readonly publications: readonly Publication[];
  /** By request. */
  readonly owed: ReadonlyMap<string, readonly OwedCopy[]>;
  readonly today: Temporal.PlainDate;
  readonly meetings: ReadonlyMap<string, Meeting>;
  readonly numbers: ReadonlyMap<string, number>;
  readonly again: ReadonlyMap<string, number>;
  readonly mergeable: ReadonlySet<string>;
  readonly staff: Staff;
  readonly people: ReadonlyMap<string, Person>;
  readonly collections: readonly Collection[];
  readonly asOf: Temporal.Instant;
}

export async function rosterFor(scene: Scene, requests: readonly DataRequest[]): Promise<Roster> {
  const plans = await plansOf(scene, requests);
  const named = await atOnce(scene.reader, whatTheyName(scene, requests, plans));
  return rosterOf(scene, requests, plans, named, []);
}

export type Plans = readonly DataRequestPolicy[];

/** Today's, and those that the requests began under, which may name roles that today's does not. */
export async function plansOf({ policy, policyOf }: Scene, requests: readonly DataRequest[]): Promise<Plans> {
  const plans = new Set([policy.pack.data_requests]);
  for (const fingerprint of new Set(requests.map((request) => request.policy)))
    plans.add((await policyOf(fingerprint)).pack.data_requests);
  return [...plans];
}

const stepRoles = oncePer((plan: DataRequestPolicy): readonly string[] => [
  ...new Set([...allSteps(plan).flatMap(takersOf), ...sponsorRoles(plan)]),
]);

function stepRolesOf(plans: Plans): readonly string[] {
  return [...new Set(plans.flatMap(stepRoles))];
}

function rolesOf({ policy }: Scene, plans: Plans): readonly string[] {
  const { classify, route } = policy.pack.data_requests;
  return [...new Set([classify.by, route.to, classify.stand_in, ...stepRolesOf(plans)])];
}

/** Reads that need nothing but the requests. */
export function whatTheyName(scene: Scene, requests: readonly DataRequest[], plans: Plans) {
  const { reader, directory, policy, now } = scene;
  const papers = requests.filter(({ route }) => plans.some((plan) => plan.routes[route]?.publication));
  return {
    people: () => directory.peopleAndHolders(reader, requests.flatMap(peopleIn), rolesOf(scene, plans)),
    collections: () =>
      collectionsByIds(reader, [...new Set(requests.flatMap(({ collectionIds }) => collectionIds))]),
    publications: () =>
      publicationsOf(
        reader,
        papers.map(({ id }) => id),
      ),
    owed: () => copiesOwed(reader, papers, policy.calendar.localDay(now)),
    meetings: () => meetingsOf(reader, requests),
    numbers: () => numbersNamedBy(reader, requests),
    again: () => filedAgain(reader, requests),
    mergeable: () => answeredByAnother(reader, requests),
    stoodIn: () =>
      stoodInSince(
        scene,
        requests.map(({ filedAt }) => filedAt),
      ),
  };
}

type Named = {
  readonly [K in keyof ReturnType<typeof whatTheyName>]: Awaited<
    ReturnType<ReturnType<typeof whatTheyName>[K]>
  >;
};

export async function rosterOf(
  scene: Scene,
  requests: readonly DataRequest[],
  plans: Plans,
  { stoodIn, ...found }: Named,
  others: readonly string[],
): Promise<Roster> {
  const { reader, directory, policy } = scene;
  const { classify, route } = policy.pack.data_requests;
  const { collections, publications } = found;
  const alsoNamed = [
    ...collections.flatMap(({ stewardIds }) => stewardIds),
    ...others,
    ...publications.flatMap(({ receivedById }) => receivedById ?? []),
  ].filter((id) => !found.people.has(id));
  // Mostly nobody: stewards hold their role.
  const people = new Map([...found.people, ...(await directory.people(reader, alsoNamed))]);
  const active = [...people.values()].filter(({ status }) => status === 'active');
  const holders = (role: string) => active.filter(({ roles }) => roles.includes(role)).map(({ id }) => id);
  const isActive = new Set(active.map(({ id }) => id));
  // Whoever stands in for a steward is asked for that steward's collections too.
  const inPlaceOf = (steward: string) =>
    active
      .filter(({ standsIn = [] }) => standsIn.some((one) => one.role === route.to && one.forId === steward))
      .map(({ id }) => id);
  const stewards = [...holders(route.to), ...collections.flatMap(({ stewardIds }) => stewardIds)];
  return {
    staff: {
      stewardsOf: new Map(
        collections.map(({ id, stewardIds }) => [
          id,
          [...new Set(stewardIds.flatMap((one) => [...(isActive.has(one) ? [one] : []), ...inPlaceOf(one)]))],
        ]),
      ),
      allStewards: holders(route.to),
      coordinators: holders(classify.by),
      standIns: holders(classify.stand_in),
      holdersOf: new Map(stepRolesOf(plans).map((role) => [role, holders(role)])),
      stoodIn,
      ...(await atOnce(reader, {
        unreached: () => unreachedAmong(scene, mayCheck(requests) ? stewards : []),
        heirsOf: () => heirsOf(scene, requests, people),
      })),
    },
    ...found,
    people,
    today: policy.calendar.localDay(scene.now),
    asOf: scene.now,
  };
}

/** Only what was made comes to a check. */
function mayCheck(requests: readonly DataRequest[]): boolean {
  return requests.some(({ state, releases }) => state === 'open' && releases.length > 0);
}

function peopleIn(request: DataRequest): readonly string[] {
  return [
    request.requesterId,
    request.typedById,
    request.levelById,
    request.holderId,
    request.fulfillerId,
    ...request.stays.flatMap(({ endedById, decidedById }) => [endedById, decidedById]),
    // an answer may name somebody
    ...request.answers.flatMap(({ givenById, value }) => [givenById, value]),
    request.publicRecordById,
    ...request.agreements.map(({ draftedById }) => draftedById),
    ...request.questions.map(({ askedById }) => askedById),
    ...request.releases.flatMap((one) => [
      one.fulfilledById,
      one.protectedById,
      one.checkedById,
      ...one.checks.map(({ byId }) => byId),
      one.sentById,
      one.recalledById,
    ]),
  ].filter((id) => id !== undefined);
}
