/** Everything about a request that a card, a notice or a decision needs, gathered in a fixed number of statements. */
import type { Ask, Scene } from '../../../app/context.ts';
import type { Person } from '../../../app/person.ts';
import type { Temporal } from '../../../kernel/clock.ts';
import type { Policy } from '../../../policy/policy.ts';
import { atOnce } from '../../../store/at-once.ts';
import { readTexts } from '../../../store/texts.ts';
import type { Reader } from '../../../store/tx.ts';
import type { Collection } from '../../inventory/store/collections.ts';
import { castOf, type Staff } from '../rules/cast.ts';
import type { Cast } from '../rules/moves.ts';
import type { Publication } from '../rules/publication.ts';
import { type DataRequest, openStay } from '../rules/request.ts';
import { passersBy } from './heirs.ts';
import type { Meeting } from './meetings.ts';
import { type Outsider, outsidersByIds } from './outsiders.ts';
import type { OwedCopy } from './publications.ts';
import { byId, readRequests, readRequestsFor, type Wanted } from './read.ts';
import { plansOf, type Roster, rosterOf, whatTheyName } from './roster.ts';

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
  const [file] = await openCaseFiles(scene, { ...byId(id), lock });
  return file;
}

export async function openCaseFiles(scene: Scene, wanted: Wanted): Promise<readonly CaseFile[]> {
  return filesOf(scene, await readRequests(scene, wanted));
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
  const files = first ? await filesOf(first.ask, [...requests.values()]) : [];
  const found = new Map(files.map((file) => [file.request.id, file]));
  return wanted.map(({ ask, id }) => (visible.get(ask.actor.id)?.has(id) ? found.get(id) : undefined));
}

/** Of requests that the viewer was found to see. */
export async function filesOf(scene: Scene, requests: readonly DataRequest[]): Promise<readonly CaseFile[]> {
  if (requests.length === 0) return [];
  const { reader } = scene;
  const plans = await plansOf(scene, requests);
  const { texts, outsiders, ...named } = await atOnce(reader, {
    texts: () => textsOf(reader, requests),
    outsiders: () =>
      outsidersByIds(
        reader,
        requests.flatMap((request) => request.outsiderId ?? []),
      ),
    ...whatTheyName(scene, requests, plans),
  });
  const typed = [...texts.values()];
  const blankers = typed.flatMap((words) => Object.values(words).flatMap((one) => one.blankedById ?? []));
  const others = [...blankers, ...typed.flatMap(passersBy)];
  const roster = await rosterOf(scene, requests, plans, named, others);
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

function textsOf(reader: Reader, requests: readonly DataRequest[]) {
  return readTexts(
    reader,
    requestKind,
    requests.map(({ id }) => id),
  );
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
