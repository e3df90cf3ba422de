/** What the writer of a blanked text is told: kindly, without the words, and what to do another time. */
import type { NoticeKind } from '../../../app/feature.ts';
import { sayDay } from '../../../chat/say-when.ts';
import { everyText } from '../../../store/texts.ts';
import { blankedCard } from '../cards/blanked.ts';

export const blankedNotice: NoticeKind = {
  id: 'redaction.blanked',
  render: async (ask, { caseId, facts }) => {
    const about = { kind: String(facts.kind), id: caseId ?? '' };
    const found = await ask.house.cardOf(ask, about);
    if (!found) return undefined;
    const text = (await everyText(ask.reader, about)).find(({ id }) => id === facts.text);
    if (!text?.blankedAt || !text.blankedById) return undefined;
    const by = await ask.directory.person(ask.reader, text.blankedById);
    return blankedCard({
      about,
      reference: typeof facts.reference === 'string' ? facts.reference : found.title,
      field: text.field,
      reason: String(facts.reason),
      by: by?.name ?? 'The Student Data Manager',
      on: sayDay(ask.policy.calendar.localDay(text.blankedAt)),
      advice: ask.policy.pack.wording.no_student_data,
    });
  },
};
