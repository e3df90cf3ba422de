/** Looks up how and what each row of one claim is told: two queries, and a few to draw with. */
import type { ClaimedRow, OutboxRow } from '../../store/outbox/claim.ts';
import type { Person } from '../person.ts';
import { drawAhead } from './ahead.ts';
import type { Recipient } from './carry.ts';
import type { Desk } from './desk.ts';
import { outdated } from './on-leave.ts';
import { accountsOfPeople } from './store.ts';
import { surfaceOf, type Ways, wayBegun, waysTo, web } from './ways.ts';

/** Somebody outside, or no longer on the roster, has none. */
export async function recipientsOf(
  desk: Desk,
  rows: readonly ClaimedRow[],
): Promise<(row: ClaimedRow) => Recipient | undefined> {
  const people = await peopleOf(desk, rows);
  const accounts = await accountsOfPeople(desk.reader, [...people.keys()]);
  const carriers = { couriers: desk.couriers, byMail: desk.post !== undefined };
  const needless = outdated(rows);
  const told = rows.flatMap((row) => {
    const person = 'personId' in row.to ? people.get(row.to.personId) : undefined;
    if (!person || (person.status === 'left' && !desk.registry.notices.get(row.notice)?.lastWord)) return [];
    const theirs = accounts.get(person.id) ?? [];
    const ways: Ways = needless.has(row.id) ? { open: [web], shut: [] } : waysTo(person, theirs, carriers);
    return {
      ...{ row, person, ways, surface: surfaceOf(ways.open[0]) },
      begunOn: row.way === undefined ? undefined : wayBegun(row.way, person, theirs, carriers),
    } as const;
  });
  const cards = drawAhead(
    desk,
    told.filter(({ person }) => person.status !== 'leave'),
  );
  const found = new Map(
    told.map(({ row, person, ways, begunOn }): [string, Recipient] => [
      row.id,
      {
        ...{ ways, begunOn, away: person.status === 'leave' },
        card: cards.get(row.id) ?? (async () => undefined),
      },
    ]),
  );
  return ({ id }) => found.get(id);
}

/** Unknown people are left out. */
export async function peopleOf(
  desk: Pick<Desk, 'reader' | 'scene'>,
  rows: readonly OutboxRow[],
): Promise<ReadonlyMap<string, Person>> {
  const ids = new Set(rows.flatMap((row) => ('personId' in row.to ? [row.to.personId] : [])));
  return ids.size > 0 ? desk.scene.directory.people(desk.reader, [...ids]) : new Map();
}
