/** A notice as its recipient may see it now. */
import type { Card } from '../../chat/card.ts';
import type { Surface } from '../../chat/interaction.ts';
import type { OutboxRow } from '../../store/outbox/claim.ts';
import { viewerOf } from '../access.ts';
import type { Ask } from '../context.ts';
import type { Person } from '../person.ts';
import { sceneAt } from '../scene.ts';
import type { Desk } from './desk.ts';

/** Nothing when this person may no longer see the case. Throws when no room draws such a notice: a bug. */
export async function draw(
  desk: Pick<Desk, 'reader' | 'scene' | 'registry' | 'now'>,
  row: OutboxRow,
  person: Person,
  surface: Surface,
): Promise<Card | undefined> {
  const render = desk.registry.notices.get(row.notice)?.render;
  if (!render) throw new Error(`no room draws the notice ${row.notice}`);
  const ask: Ask = {
    ...sceneAt(desk.scene, viewerOf(person), desk.reader, desk.now()),
    actor: person,
    surface,
  };
  return render(ask, { caseId: row.about?.id, facts: row.facts });
}
