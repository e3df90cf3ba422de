/** What the people room offers the house. */
import type { Feature } from '../../app/feature.ts';
import { drawAccount } from './commands/account-view.ts';
import { accountsWord, confirmAccount, refuseAccount } from './commands/accounts.ts';
import { awayForm, backAction, callOffAwayAction } from './commands/away.ts';
import { awayGroupForm, offContractWord } from './commands/away-many.ts';
import { changeForm } from './commands/change.ts';
import { contactsDocuments, contactsWord } from './commands/contacts.ts';
import { decideForm } from './commands/decide-form.ts';
import { delegateForm, delegateWord, endDelegationAction } from './commands/delegate.ts';
import { grantForm } from './commands/grant.ts';
import { hireForm, hireWord } from './commands/hire.ts';
import { historyDocument } from './commands/history.ts';
import { leaveForm, stayAction } from './commands/leave.ts';
import { drawParting, openHandedOn, partingNotice } from './commands/parting.ts';
import { drawPerson, personWord, showPerson } from './commands/person.ts';
import { rehireForm } from './commands/rehire.ts';
import { reportsForm } from './commands/reports.ts';
import { revokeForm } from './commands/revoke.ts';
import { roleNotice } from './commands/role-told.ts';
import { rolesWord } from './commands/roles.ts';
import { changeNotices } from './commands/told.ts';
import { unreachableDocuments, unreachableWord } from './commands/unreachable.ts';
import { absencesJob, departuresJob } from './lifecycle-jobs.ts';
import { accountNotices } from './notices.ts';
import { afterPersonLeft, onPersonLeft, partingKind } from './parting.ts';
import { staffingCheck, staffingNotice } from './staffing.ts';
import { tasksOf } from './tasks.ts';
import { unreachableNotice, unreachableWeekly } from './unreachable-weekly.ts';

/** People and accounts are found by name, never by a reference that somebody types. */
const noReference = { pattern: /^(?!)/, find: async () => undefined };

export const feature: Feature = {
  room: 'people',
  words: [
    rolesWord,
    delegateWord,
    accountsWord,
    personWord,
    hireWord,
    offContractWord,
    contactsWord,
    unreachableWord,
  ],
  forms: [
    ...[decideForm, hireForm, changeForm, awayForm, awayGroupForm, leaveForm, rehireForm, reportsForm],
    ...[grantForm, revokeForm, delegateForm],
  ],
  actions: [
    ...[confirmAccount, refuseAccount, showPerson, backAction, callOffAwayAction, stayAction],
    ...[openHandedOn, endDelegationAction],
  ],
  cases: [
    { kind: 'account', ...noReference, card: drawAccount },
    { kind: 'person', ...noReference, card: drawPerson },
    { kind: partingKind, ...noReference, card: drawParting },
  ],
  notices: [
    ...[...accountNotices, ...changeNotices],
    ...[roleNotice, partingNotice, staffingNotice, unreachableNotice],
  ],
  documents: [...unreachableDocuments, ...contactsDocuments, historyDocument],
  tasksOf,
  jobs: [absencesJob, departuresJob, staffingCheck, unreachableWeekly],
  onPersonLeft,
  afterPersonLeft,
};
