/** A notice as its recipient gets it now, held to the contract of all surfaces. */
import type { Ask } from '../../src/app/context.ts';
import type { NoticeKind } from '../../src/app/feature.ts';
import type { Card } from '../../src/chat/card.ts';
import { hold } from './surfaces/held.ts';

type Told = Parameters<NonNullable<NoticeKind['render']>>[1];

/** Throws when nobody offers such a notice. */
export async function drawNotice(
  offered: readonly NoticeKind[] | undefined,
  id: string,
  ask: Ask,
  told: Told,
): Promise<Card | undefined> {
  const render = offered?.find((one) => one.id === id)?.render;
  if (!render) throw new Error(`nobody draws the notice ${id}`);
  const card = await render(ask, told);
  if (card) await hold({ kind: 'card', card });
  return card;
}
