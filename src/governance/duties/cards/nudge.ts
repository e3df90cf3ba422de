/** The one reminder of a day: everything somebody owes now, or a word of thanks once what it named is done. */
import type { Block, Card } from '../../../chat/card.ts';
import { dutiesKind } from '../../people/store/obligations.ts';
import type { Said } from './say.ts';

export interface Nudge {
  readonly personId: string;
  readonly said: readonly Said[];
  /** What the plan says about what is late; each sentence once. */
  readonly overdue: readonly string[];
  readonly mayPutOff: boolean;
}

export function nudgeCard({ personId, said, overdue, mayPutOff }: Nudge): Card {
  const late = said.filter((one) => one.late).length;
  return {
    audience: 'person',
    title: said.length === 1 ? 'A reminder' : `A reminder: ${said.length} things to do`,
    status: late > 0 ? { label: `${late} late`, tone: 'danger' } : { label: 'To do', tone: 'warning' },
    blocks: [
      {
        kind: 'list',
        items: said.map(({ title, detail, late: isLate, action }) => ({
          ...{ title, detail },
          ...(isLate ? { tone: 'danger' as const } : {}),
          ...(action ? { action } : {}),
        })),
      },
      ...overdue.map((text): Block => ({ kind: 'note', tone: 'neutral', text })),
    ],
    actions: mayPutOff
      ? [{ kind: 'open-form', form: 'duties.snooze', label: 'Remind me later', subject: {} }]
      : [],
    about: { kind: dutiesKind, id: personId },
  };
}

/** In the place of a reminder that was delivered before. */
export function doneCard(personId: string): Card {
  return {
    audience: 'person',
    title: 'A reminder',
    status: { label: 'Done', tone: 'good' },
    blocks: [{ kind: 'text', text: 'What this reminded you of is done. Thank you.' }],
    actions: [],
    about: { kind: dutiesKind, id: personId },
  };
}
