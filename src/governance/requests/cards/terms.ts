/** What a recipient may do with data about students goes with what is sent (34 CFR 99.33). */
import type { Block } from '../../../chat/card.ts';
import { termsOf } from '../../disclosure/rules/plan.ts';
import type { CaseFile } from '../store/case-file.ts';

export function termsBlocks({ request, policy }: CaseFile): readonly Block[] {
  const terms = request.pii ? termsOf(policy.pack.data_requests, request.route) : undefined;
  return terms ? [{ kind: 'note', tone: 'warning', text: terms }] : [];
}
