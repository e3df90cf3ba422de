/** The card that tells a writer that a text of theirs was blanked. */
import type { Card, CaseRef } from '../../../chat/card.ts';
import { fieldName, reasonLabel } from '../rules/choices.ts';

export function blankedCard(told: {
  readonly about: CaseRef;
  readonly reference: string;
  readonly field: string;
  readonly reason: string;
  readonly by: string;
  /** A day, in words. */
  readonly on: string;
  /** The pack's sentence on student data. */
  readonly advice: string;
}): Card {
  return {
    audience: 'person',
    title: `A text of yours in ${told.reference} was blanked`,
    status: { label: 'Nothing to do', tone: 'info' },
    blocks: [
      {
        kind: 'text',
        text: `${told.by} blanked what you wrote under “${fieldName(told.field)}” on ${told.on}. It happens easily, and it is put right: the words are gone from here, and the case goes on.`,
      },
      { kind: 'facts', facts: [{ label: 'Why', value: reasonLabel(told.reason) }] },
      { kind: 'note', tone: 'neutral', text: told.advice },
    ],
    actions: [],
    about: told.about,
  };
}
