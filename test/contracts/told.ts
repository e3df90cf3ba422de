/** Everything that people were told, drawn now as each of them, and as letters to those outside. */
import { letterAsMail } from '../../src/app/delivery/mail-text.ts';
import type { Card } from '../../src/chat/card.ts';
import type { Facts } from '../../src/store/tx.ts';
import { askAs, sceneOf } from '../support/people.ts';
import { hold } from '../support/surfaces/held.ts';
import { publicUrl } from '../support/surfaces/surface.ts';
import type { Stage } from './stage.ts';

/** So many of one kind are drawn: the others differ by their recipient alone. */
const mostOfOne = 10;

/** The cards by recipient. Rejects where a notice cannot be shown, or a letter says nothing. */
export async function drawWhatWasTold({
  world,
  ledger,
  registry,
}: Stage): Promise<ReadonlyMap<string, readonly Card[]>> {
  const rows = await world.store.db.outbox.findMany({ orderBy: { id: 'asc' } });
  const drawn = new Map<string, number>();
  const told = new Map<string, Card[]>();
  for (const { notice, caseId, personId, outsiderId, facts } of rows) {
    const key = `${notice} ${outsiderId === null}`;
    if ((drawn.get(key) ?? 0) >= mostOfOne) continue;
    const kind = registry.notices.get(notice);
    if (!kind) throw new Error(`somebody was told ${notice}, which no room draws`);
    const about = { caseId: caseId ?? undefined, facts: facts as Facts };
    if (personId !== null) {
      const card = await kind.render?.(await askAs(world, personId), about);
      if (!card) continue;
      await hold({ kind: 'card', card });
      ledger.card(card);
      told.set(personId, [...(told.get(personId) ?? []), card]);
    } else {
      const letter = await kind.letter?.(sceneOf(world), { ...about, outsiderId: outsiderId ?? '' });
      if (!letter) continue;
      const { subject, text } = letterAsMail(letter, { publicUrl, sample: true });
      if (subject.trim() === '' || /[\r\n]/.test(subject) || text.trim() === '')
        throw new Error(`the letter ${notice} says nothing, or its subject is no line`);
    }
    ledger.mark('notice', notice);
    drawn.set(key, (drawn.get(key) ?? 0) + 1);
  }
  return told;
}
