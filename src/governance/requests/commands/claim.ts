/** Claim: of all who press it, exactly one holds the request; the others are told who and when. */
import type { ActionHandler } from '../../../app/feature.ts';
import { reference } from '../rules/request.ts';
import { openCaseFile } from '../store/case-file.ts';
import { caseCard } from './case-card.ts';
import { change } from './change.ts';
import { tellPeople } from './tell.ts';

export const claim: ActionHandler = {
  id: 'request.claim',
  access: 'everyone',
  async run(act, payload) {
    const outcome = await change(act, payload.id, {
      what: 'request.claimed',
      move: { kind: 'claim' },
      version: payload.version ?? '',
      facts: ({ version }) => ({ version }),
      tell: (telling) => tellPeople(telling, 'request.claimed', [telling.file.request.requesterId]),
      say: ({ request }) => `You hold ${reference(request)} now. Prepare the data, then press Fulfil.`,
    });
    const now = outcome.kind === 'done' && payload.id ? await openCaseFile(act, payload.id) : undefined;
    // What was answered before is seen before the work begins.
    return now ? { ...outcome, card: await caseCard(act, now) } : outcome;
  },
};
