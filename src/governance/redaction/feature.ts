/** The redaction room: where student data got into a text all the same, the Student Data Manager blanks it. */
import type { Feature } from '../../app/feature.ts';
import { blankHandler, blankWord } from './commands/blank.ts';
import { overruledNotice, tellManagers } from './commands/overruled.ts';
import { blankedNotice } from './commands/told.ts';
import { blankers } from './rules/who.ts';

export const feature: Feature = {
  room: 'redaction',
  words: [
    {
      command: 'safekeep',
      word: 'blank',
      takes: 'DR-1042',
      summary: 'Blank a text that holds student data',
      access: { byPlan: blankers },
      run: blankWord,
    },
  ],
  forms: [blankHandler],
  notices: [blankedNotice, overruledNotice],
  onOverruled: tellManagers,
};
