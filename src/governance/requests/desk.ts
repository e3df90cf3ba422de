/** What the steward's desk adds to the room: the queue, its page, handing over several, the coverage map and the numbers. */
import type { Feature } from '../../app/feature.ts';
import { coverageDocuments, coverageWord } from './commands/coverage.ts';
import { deskDocuments, deskWords } from './commands/desk.ts';
import { handOverSeveral } from './commands/hand-over-several.ts';
import { reportDocuments, reportWord } from './commands/report.ts';

export const desk = {
  words: [...deskWords, coverageWord, reportWord],
  forms: [handOverSeveral],
  documents: [...deskDocuments, ...coverageDocuments, ...reportDocuments],
} satisfies Partial<Feature>;
