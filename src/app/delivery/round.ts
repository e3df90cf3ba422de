/** One round of delivery: everything that is due as of now, first new notices, then cards whose case moved on. */
import { claimRows, claimStale } from '../../store/outbox/claim.ts';
import { giveBack, markUpdateLater } from '../../store/outbox/mark.ts';
import { carry } from './carry.ts';
import type { Desk } from './desk.ts';
import { type Outcome, writeOutcomes } from './outcome.ts';
import { peopleOf, recipientsOf } from './recipients.ts';
import { type Refreshed, refresh, writeRefreshed } from './refresh.ts';
import { type Shift, startShift } from './shift.ts';
import { chatOrder } from './ways.ts';

/** How often each thing happened to a row. */
export interface Counts {
  readonly sent: number;
  /** Sent again where nobody could say whether the first had arrived. */
  readonly repeated: number;
  readonly dropped: number;
  readonly later: number;
  readonly undeliverable: number;
  /** Delivered cards that were drawn anew in their place. */
  readonly updated: number;
}

export interface Round {
  readonly done: Promise<Counts>;
  /** What is being sent is finished, what is not begun is given back. */
  stop(): void;
}

const claimSize = 250;
const leaseSeconds = 120;
/** What lay on the shelf longer goes back: it must be finished well before somebody else may claim it. */
const shelfLifeMs = (leaseSeconds * 1000) / 2;

export function startRound(desk: Desk, width: number): Round {
  const tally = { sent: 0, repeated: 0, dropped: 0, later: 0, undeliverable: 0, updated: 0 };
  let shift: Shift | undefined;
  let stopped = false;
  async function run(): Promise<Counts> {
    for (const start of [deliverDue, refreshStale]) {
      if (stopped) break;
      shift = start(desk, width, tally);
      await shift.done;
    }
    return tally;
  }
  return {
    done: run(),
    stop() {
      stopped = true;
      shift?.stop();
    },
  };
}

type Tally = { -readonly [K in keyof Counts]: number };

function deliverDue(desk: Desk, width: number, tally: Tally): Shift {
  return startShift({
    width,
    async claim() {
      const rows = await claimRows(desk.reader, {
        ...{ now: desk.now(), limit: claimSize, leaseSeconds, byMail: desk.post !== undefined },
        except: desk.held.ids(),
        chats: chatOrder.filter((chat) => desk.couriers.some(({ surface }) => surface === chat)),
      });
      const recipientOf = await recipientsOf(desk, rows);
      const shelvedAt = performance.now();
      return rows.map((row) => ({ row, recipient: recipientOf(row), shelvedAt }));
    },
    async work(claimed): Promise<Outcome> {
      if (performance.now() - claimed.shelvedAt > shelfLifeMs) return { kind: 'back', row: claimed.row };
      const outcome = await carry(desk, claimed);
      if (claimed.row.coarse) holdBack(desk, outcome);
      return outcome;
    },
    async write(outcomes) {
      await writeOutcomes(desk.reader, outcomes, desk.now());
      for (const outcome of outcomes) count(tally, outcome);
    },
    giveBack: (claimed) =>
      giveBack(
        desk.reader,
        claimed.map(({ row }) => row),
      ),
  });
}

function holdBack({ held, now }: Desk, { kind, row }: Outcome): void {
  if (kind === 'later') held.until(row.id, row.notBefore);
  if (kind === 'unsure') held.until(row.id, now().add({ milliseconds: row.afterMs }));
}

function refreshStale(desk: Desk, width: number, tally: Tally): Shift {
  return startShift({
    width,
    async claim() {
      const rows = await claimStale(desk.reader, { limit: claimSize, leaseSeconds });
      const people = await peopleOf(desk, rows);
      const shelvedAt = performance.now();
      return rows.map((row) => ({
        row,
        person: 'personId' in row.to ? people.get(row.to.personId) : undefined,
        shelvedAt,
      }));
    },
    async work({ row, person, shelvedAt }): Promise<Refreshed> {
      if (performance.now() - shelvedAt > shelfLifeMs) return { kind: 'later', id: row.id, afterMs: 0 };
      return refresh(desk, row, person);
    },
    async write(all) {
      await writeRefreshed(desk.reader, all);
      tally.updated += all.filter((one) => one.kind === 'updated').length;
    },
    giveBack: (claimed) =>
      markUpdateLater(
        desk.reader,
        claimed.map(({ row }) => ({ id: row.id, afterMs: 0 })),
      ),
  });
}

function count(tally: Tally, outcome: Outcome): void {
  if (outcome.repeated) tally.repeated += 1;
  switch (outcome.kind) {
    case 'sent':
      tally.sent += 1;
      break;
    case 'dropped':
      tally.dropped += 1;
      break;
    case 'never':
      tally.undeliverable += 1;
      break;
    case 'later':
    case 'unsure':
      tally.later += 1;
      break;
    case 'back':
      break;
  }
}
