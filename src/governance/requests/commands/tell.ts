/** Who hears of a change: whoever asked, the stewards, the Coordinator. Never the person who made it. */
import type { Facts, Tx } from '../../../store/tx.ts';
import { reachOf } from '../cards/reach.ts';
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

/** An outsider is told by e-mail; one without an address through whoever calls them. */
export function tellAsker(telling: Telling, notice: string, facts: Facts = {}): void {
  const { outsiderId, id } = telling.file.request;
  const reach = reachOf(telling.file);
  if (reach.how === 'here') tellPeople(telling, notice, [reach.personId], facts);
  else if (reach.how === 'phone') tellPeople(telling, notice, reach.callers, facts);
  else if (outsiderId)
    telling.tx.notify({ notice, about: { kind: requestKind, id }, to: { outsiderId }, facts });
}

/** The Coordinator also when it was they who set the level: their card and their list carry it from here. */
export function tellByHand(telling: Telling): void {
  const { file, actorId } = telling;
  const reach = reachOf(file);
  const askers = reach.how === 'here' ? [reach.personId] : reach.how === 'phone' ? reach.callers : [];
  const others = askers.filter((id) => id !== actorId);
  tellPeople({ ...telling, actorId: undefined }, 'request.by-hand', [...file.cast.classifiers, ...others]);
  if (reach.how === 'email') tellAsker(telling, 'request.by-hand');
}
