/** One change to one request: look under lock, decide, write, one audit entry, tell, and answer with the fresh card. */
import type { Act } from '../../../app/context.ts';
import type { Outcome } from '../../../app/feature.ts';
import type { Person } from '../../../app/person.ts';
import { newId } from '../../../kernel/ids.ts';
import { writeTexts } from '../../../store/texts.ts';
import type { Facts } from '../../../store/tx.ts';
import { notThere, refusalText } from '../cards/refusals.ts';
import { requestCard } from '../cards/request-card.ts';
import { carryOut } from '../rules/carry-out.ts';
import { decide } from '../rules/decide.ts';
import type { Decision } from '../rules/may.ts';
import type { Move } from '../rules/moves.ts';
import { type DataRequest, openStay } from '../rules/request.ts';
import { checkIsStuck, comesToTurn, lacksDecider } from '../rules/turn.ts';
import { comesToClaim } from '../rules/workflow.ts';
import { type CaseFile, openCaseFile, requestKind, withChange } from '../store/case-file.ts';
import type { Meeting } from '../store/meetings.ts';
import { writeChange } from '../store/write.ts';
import { keepRecord } from './on-record.ts';
import { type Telling, tellPeople, tellTurn, untold } from './tell.ts';

export interface Change {
  /** "request.claimed": the audit entry. */
  readonly what: string;
  readonly move: Move | ((file: CaseFile) => Move);
  /** The version on a button; forms carry none, for the rules look at the case as it stands. */
  readonly version?: string;
  /** The stay that a form was about: what was meant for one step is not taken for the next. */
  readonly stay?: string;
  /** Adds to what the rules decided, such as a new release. */
  readonly amend?: (after: DataRequest, file: CaseFile, decision: Decision) => DataRequest;
  /** What was typed, by field; empty ones are left out. */
  readonly words?: (after: DataRequest) => Readonly<Record<string, string | undefined>>;
  /** Somebody new to the case, for their name. */
  readonly involves?: readonly Person[];
  /** The meeting of the board that it is put on. */
  readonly meeting?: Meeting;
  readonly facts?: (after: DataRequest) => Facts;
  /** Other tables that change with it. */
  readonly also?: (file: CaseFile) => Promise<void>;
  readonly tell: (telling: Telling, before: DataRequest) => void;
  readonly say: (file: CaseFile) => string;
}

export async function change(act: Act, id: string | undefined, wanted: Change): Promise<Outcome> {
  const file = id === undefined ? undefined : await openCaseFile(act, id, true);
  if (!file) return { kind: 'refused', text: notThere };
  const { request, policy } = file;
  const move = typeof wanted.move === 'function' ? wanted.move(file) : wanted.move;
  const decided = decide(policy.pack, request, move, act.actor, file.cast);
  if (!decided.ok)
    return {
      kind: 'refused',
      why: decided.problem.why,
      text: refusalText(file, decided.problem, act.actor),
      card: requestCard(file, act.actor),
    };
  const isOld = wanted.version !== undefined && wanted.version !== String(request.version);
  const isOther = wanted.stay !== undefined && wanted.stay !== openStay(request)?.id;
  if (isOld || isOther)
    return {
      kind: 'refused',
      why: 'moved_on',
      text: refusalText(file, { why: 'moved_on' }),
      card: requestCard(file, act.actor),
    };
  const stamp = { actorId: act.actor.id, now: act.now, newId };
  const carried = carryOut(policy.pack.data_requests, policy.calendar, request, decided.value, stamp);
  const after = wanted.amend?.(carried, file, decided.value) ?? carried;
  await writeChange(act.tx, request, after);
  const words = filled(wanted.words?.(after) ?? {});
  const about = { kind: requestKind, id: request.id };
  const texts =
    Object.keys(words).length > 0 ? await writeTexts(act.tx, about, act.actor.id, words) : undefined;
  const others = new Map(wanted.involves?.map((person) => [person.id, person]));
  others.set(act.actor.id, act.actor);
  const { meeting } = wanted;
  const meetings = meeting ? new Map([...file.meetings, [meeting.id, meeting]]) : file.meetings;
  const now = { ...withChange(file, after, words, others), meetings };
  await keepRecord(act, now, request);
  await wanted.also?.(now);
  act.tx.audit({
    what: wanted.what,
    about,
    facts: {
      ...wanted.facts?.(after),
      // Begun under another plan than today's: the entry names the one by which it was decided, and today's.
      ...(request.policy === act.policy.fingerprint
        ? {}
        : { policy: request.policy, inForce: act.policy.fingerprint }),
      ...(texts ? { texts } : {}),
      ...(act.actor.standsIn
        ? { standsInFor: act.actor.standsIn.map(({ role, forId }) => ({ role, forId })) }
        : {}),
    },
  });
  const telling = { tx: act.tx, file: now, actorId: act.actor.id, told: new Set<string>() };
  wanted.tell(telling, request);
  tellNext(telling, request);
  act.tx.moved(about);
  return { kind: 'done', text: wanted.say(now), card: requestCard(now, act.actor), about };
}

/** Whoever comes next; those whom the change told already find it on the same card. */
function tellNext(telling: Telling, before: DataRequest): void {
  const { request, cast, policy } = telling.file;
  const plan = policy.pack.data_requests;
  if (comesToClaim(plan, before, request))
    tellPeople(telling, 'request.asked', untold(telling, cast.stewards));
  if (comesToTurn(plan, before, request)) tellTurn(telling);
  if (comesToTurn(plan, before, request) && lacksDecider(plan, request, cast))
    tellPeople({ ...telling, actorId: undefined }, 'request.no-decider', cast.classifiers);
  if (comesToTurn(plan, before, request) && checkIsStuck(plan, request, cast))
    tellPeople(telling, 'request.no-checker', telling.file.staff.coordinators);
}

export function filled(words: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(words).filter(
      (entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== '',
    ),
  );
}
