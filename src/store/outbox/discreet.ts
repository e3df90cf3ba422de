/** Cases of which not everybody may know that they are there: their notices are in no list and no count of the outbox. */
import { Prisma } from '../generated/client.ts';
import type { CaseKey } from '../tx.ts';

/** A breach concerns people, who learn of it from nothing (R075); whoever looks into one is told what did not arrive. */
export const discreetKinds: readonly string[] = ['incident'];

export function isDiscreet(about: CaseKey | undefined): boolean {
  return about !== undefined && discreetKinds.includes(about.kind);
}

/** Of an outbox row: that anybody may count it. */
export const countable = { OR: [{ caseKind: null }, { caseKind: { notIn: [...discreetKinds] } }] };

/** The same of `o`. */
export const countableSql = Prisma.sql`(o.case_kind is null or o.case_kind not in (${Prisma.join([...discreetKinds])}))`;
