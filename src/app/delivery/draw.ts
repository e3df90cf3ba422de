/** A notice as its recipient may see it now. */
import type { Card } from '../../chat/card.ts';
import type { OutboxRow } from '../../store/outbox/claim.ts';
import { viewerOf } from '../access.ts';
import type { Ask } from '../context.ts';
import type { NoticeKind, Rendering } from '../feature.ts';
import type { Person } from '../person.ts';
import { sceneAt } from '../scene.ts';
import type { Desk } from './desk.ts';

export type DrawingDesk = Pick<Desk, 'reader' | 'scene' | 'registry' | 'now'>;

type RenderAll = NonNullable<NoticeKind['renderAll']>;

export interface Drawing {
  readonly row: OutboxRow;
  readonly person: Person;
  readonly surface: Ask['surface'];
}

/** Nothing when this person may no longer see the case. Throws when no room draws such a notice: a bug. */
export async function draw(desk: DrawingDesk, drawing: Drawing): Promise<Card | undefined> {
  const { row } = drawing;
  const render = desk.registry.notices.get(row.notice)?.render;
  if (!render) throw new Error(`no room draws the notice ${row.notice}`);
  return render(askOf(desk, drawing), { caseId: row.about?.id, facts: row.facts });
}

/**
 * By row, as `draw` would have it, with what the rooms can read once for all of them. What is left out is to be drawn
 * by itself: its room draws singly, or had a fault, which then shows in the one notice that has it.
 */
export async function drawTogether(
  desk: DrawingDesk,
  drawings: readonly Drawing[],
): Promise<ReadonlyMap<string, Card | undefined>> {
  const rooms = new Map<RenderAll, Drawing[]>();
  for (const drawing of drawings) {
    const room = desk.registry.notices.get(drawing.row.notice)?.renderAll;
    if (!room) continue;
    const together = rooms.get(room);
    if (together) together.push(drawing);
    else rooms.set(room, [drawing]);
  }
  const drawn = new Map<string, Card | undefined>();
  for (const [renderAll, together] of rooms) {
    const cards = await renderAll(together.map((one) => renderingOf(desk, one))).catch(() => undefined);
    if (cards) for (const [at, { row }] of together.entries()) drawn.set(row.id, cards[at]);
  }
  return drawn;
}

function renderingOf(desk: DrawingDesk, drawing: Drawing): Rendering {
  const { notice, about, facts } = drawing.row;
  return { ask: askOf(desk, drawing), notice, caseId: about?.id, facts };
}

function askOf(desk: DrawingDesk, { person, surface }: Drawing): Ask {
  return {
    ...sceneAt(desk.scene, viewerOf(person), desk.reader, desk.now()),
    actor: person,
    surface,
  };
}
