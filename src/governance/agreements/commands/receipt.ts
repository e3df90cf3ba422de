/** The receipt of a signature as things stand now, for the signer and for Human Resources. */
import type { Ask } from '../../../app/context.ts';
import type { Card } from '../../../chat/card.ts';
import { obligationsOf } from '../../people/store/obligations.ts';
import { receiptCard } from '../cards/receipt.ts';
import { type Signature, signatureById } from '../store/signatures.ts';
import { agreementOf, type Found, keepsRecords } from './agreement-of.ts';

export async function receiptOf(ask: Ask, found: Found, signature: Signature): Promise<Card> {
  const open = (await obligationsOf(ask.reader, signature.personId)).filter((one) => one.metAt === undefined);
  return receiptCard(ask.policy, { ...found, signature, open });
}

/** One's own, or any for whoever keeps the records; nothing otherwise. */
export async function signatureFor(
  ask: Ask,
  id: string,
): Promise<{ readonly signature: Signature; readonly found: Found } | undefined> {
  const signature = await signatureById(ask.reader, ask.policy.calendar, id);
  const found = signature && agreementOf(ask, { agreement: signature.agreement });
  if (!signature || !found) return undefined;
  if (signature.personId !== ask.actor.id && !keepsRecords(ask.actor, found.agreement)) return undefined;
  return { signature, found };
}

export async function receiptById(ask: Ask, id: string): Promise<Card | undefined> {
  const mine = await signatureFor(ask, id);
  return mine && receiptOf(ask, mine.found, mine.signature);
}
