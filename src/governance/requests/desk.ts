/** What the steward's desk adds to the room: the queue, its page, and handing over several at once. */
import type { Feature } from '../../app/feature.ts';
import { deskDocuments, deskWords } from './commands/desk.ts';
import { handOverSeveral } from './commands/hand-over-several.ts';

export const desk = {
  words: deskWords,
  forms: [handOverSeveral],
  documents: deskDocuments,
} satisfies Partial<Feature>;
