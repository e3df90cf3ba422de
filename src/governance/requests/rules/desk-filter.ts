/** What of the requests that somebody may see their desk shows, as its address says it. */

export interface DeskFilter {
  readonly show: 'all' | 'mine' | 'unclaimed';
  /** A key of the plan's levels, or "none" while it is not set. */
  readonly level: string;
  /** A key of the plan's routes. */
  readonly kind: string;
  /** A collection's id. */
  readonly collection: string;
  readonly late: boolean;
  readonly ended: boolean;
  /** A number such as DR-1042, or words of the request. */
  readonly text: string;
}

export const noLevel = 'none';

/** Longer ones are cut: nobody means more words than these. */
const maxText = 100;
const maxWords = 8;

/** What is not known filters nothing. */
export function readDeskFilter(asked: Readonly<Record<string, string>>): DeskFilter {
  const { show, level = '', kind = '', collection = '', late, ended, text = '' } = asked;
  return {
    show: show === 'mine' || show === 'unclaimed' ? show : 'all',
    level,
    kind,
    collection,
    late: late === 'yes',
    ended: ended === 'yes',
    text: text.trim().slice(0, maxText),
  };
}

/** The same as an address, without what filters nothing. */
export function writeDeskFilter({ late, ended, show, ...words }: DeskFilter): Record<string, string> {
  return Object.fromEntries(
    Object.entries({
      ...words,
      show: show === 'all' ? '' : show,
      late: late ? 'yes' : '',
      ended: ended ? 'yes' : '',
    }).filter(([, value]) => value !== ''),
  );
}

/** The number that was typed, if it is one: then nothing else is looked for. */
export function numberIn(text: string): number | undefined {
  const typed = /^(?:DR-?)?(\d{1,9})$/i.exec(text)?.[1];
  return typed === undefined ? undefined : Number(typed);
}

export function wordsIn(text: string): readonly string[] {
  return text.split(/\s+/u).filter(Boolean).slice(0, maxWords);
}
