/** What the roster room offers the house. The watched folder is added where its path is known (folder.ts). */
import type { Feature } from '../../app/feature.ts';
import { applyJob } from './apply-job.ts';
import { confirmForm, refuseFile } from './commands/confirm.ts';
import { goneForm, listGone } from './commands/gone.ts';
import { rosterDocuments, rosterWord } from './commands/show.ts';
import { drawImport } from './commands/view.ts';
import { rosterNotices } from './notices.ts';
import { tasksOf } from './tasks.ts';

export const feature: Feature = {
  room: 'roster',
  words: [rosterWord],
  forms: [confirmForm, goneForm],
  actions: [refuseFile, listGone],
  // a file has no reference that anybody types
  cases: [{ kind: 'roster-import', pattern: /^(?!)/, find: async () => undefined, card: drawImport }],
  notices: rosterNotices,
  documents: rosterDocuments,
  tasksOf,
  jobs: [applyJob],
};
