/** What people are told about agreements: the receipt of a signature, and that one is asked for. */
import type { NoticeKind } from '../../../app/feature.ts';
import { stateCard } from '../cards/state.ts';
import { agreementOf, mineOf, todayOf } from './agreement-of.ts';
import { receiptById } from './receipt.ts';

export const agreementNotices: readonly NoticeKind[] = [
  {
    id: 'agreement.receipt',
    render: async (ask, { caseId }) => (caseId ? receiptById(ask, caseId) : undefined),
  },
  {
    id: 'agreement.due',
    /** Drawn from where the person stands now, so that it says "Signed" once that is done. */
    render: async (ask, { caseId, facts }) => {
      const found = agreementOf(ask, { agreement: String(facts.agreement) });
      if (!found) return undefined;
      const mine = await mineOf(ask, found);
      if (!mine.variant) return undefined;
      const card = stateCard({ ...mine, today: todayOf(ask) });
      return caseId ? { ...card, about: { kind: 'agreement', id: caseId } } : card;
    },
  },
];
