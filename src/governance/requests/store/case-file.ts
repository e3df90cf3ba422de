/** Everything about a request that a card, a notice or a decision needs, gathered in a fixed number of statements. */
import type { Ask, Scene } from '../../../app/context.ts';
import type { Person } from '../../../app/person.ts';
import type { Temporal } from '../../../kernel/clock.ts';
import type { Policy } from '../../../policy/policy.ts';
import { Prisma } from '../../../store/generated/client.ts';
import { readTexts } from '../../../store/texts.ts';
import { type Collection, collectionsByIds } from '../../inventory/store/collections.ts';
import { castOf, type Staff } from '../rules/cast.ts';
import type { Cast } from '../rules/moves.ts';
import type { Publication } from '../rules/publication.ts';
import { type DataRequest, openStay } from '../rules/request.ts';
import { sponsorRoles } from '../rules/sponsors.ts';
import { allSteps, takersOf } from '../rules/workflow.ts';
import { unreachedAmong } from './coverage.ts';
import { heirsOf, passersBy } from './heirs.ts';
import { type Meeting, meetingsOf } from './meetings.ts';
import { type Outsider, outsidersByIds } from './outsiders.ts';
import { copiesOwed, type OwedCopy, publicationsOf } from './publications.ts';
import { readRequests, readRequestsFor, type Wanted } from './read.ts';
import { answeredByAnother, filedAgain, numbersNamedBy } from './related.ts';
import { stoodInSince } from './stood-in.ts';

export const requestKind = 'request';

/** Words that somebody typed; `body` is nothing once they are blanked. */
export interface Words {
  readonly body: string | null;
  readonly blankedById: string | null;
  readonly blankedAt: Temporal.Instant | null;
}

export interface CaseFile {
  readonly request: DataRequest;
  /** The plan it began under. */
  readonly policy: Policy;
  readonly words: Readonly<Record<string, Words>>;
  readonly staff: Staff;
  readonly cast: Cast;
  readonly people: ReadonlyMap<string, Person>;
  /** In the order of names. */
  readonly collections: readonly Collection[];
  readonly outsider: Outsider | undefined;
  /** Planned from these data; none where its kind of request owes no copy. */
  readonly publications: readonly Publication[];
  /** Copies that the same requester owes from others. */
  readonly owed: readonly OwedCopy[];
  /** The day on which it was opened, here. */
  readonly today: Temporal.PlainDate;
  /** The board's, on whose calendar it is or was, by id. */
  readonly meetings: ReadonlyMap<string, Meeting>;
  /** The numbers of the requests that it names, by id. */
  readonly numbers: ReadonlyMap<string, number>;
  /** The number of the request that was filed again after this one was denied. */
  readonly again: number | undefined;
  /** Another open request of the same person may answer it too. */
  readonly mergeable: boolean;
  /** When it was looked at: late is what was due before. */
  readonly asOf: Temporal.Instant;
}

/** The meeting picked for the step that has come. */
export function meetingOf({ request, meetings }: CaseFile): Meeting | undefined {
  return meetings.get(openStay(request)?.meetingId ?? '');
}

/** One by id; nothing when there is none or this viewer may not see it. `lock` for a change. */
export async function openCaseFile(scene: Scene, id: string, lock = false): Promise<CaseFile | undefined> {
  const [file] = await openCaseFiles(scene, { where: Prisma.sql`r.id = ${id}`, limit: 1, lock });
  return file;
}

export async function openCaseFiles(scene: Scene, wanted: Wanted): Promise<readonly CaseFile[]> {
  return gather(scene, await readRequests(scene, wanted));
}

/**
 * Several people's cases in one go: each pair answered through its own viewer's eyes, nothing where they see none. Not
 * inside a transaction.
 */
export async function openCaseFilesFor(
  wanted: readonly { readonly ask: Ask; readonly id: string }[],
): Promise<readonly (CaseFile | undefined)[]> {
  const viewers = new Map(wanted.map(({ ask }) => [ask.actor.id, { eyes: ask, ids: new Set<string>() }]));
  for (const { ask, id } of wanted) viewers.get(ask.actor.id)?.ids.add(id);
  const seen = await readRequestsFor([...viewers.values()].map(({ eyes, ids }) => ({ eyes, ids: [...ids] })));
  const visible = new Map([...viewers.keys()].map((personId, at) => [personId, seen[at]]));
  const requests = new Map(seen.flatMap((mine) => [...mine]));
  const [first] = wanted;
  const files = first ? await gather(first.ask, [...requests.values()]) : [];
  const byId = new Map(files.map((file) => [file.request.id, file]));
  return wanted.map(({ ask, id }) => (visible.get(ask.actor.id)?.has(id) ? byId.get(id) : undefined));
}

