/** What one transaction collects while it runs, and its last statement: outbox, moved cards, audit trail. */
import { toIso } from '../kernel/clock.ts';
import { canonicalJson } from '../kernel/hash.ts';
import { newId } from '../kernel/ids.ts';
import { Prisma } from './generated/client.ts';
import { DoneBefore } from './once.ts';
import type { Author } from './store.ts';
import type { AuditFact, CaseKey, Database, Notice, Tx } from './tx.ts';

export class Collected {
  readonly tx: Tx;
  readonly #db: Database;
  readonly #author: Author;
  readonly #notices: Notice[] = [];
  readonly #moved = new Map<string, CaseKey>();
  readonly #facts: AuditFact[] = [];
  #once: { readonly key: string; readonly about: CaseKey | undefined } | undefined;

  constructor(db: Database, author: Author) {
    this.#db = db;
    this.#author = author;
    this.tx = {
      db,
      now: author.now,
      audit: (fact) => void this.#facts.push(fact),
      notify: (notice) => void this.#notices.push(notice),
      moved: (about) => void this.#moved.set(`${about.kind} ${about.id}`, about),
      once: (key, about) => {
        this.#once = { key, about };
      },
    };
  }

  /**
   * One round trip; the database writes in the order that can't deadlock (transact_finish in the migrations), and the
   * once-key before all of it: whoever waits for a key holds nothing that its owner could still need.
   */
  async finish(): Promise<void> {
    const once = this.#once;
    const notices = this.#notices.map((notice) => outboxRow(notice, this.#author));
    const moved = [...this.#moved.values()].map(({ kind, id }) => ({ kind, id }));
    const lines = this.#facts.map((fact) => auditLine(fact, this.#author));
    if (!once && notices.length + moved.length + lines.length === 0) return;
    const finish = Prisma.sql`
      SELECT transact_finish(${JSON.stringify(notices)}::jsonb, ${JSON.stringify(moved)}::jsonb, ${lines}::text[])`;
    if (!once) {
      await this.#db.$executeRaw(finish);
      return;
    }
    const { key, about } = once;
    const rows = await this.#db.$executeRaw`
      WITH claimed AS (
        INSERT INTO once (key, case_kind, case_id, at)
        VALUES (${key}, ${about?.kind ?? null}, ${about?.id ?? null}, ${toIso(this.tx.now)}::timestamptz)
        ON CONFLICT DO NOTHING RETURNING key)
      ${finish} FROM claimed`;
    if (rows === 0) throw new DoneBefore();
  }
}

function outboxRow(notice: Notice, author: Author) {
  return {
    id: newId(),
    notice: notice.notice,
    case_kind: notice.about?.kind ?? null,
    case_id: notice.about?.id ?? null,
    person_id: 'personId' in notice.to ? notice.to.personId : null,
    outsider_id: 'outsiderId' in notice.to ? notice.to.outsiderId : null,
    facts: notice.facts ?? {},
    made_at: toIso(author.now),
    not_before: toIso(notice.notBefore ?? author.now),
    ...(author.coarse ? { coarse: true } : {}),
  };
}

/** Version 1 of a line: who did what to which case, when and from where, with ids, numbers and hashes only. */
export function auditLine(fact: AuditFact, author: Author): string {
  return canonicalJson({
    v: 1,
    at: author.now.toString(),
    by: author.personId,
    surface: author.surface,
    what: fact.what,
    ...(fact.about ? { case: { kind: fact.about.kind, id: fact.about.id } } : {}),
    ...(fact.facts ? { facts: fact.facts } : {}),
  });
}
