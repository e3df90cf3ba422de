/** Those whom a breach touches, as references without names: who is written to by age and status (R073), and who was. */
import type { Addressee, NoticePlan, NoticeTemplate } from '../../../policy/schema-breach-notices.ts';

export const channels = ['letter', 'e_mail', 'phone', 'in_person'] as const;
export type Channel = (typeof channels)[number];

export interface Delivery {
  readonly id: string;
  readonly to: Addressee;
  readonly seq: number;
  readonly channel: Channel;
  readonly noticeId: string | undefined;
  /** YYYY-MM-DD */
  readonly sentOn: string;
  readonly returnedOn: string | undefined;
}

export interface Affected {
  readonly id: string;
  readonly reference: string;
  readonly group: string;
  readonly residence: string;
  readonly struck: boolean;
  readonly deliveries: readonly Delivery[];
}

/** At most four letters and five digits: no name, no Social Security number, no date, no student's number. */
export const referencePattern = /^[A-Z]{1,4}-?\d{1,5}$/;
/** One range; a district is smaller. */
export const mostAtOnce = 20_000;

/** As it is kept; nothing where it is no reference. */
export function readReference(typed: string): string | undefined {
  const reference = typed.trim().toUpperCase();
  return referencePattern.test(reference) ? reference : undefined;
}

/** "A-0001" to "A-0250", each; nothing where the two do not belong together. */
export function referencesBetween(first: string, last: string): readonly string[] | undefined {
  const [, letters = '', from = ''] = /^(\D+)(\d+)$/.exec(first) ?? [];
  const [, otherLetters = '', until = ''] = /^(\D+)(\d+)$/.exec(last) ?? [];
  const count = Number(until) - Number(from) + 1;
  if (letters !== otherLetters || from.length !== until.length || !(count >= 1 && count <= mostAtOnce))
    return undefined;
  return Array.from(
    { length: count },
    (_, index) => `${letters}${String(Number(from) + index).padStart(from.length, '0')}`,
  );
}

/** A letter to be: to one addressee about one reference. */
export interface Letter {
  readonly affected: Affected;
  readonly to: Addressee;
  readonly last: Delivery | undefined;
  readonly state: 'unsent' | 'sent' | 'returned';
}

/** Everything that goes out, in the order of the references; `template` only what that one speaks to. */
export function lettersOf(
  plan: NoticePlan,
  affected: readonly Affected[],
  template?: NoticeTemplate,
): readonly Letter[] {
  return affected
    .filter(({ struck }) => !struck)
    .filter(
      ({ group, residence }) =>
        template === undefined ||
        ((template.groups.length === 0 || template.groups.includes(group)) &&
          (template.residence ?? residence) === residence),
    )
    .flatMap((one) =>
      (plan.groups.find(({ id }) => id === one.group)?.addressed ?? []).map((to): Letter => {
        const last = one.deliveries.filter((delivery) => delivery.to === to).at(-1);
        const state = last === undefined ? 'unsent' : last.returnedOn === undefined ? 'sent' : 'returned';
        return { affected: one, to, last, state };
      }),
    );
}

export interface LetterCounts {
  readonly all: number;
  readonly sent: number;
  readonly resent: number;
  readonly returned: number;
  readonly unsent: number;
}

export function countLetters(letters: readonly Letter[]): LetterCounts {
  const of = (state: Letter['state']) => letters.filter((one) => one.state === state).length;
  return {
    all: letters.length,
    sent: of('sent'),
    resent: letters.filter(({ last }) => last !== undefined && last.seq > 1).length,
    returned: of('returned'),
    unsent: of('unsent'),
  };
}

/** "A-0001, A-0004 to A-0009": as people type several; nothing where a part is no reference. */
export function readReferences(typed: string): readonly string[] | undefined {
  const found: string[] = [];
  for (const piece of typed.split(/[\s,;]*[,;\n][\s,;]*/).filter((one) => one.trim() !== '')) {
    const [first = '', last, ...more] = piece.split(/\s+(?:to|until|through|-|–)\s+/i).map(readReference);
    if (!first || more.length > 0) return undefined;
    const range = last === undefined ? [first] : referencesBetween(first, last);
    if (range === undefined || (piece.trim().includes(' ') && last === undefined)) return undefined;
    found.push(...range);
  }
  return found.length > 0 && found.length <= mostAtOnce ? [...new Set(found)] : undefined;
}
