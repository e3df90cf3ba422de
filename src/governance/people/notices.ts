/** What people are told about accounts, drawn when it is delivered and whenever the account changes. */
import type { NoticeKind } from '../../app/feature.ts';
import { drawAccount } from './commands/account-view.ts';

export const accountNotices: readonly NoticeKind[] = [
  {
    id: 'people.account.held',
    render: async (ask, { caseId }) => (caseId ? drawAccount(ask, caseId) : undefined),
  },
  {
    id: 'people.account.decided',
    render: async (ask, { caseId }) => (caseId ? drawAccount(ask, caseId) : undefined),
  },
];
