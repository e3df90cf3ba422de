/** What an agreement is called on screen, and the words that several cards share. */
import type { Agreement } from '../../../policy/schema.ts';

/** People know the command as /nda, so its agreement is called by the plain name; another one by the plan's own. */
export function plainName(id: string, agreement: Agreement): string {
  return id === 'nda' ? 'privacy agreement (NDA)' : agreement.name;
}

export function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

/** "3 people", "1 person". */
export function people(count: number): string {
  return count === 1 ? '1 person' : `${count} people`;
}

/** At most `max` characters, with a mark where it was shortened; only where the whole text stands nearby. */
export function shortened(text: string, max: number): string {
  return text.length <= max ? text : `${text.slice(0, max - 1).trimEnd()}…`;
}
