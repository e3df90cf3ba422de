/** Days that are owed, told to each person once a sweep: one as its own card, several as one list. */
import { z } from 'zod';
import type { Sweep } from '../../app/context.ts';
import type { NoticeKind } from '../../app/feature.ts';
import { lineOf } from './cards/lists.ts';
import { owedLeads } from './cards/owed-leads.ts';
import { openCaseFiles, requestKind } from './store/case-file.ts';
import { named } from './store/wanted.ts';

export type OwedNotice = keyof typeof owedLeads;

export interface Owed {
  readonly personId: string;
  readonly notice: OwedNotice;
  readonly request: string;
  readonly facts: Readonly<Record<string, string | null>>;
}

const notices = Object.keys(owedLeads) as OwedNotice[];

const factsShape = z.object({
  days: z.array(
    z.object({
      notice: z.enum(notices),
      request: z.string(),
      facts: z.record(z.string(), z.string().nullable()),
    }),
  ),
});

export function tellOwed(sweep: Sweep, owed: readonly Owed[]): void {
  // In the morning of a working day, like every reminder (T10).
  const notBefore = sweep.policy.calendar.nextReminderTime(sweep.now);
  for (const personId of new Set(owed.map((one) => one.personId))) {
    const to = { personId };
    const [first, ...more] = owed.filter((one) => one.personId === personId);
    if (!first) continue;
    const days = [first, ...more].map(({ notice, request, facts }) => ({ notice, request, facts }));
    if (more.length > 0) sweep.tx.notify({ notice: owedBundle.id, to, facts: { days }, notBefore });
    else {
      const about = { kind: requestKind, id: first.request };
      sweep.tx.notify({ notice: first.notice, about, to, facts: first.facts, notBefore });
    }
  }
}

/** Drawn again later, it lists what is still owed. */
export const owedBundle: NoticeKind = {
  id: 'request.owed',
  async render(ask, { facts }) {
    const { days } = factsShape.parse(facts);
    const files = await openCaseFiles(ask, named([...new Set(days.map(({ request }) => request))]));
    if (files.length === 0) return undefined;
    const items = days.flatMap((day) => {
      const file = files.find(({ request }) => request.id === day.request);
      const lead = file && owedLeads[day.notice](file, day.facts);
      return lead && lead.tone !== 'neutral' ? [{ ...lineOf(file), detail: lead.text, tone: lead.tone }] : [];
    });
    return {
      audience: 'person',
      title: items.length === 0 ? 'Nothing of this is owed any more' : 'Days that others count on',
      blocks:
        items.length === 0
          ? [{ kind: 'text', text: 'All of it came in, was answered, or has ended.' }]
          : [{ kind: 'list', items }],
      actions: [],
    };
  },
};
