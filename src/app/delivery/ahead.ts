/** Draws the cards of a claim a little before they go out, so many at a time, and never long before. */
import type { Card } from '../../chat/card.ts';
import { type Drawing, type DrawingDesk, draw, drawTogether } from './draw.ts';

/** Enough to share the reading; few, so that what is drawn goes out within moments: of the first ones, at once. */
const [firstSize, togetherSize] = [25, 100];

/**
 * A card drawn longer ago is drawn again, as if it had not been. Whatever changes in between marks the row as stale in
 * the change's own transaction, and the card is updated right after it was sent.
 */
const freshMs = 2_000;

/** By row: its card as of now, or of a moment ago. The first ones are begun at once. */
export function drawAhead(
  desk: DrawingDesk,
  drawings: readonly Drawing[],
): ReadonlyMap<string, () => Promise<Card | undefined>> {
  const parts = inParts(drawings);
  const begun = parts.map((part) =>
    onlyOnce(async () => ({ at: performance.now(), cards: await drawTogether(desk, part) })),
  );
  const begin = (part: number) => void begun[part]?.().catch(() => undefined);
  begin(0);
  const ways = parts.flatMap((part, index) =>
    part.map((drawing, at): [string, () => Promise<Card | undefined>] => [
      drawing.row.id,
      async () => {
        if (part.length - at <= togetherSize / 2) begin(index + 1);
        const drawn = await begun[index]?.();
        if (drawn?.cards.has(drawing.row.id) && performance.now() - drawn.at < freshMs)
          return drawn.cards.get(drawing.row.id);
        return draw(desk, drawing);
      },
    ]),
  );
  return new Map(ways);
}

function inParts(drawings: readonly Drawing[]): readonly (readonly Drawing[])[] {
  const parts: (readonly Drawing[])[] = [];
  for (let from = 0, size = firstSize; from < drawings.length; from += size, size = togetherSize)
    parts.push(drawings.slice(from, from + size));
  return parts;
}

function onlyOnce<T>(work: () => Promise<T>): () => Promise<T> {
  let begun: Promise<T> | undefined;
  return () => {
    begun ??= work();
    return begun;
  };
}
