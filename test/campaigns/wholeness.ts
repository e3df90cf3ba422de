/** Whether every filed request is wholly there, and none in part: rows of each table against those of every other. */
import type { Store } from '../../src/store/store.ts';
import { toldOfFiling } from '../support/slack-staff.ts';

/** Words every filled-in request has; the legitimate interest among them (R062). */
const fields = ['groups', 'interest', 'purpose', 'question', 'recipients', 'title'];

/** One sentence for each thing that is not as it must be. */
export async function problemsIn(store: Store): Promise<readonly string[]> {
  const [requests, texts, collections, steps, entries, notices, once] = await Promise.all([
    store.db.dataRequest.findMany(),
    store.db.caseText.findMany({ where: { caseKind: 'request' } }),
    store.db.requestCollection.findMany(),
    store.db.requestStep.findMany(),
    store.db.auditEntry.findMany({ where: { line: { contains: '"what":"request.filed"' } } }),
    store.db.outbox.findMany({ where: { caseKind: 'request' } }),
    store.db.once.findMany({ where: { key: { startsWith: 'form:' } } }),
  ]);
  const filed = entries.map(({ line }) => JSON.parse(line) as { case: { id: string } });
  const whole: Readonly<Record<string, readonly string[]>> = {
    texts: texts.map((row) => `${row.caseId} ${row.field}`),
    collections: collections.map((row) => row.requestId),
    'open steps': steps.filter((row) => row.endedAt === null).map((row) => row.requestId),
    'audit entries': filed.map((line) => line.case.id),
    notices: notices.filter((row) => row.notice in toldOfFiling).map((row) => `${row.caseId} ${row.notice}`),
    'once-keys': once.map((row) => row.caseId ?? 'none'),
  };
  const each = (of: (id: string) => readonly string[]) => requests.flatMap(({ id }) => of(id));
  const wanted: typeof whole = {
    texts: each((id) => fields.map((field) => `${id} ${field}`)),
    collections: each((id) => [id]),
    'open steps': each((id) => [id]),
    'audit entries': each((id) => [id]),
    notices: each((id) =>
      Object.entries(toldOfFiling).flatMap(([notice, times]) =>
        Array.from({ length: times }, () => `${id} ${notice}`),
      ),
    ),
    'once-keys': each((id) => [id]),
  };
  return Object.keys(whole).flatMap((table) => difference(table, whole[table] ?? [], wanted[table] ?? []));
}

function difference(table: string, there: readonly string[], wanted: readonly string[]): readonly string[] {
  const left = [...there];
  const missing = wanted.filter((key) => {
    const at = left.indexOf(key);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
  return [
    ...missing.map((key) => `${table}: ${key} is missing`),
    ...left.map((key) => `${table}: ${key} is too many`),
  ];
}
