/** What a letter or packet that was sent says for a clock: handed over to whoever records it there, and changeable. */
import type { Ask } from '../../../app/context.ts';
import type { RawValues } from '../../../chat/form.ts';
import type { IncidentFile } from '../store/incidents.ts';
import { noticesOf } from '../store/letters.ts';
import { asMoment } from './found.ts';

/** For the page only: a person typed it. */
export async function evidenceOfNotice(
  ask: Ask,
  { incident, policy, words }: IncidentFile,
  noticeId: string | undefined,
): Promise<RawValues> {
  if (noticeId === undefined || ask.surface !== 'web') return {};
  const found = (await noticesOf(ask.reader, policy, incident.id)).find(({ id }) => id === noticeId);
  if (!found?.sent) return {};
  const { template } = found.law;
  const edition = found.edition === 1 ? '' : `, edition ${found.edition}`;
  return {
    when: asMoment(found.sent.at, policy),
    evidence: `${template.name}${edition}: ${words[`notice-sent:${noticeId}`]?.body ?? ''}`.slice(0, 1000),
  };
}