async function gather(scene: Scene, requests: readonly DataRequest[]): Promise<readonly CaseFile[]> {
  if (requests.length === 0) return [];
  const ids = requests.map(({ id }) => id);
  const texts = await readTexts(scene.reader, requestKind, ids);
  const outsiders = await outsidersByIds(
    scene.reader,
    requests.flatMap((request) => request.outsiderId ?? []),
  );
  const blankers = [...texts.values()].flatMap((words) =>
    Object.values(words).flatMap((one) => one.blankedById ?? []),
  );
  const passers = [...texts.values()].flatMap(passersBy);
  const roster = await rosterFor(scene, requests, [...blankers, ...passers]);
  const files: CaseFile[] = [];
  for (const request of requests) {
    const file = fileOf(scene.policy, roster, request);
    const words = texts.get(request.id) ?? {};
    files.push({
      ...file,
      cast: stillAsked(file.cast, words),
      policy: await scene.policyOf(request.policy),
      words,
      outsider: request.outsiderId ? outsiders.get(request.outsiderId) : undefined,
    });
  }
  return files;
}

/** The people, roles and collections that requests name. */
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

export async function rosterFor(
  scene: Scene,
  requests: readonly DataRequest[],
  others: readonly string[] = [],
): Promise<Roster> {
  const { reader, directory, policy } = scene;
  const { classify, route } = policy.pack.data_requests;
  const collections = await collectionsByIds(reader, [
    ...new Set(requests.flatMap((request) => request.collectionIds)),
  ]);
  const plans = [policy.pack.data_requests];
  // The plans that requests began under may name roles that today's does not.
  for (const fingerprint of new Set(requests.map((request) => request.policy)))
    plans.push((await scene.policyOf(fingerprint)).pack.data_requests);
  const today = policy.calendar.localDay(scene.now);
  const papers = requests.filter(({ route }) => plans.some((plan) => plan.routes[route]?.publication));
  const publications = await publicationsOf(
    reader,
    papers.map(({ id }) => id),
  );
  const named = [
    ...requests.flatMap(peopleIn),
    ...collections.flatMap(({ stewardIds }) => stewardIds),
    ...others,
    ...publications.flatMap(({ receivedById }) => receivedById ?? []),
  ];
  const stepRoles = [
    ...new Set(plans.flatMap((plan) => [...allSteps(plan).flatMap(takersOf), ...sponsorRoles(plan)])),
  ];
  const roles = [...new Set([classify.by, route.to, classify.stand_in, ...stepRoles])];
  const people = await directory.peopleAndHolders(reader, named, roles);
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
      holdersOf: new Map(stepRoles.map((role) => [role, holders(role)])),
      unreached: await unreachedAmong(scene, mayCheck(requests) ? stewards : []),
      heirsOf: await heirsOf(scene, requests, people),
      stoodIn: await stoodInSince(
        scene,
        requests.map(({ filedAt }) => filedAt),
      ),
    },
    people,
    collections,
    publications,
    owed: await copiesOwed(reader, papers, today),
    today,
    meetings: await meetingsOf(reader, requests),
    numbers: await numbersNamedBy(reader, requests),
    again: await filedAgain(reader, requests),
    mergeable: await answeredByAnother(reader, requests),
    asOf: scene.now,
  };
}

/** Only what was made comes to a check. */
function mayCheck(requests: readonly DataRequest[]): boolean {
  return requests.some(({ state, releases }) => state === 'open' && releases.length > 0);
}

export function fileOf(policy: Policy, roster: Roster, request: DataRequest): CaseFile {
  return {
    request,
    policy,
    words: {},
    outsider: undefined,
    publications: roster.publications.filter(({ requestId }) => requestId === request.id),
    owed: roster.owed.get(request.id) ?? [],
    today: roster.today,
    staff: roster.staff,
    people: roster.people,
    meetings: roster.meetings,
    numbers: roster.numbers,
    again: roster.again.get(request.id),
    mergeable: roster.mergeable.has(request.id),
    cast: castOf(policy.pack.separation, request, roster.staff),
    collections: roster.collections.filter(({ id }) => request.collectionIds.includes(id)),
    asOf: roster.asOf,
  };
}

/** After a change inside the same transaction: whatever can differ is the request and the words just written. */
export function withChange(
  file: CaseFile,
  request: DataRequest,
  written: Readonly<Record<string, string>>,
  more?: ReadonlyMap<string, Person>,
): CaseFile {
  const fresh = Object.entries(written).map(([field, body]): [string, Words] => [
    field,
    { body, blankedById: null, blankedAt: null },
  ]);
  const words = { ...file.words, ...Object.fromEntries(fresh) };
  return {
    ...file,
    request,
    cast: stillAsked(castOf(file.policy.pack.separation, request, file.staff), words),
    words,
    people: more ? new Map([...file.people, ...more]) : file.people,
  };
}

/** Whoever said that it is not for them is not asked again to take it over. */
function stillAsked(cast: Cast, words: CaseFile['words']): Cast {
  const passed = passersBy(words);
  return { ...cast, heirs: (cast.heirs ?? []).filter((id) => !passed.includes(id)) };
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
