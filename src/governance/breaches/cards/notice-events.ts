/** What was done about letters and packets, as lines of an incident's timeline. */
import type { Facts } from '../../../store/tx.ts';

/** Nothing for what is another's to say. */
export function sayNoticeEvent(what: string, facts: Facts): string | undefined {
  const count = String(facts.count ?? 0);
  const notice = typeof facts.notice === 'string' ? facts.notice : 'A letter';
  const edition = typeof facts.edition === 'number' && facts.edition > 1 ? `, edition ${facts.edition}` : '';
  const broken = Array.isArray(facts.breaks) && facts.breaks.length > 0 ? '; it is held' : '';
  switch (what) {
    case 'notice-written':
      return `Written: ${notice}${edition}${broken}`;
    case 'notice-rewritten':
      return `Written anew: ${notice}${edition}${broken}`;
    case 'notice-overridden':
      return `Let pass against its rules: ${notice}${edition}`;
    case 'notice-approved':
      return `Approved: ${notice}${edition}`;
    case 'notice-sent':
      return `Sent, as a person says: ${notice}${edition}`;
    case 'affected-added':
      return `Added to those affected: ${count}`;
    case 'affected-struck':
      return `Struck out of those affected: ${count}`;
    case 'letters-sent':
      return `Sent to those affected, as a person says: ${count}`;
    case 'letters-returned':
      return `Came back: ${count}`;
    case 'support-set':
      return 'What is offered to those affected';
    default:
      return undefined;
  }
}
