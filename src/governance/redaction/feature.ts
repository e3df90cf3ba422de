/** The redaction room: where student data got into a text all the same, the Student Data Manager blanks it. */
import type { Feature } from '../../app/feature.ts';
import { blankHandler, blankWord } from './commands/blank.ts';
import { overruledNotice, tellManagers } from './commands/overruled.ts';
import { blankedNotice } from './commands/told.ts';

export const feature: Feature = {
  room: 'redaction',
  words: [
    {
      command: 'safekeep',
      word: 'blank',
      takes: 'DR-1042',
      summary: 'Blank a text that holds student data',
      access: { anyOf: ['student_data_manager'] },
      run: blankWord,
    },
  ],
  forms: [blankHandler],
  notices: [blankedNotice, overruledNotice],
  onOverruled: tellManagers,
};
