/** Who hears of a change: whoever asked, the stewards, the Coordinator. Never the person who made it. */
import type { Facts, Tx } from '../../../store/tx.ts';
import { type CaseFile, requestKind } from '../store/case-file.ts';

export interface Telling {
  readonly tx: Tx;
  readonly file: CaseFile;
  /** Who acted; nobody in a sweep. */
  readonly actorId: string | undefined;
}

export function tellPeople(
  { tx, file, actorId }: Telling,
  notice: string,
  personIds: readonly (string | undefined)[],
  facts: Facts = {},
): void {
  const about = { kind: requestKind, id: file.request.id };
  for (const personId of new Set(personIds))
    if (personId !== undefined && personId !== actorId) tx.notify({ notice, about, to: { personId }, facts });
}

/** An outsider is told by e-mail; one without an address through whoever typed the request in. */
export function tellAsker(telling: Telling, notice: string, facts: Facts = {}): void {
  const { requesterId, outsiderId, typedById, id } = telling.file.request;
  if (outsiderId && telling.file.outsider?.email)
    telling.tx.notify({ notice, about: { kind: requestKind, id }, to: { outsiderId }, facts });
  else tellPeople(telling, notice, [requesterId ?? typedById], facts);
}
