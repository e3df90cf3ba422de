/** Who hears of a change: whoever asked, the stewards, the Coordinator. Never the person who made it. */
import type { Temporal } from '../../../kernel/clock.ts';
import type { Facts, Tx } from '../../../store/tx.ts';
import { reachOf } from '../cards/reach.ts';
import { openStay } from '../rules/request.ts';
import { turnOf } from '../rules/turn.ts';
import { type CaseFile, requestKind } from '../store/case-file.ts';

export interface Telling {
  readonly tx: Tx;
  readonly file: CaseFile;
  /** Who acted; nobody in a sweep. */
  readonly actorId: string | undefined;
  /** Whom this change told already. */
  readonly told?: Set<string>;
  /** A reminder waits for a working morning. */
  readonly notBefore?: Temporal.Instant;
}

export function tellPeople(
  { tx, file, actorId, told, notBefore }: Telling,
  notice: string,
  personIds: readonly (string | undefined)[],
  facts: Facts = {},
): void {
  const about = { kind: requestKind, id: file.request.id };
  for (const personId of new Set(personIds)) {
    if (personId === undefined || personId === actorId) continue;
    tx.notify({ notice, about, to: { personId }, facts, ...(notBefore ? { notBefore } : {}) });
    told?.add(personId);
  }
}

/** An outsider is told by e-mail; one without an address through whoever calls them. */
export function tellAsker(telling: Telling, notice: string, facts: Facts = {}): void {
  const { outsiderId, id } = telling.file.request;
  const reach = reachOf(telling.file);
  if (reach.how === 'here') tellPeople(telling, notice, [reach.personId], facts);
  else if (reach.how === 'phone') tellPeople(telling, notice, reach.callers, facts);
  else if (outsiderId)
    telling.tx.notify({
      notice,
      about: { kind: requestKind, id },
      to: { outsiderId },
      facts,
      ...(telling.notBefore ? { notBefore: telling.notBefore } : {}),
    });
}

export function untold({ told }: Telling, personIds: readonly string[]): readonly string[] {
  return personIds.filter((id) => !told?.has(id));
}

/** Whoever takes the step that has come; those whom this change told already find it on the same card. */
export function tellTurn(telling: Telling): void {
  const { request, cast, policy } = telling.file;
  const turn = turnOf(policy.pack.data_requests, request, cast);
  const facts = { stay: openStay(request)?.id ?? null };
  tellPeople(telling, 'request.your-turn', untold(telling, turn), facts);
}
