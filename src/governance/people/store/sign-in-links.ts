/** Sign-in links and the codes beside them: hashes only, spent once, dead after their time. */
import { type Temporal, toDate } from '../../../kernel/clock.ts';
import { sha256 } from '../../../kernel/hash.ts';
import { newId, newSecret, newSixDigitCode } from '../../../kernel/ids.ts';
import type { Reader, Tx } from '../../../store/tx.ts';
import { linkMinutes, linksAnHour, mostMisses } from '../rules/sign-in.ts';
import { lockPerson } from './lock.ts';

export interface NewLink {
  readonly id: string;
  readonly token: string;
  readonly code: string;
}

/** Nothing when this person has had enough of them within the hour. */
export async function makeLink(tx: Tx, personId: string): Promise<NewLink | undefined> {
  await lockPerson(tx, personId);
  const lately = await tx.db.signInLink.count({
    where: { personId, madeAt: { gt: toDate(tx.now.subtract({ hours: 1 })) } },
  });
  if (lately >= linksAnHour) return undefined;
  const link = { id: newId(), token: newSecret(), code: newSixDigitCode() };
  await tx.db.signInLink.create({
    data: {
      id: link.id,
      personId,
      tokenHash: sha256(link.token),
      codeHash: codeHash(link.id, link.code),
      madeAt: toDate(tx.now),
      expiresAt: toDate(tx.now.add({ minutes: linkMinutes })),
      misses: 0,
    },
  });
  return link;
}

/** Looks without spending: mail scanners open links. */
export async function linkLooksGood(reader: Reader, token: string, now: Temporal.Instant): Promise<boolean> {
  const found = await reader.db.signInLink.count({ where: { tokenHash: sha256(token), ...live(now) } });
  return found === 1;
}

/** Whose link this is or was. */
export async function ownerOfLink(reader: Reader, token: string): Promise<string | undefined> {
  const link = await reader.db.signInLink.findUnique({
    where: { tokenHash: sha256(token) },
    select: { personId: true },
  });
  return link?.personId;
}

/** False when it is spent, too old or never was. Of two presses at once one wins. */
export async function spendLinkByToken(tx: Tx, token: string): Promise<boolean> {
  const { count } = await tx.db.signInLink.updateMany({
    where: { tokenHash: sha256(token), ...live(tx.now) },
    data: { spentAt: toDate(tx.now) },
  });
  return count === 1;
}

/** A wrong code counts against every live link of that person, so that several links give no more guesses. */
export async function spendLinkByCode(tx: Tx, personId: string, code: string): Promise<boolean> {
  await lockPerson(tx, personId);
  const open = await tx.db.signInLink.findMany({
    where: { personId, ...live(tx.now), misses: { lt: mostMisses } },
  });
  const hit = open.find((link) => link.codeHash === codeHash(link.id, code));
  if (hit) {
    const { count } = await tx.db.signInLink.updateMany({
      where: { id: hit.id, spentAt: null },
      data: { spentAt: toDate(tx.now) },
    });
    return count === 1;
  }
  await tx.db.signInLink.updateMany({
    where: { id: { in: open.map((link) => link.id) } },
    data: { misses: { increment: 1 } },
  });
  return false;
}

export async function endLinksOf(tx: Tx, personId: string): Promise<number> {
  const { count } = await tx.db.signInLink.updateMany({
    where: { personId, ...live(tx.now) },
    data: { spentAt: toDate(tx.now) },
  });
  return count;
}

function live(now: Temporal.Instant) {
  return { spentAt: null, expiresAt: { gt: toDate(now) } };
}

/** Hashed with the link's id: a million hashes made once would otherwise open every link. */
function codeHash(linkId: string, code: string): string {
  return sha256(`${linkId}:${code}`);
}
