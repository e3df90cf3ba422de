/** The web address of one case: what chat has no room for is read there, and it signs in and authorises again. */
import type { CaseRef } from './card.ts';

/** `id` may also be what people write, such as DR-1042. */
export function casePath({ kind, id }: CaseRef): string {
  return `/cases/${encodeURIComponent(kind)}/${encodeURIComponent(id)}`;
}

/** Where all of a card can be read. */
export function pathOfCard(about: CaseRef | undefined): string {
  return about ? casePath(about) : '/';
}
