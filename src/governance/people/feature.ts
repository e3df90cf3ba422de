/** What the people room offers the house. */
import type { Feature } from '../../app/feature.ts';
import { drawAccount } from './commands/account-view.ts';
import { accountsWord, confirmAccount, refuseAccount } from './commands/accounts.ts';
import { decideForm } from './commands/decide-form.ts';
import { leaveForm } from './commands/leave.ts';
import { drawPerson, personWord, showPerson } from './commands/person.ts';
import { grantForm, revokeForm, rolesWord } from './commands/roles.ts';
import { unreachableDocuments, unreachableWord } from './commands/unreachable.ts';
import { accountNotices } from './notices.ts';
import { staffingCheck, staffingNotice } from './staffing.ts';
import { endAccess } from './store/lifecycle.ts';
import { tasksOf } from './tasks.ts';
import { unreachableNotice, unreachableWeekly } from './unreachable-weekly.ts';

/** People and accounts are found by name, never by a reference that somebody types. */
const noReference = { pattern: /^(?!)/, find: async () => undefined };

export const feature: Feature = {
  room: 'people',
  words: [rolesWord, accountsWord, personWord, unreachableWord],
  forms: [decideForm, leaveForm, grantForm, revokeForm],
  actions: [confirmAccount, refuseAccount, showPerson],
  cases: [
    { kind: 'account', ...noReference, card: drawAccount },
    { kind: 'person', ...noReference, card: drawPerson },
  ],
  notices: [...accountNotices, staffingNotice, unreachableNotice],
  documents: unreachableDocuments,
  tasksOf,
  jobs: [staffingCheck, unreachableWeekly],
  onPersonLeft: (act, personId) => endAccess(act.tx, personId),
};
