/** What the steward's desk adds to the room: the queue, its page, handing over several, and the coverage map. */
import type { Feature } from '../../app/feature.ts';
import { coverageDocuments, coverageWord } from './commands/coverage.ts';
import { deskDocuments, deskWords } from './commands/desk.ts';
import { handOverSeveral } from './commands/hand-over-several.ts';

export const desk = {
  words: [...deskWords, coverageWord],
  forms: [handOverSeveral],
  documents: [...deskDocuments, ...coverageDocuments],
} satisfies Partial<Feature>;
