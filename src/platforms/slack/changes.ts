/** A value changed while a form is open: the form is drawn again only where something else on it changes. */
import type { Reply } from '../../chat/interaction.ts';
import { slackErrorOf } from './errors.ts';
import { drawForm, outline } from './form.ts';
import type { Press } from './inbound.ts';
import { type Speaker, say } from './replies.ts';

type Change = Extract<Press, { what: 'change' }>;

export async function showChange(
  speaker: Speaker,
  change: Change,
  reply: Reply,
  isLast: () => boolean,
): Promise<void> {
  if (reply.kind === 'done') return say(speaker, change, { text: reply.text, tone: reply.tone });
  if (reply.kind !== 'form' && reply.kind !== 'invalid') return;
  const { place, state, viewId } = change;
  if (place.kind !== 'modal') return;
  const view = drawForm(reply.open, speaker.pen, { state, source: place.source });
  const before = outline(change.blocks);
  if (before !== undefined && before === outline(view.blocks)) return;
  try {
    await speaker.client.views.update({ view_id: viewId, ...(place.hash ? { hash: place.hash } : {}), view });
  } catch (error) {
    if (slackErrorOf(error) !== 'hash_conflict') throw error;
    // drawn anew meanwhile: a later change will draw it again, and where there is none this one is the latest
    if (isLast()) await speaker.client.views.update({ view_id: viewId, view });
  }
}
