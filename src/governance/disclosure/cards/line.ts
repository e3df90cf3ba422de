/** One line of FERPA's record in words, as 34 CFR 99.32 wants to know it. */
import { sayDay, sayMoment } from '../../../chat/say-when.ts';
import type { Calendar } from '../../../kernel/calendar.ts';
import type { StoredText } from '../../../store/texts.ts';
import type { Disclosure, DisclosureKind } from '../store/disclosures.ts';
import type { Names } from '../store/parties.ts';
import { evidenceOf, type Terms } from '../store/terms.ts';

export const kindWords: Readonly<Record<DisclosureKind, string>> = {
  requested: 'Asked for',
  refused: 'Refused',
  ended: 'Ended without data',
  disclosed: 'Given',
};

/** The words of one case by their field. */
export type CaseWords = Readonly<Record<string, StoredText>>;

export interface Drawn {
  readonly line: Disclosure;
  readonly names: Names;
  readonly words: CaseWords;
  readonly terms: readonly Terms[];
  readonly calendar: Calendar;
}

export function wordsIn(words: CaseWords, field: string): string {
  const text = words[field];
  return text === undefined ? '' : (text.body ?? '(blanked)');
}

export function askedBy({ line, names }: Drawn): string {
  return line.askedById === undefined ? names.outsider(line.outsiderId) : names.person(line.askedById);
}

export function receivedBy({ line, names }: Drawn): string {
  if (line.kind !== 'disclosed') return '';
  const outside = line.outsiderId === undefined ? [] : [names.outsider(line.outsiderId)];
  return [...outside, ...line.recipientIds.map((id) => names.person(id))].join('; ');
}

/** Label and value of everything that is known, in the order in which the rule names it; what is not known is left out. */
export function factsOfLine(drawn: Drawn): readonly { readonly label: string; readonly value: string }[] {
  const { line, names, words, calendar } = drawn;
  const all: readonly (readonly [string, string])[] = [
    [
      'What',
      `${kindWords[line.kind]} on ${sayDay(line.happenedOn)}${line.release ? `, version ${line.release.version}` : ''}`,
    ],
    ['Asked for by', askedBy(drawn)],
    ['Received by', receivedBy(drawn)],
    ['Others who were to see it', wordsIn(words, 'recipients')],
    ['Legitimate interest', wordsIn(words, 'interest')],
    ['Purpose', wordsIn(words, 'purpose')],
    ['Records, or parts of them', wordsIn(words, `disclosed_parts:${line.id}`)],
    ['Whose they are', wordsIn(words, `student_list:${line.id}`)],
    ['Ground', line.basis],
    ['Threat it rests on', wordsIn(words, `threat:${line.id}`)],
    ['May be passed on to', wordsIn(words, `passed_on:${line.id}`)],
    ['Authorised by', names.person(line.approvedById)],
    ['In each student’s record', postedWords(drawn)],
    ['Terms', termsWords(drawn)],
    ['Called back', line.recalledAt ? sayMoment(line.recalledAt, calendar.zone) : ''],
    ['Recorded by', `${names.person(line.recordedById)}, ${sayMoment(line.recordedAt, calendar.zone)}`],
  ];
  return all.flatMap(([label, value]) => (value === '' ? [] : [{ label, value }]));
}

export function postedWords({ line, names, calendar }: Drawn): string {
  if (line.exempt !== undefined) return `Not needed. ${line.exempt}`;
  if (line.postedAt)
    return `Posted, as ${names.person(line.postedById)} confirmed on ${sayMoment(line.postedAt, calendar.zone)}`;
  return line.kind === 'requested' ? 'Posted with what comes of it' : 'To be posted';
}

export function termsWords({ terms, names, words }: Drawn): string {
  return terms
    .map((one) => {
      const who = one.personId === undefined ? names.outsider(one.outsiderId) : names.person(one.personId);
      if (!one.acknowledgedOn) return `${who}: not acknowledged yet`;
      const evidence = wordsIn(words, evidenceOf(one.id));
      const recorded = one.personId === undefined ? `, recorded by ${names.person(one.recordedById)}` : '';
      return `${who}: acknowledged on ${sayDay(one.acknowledgedOn)}${recorded}${evidence ? ` (${evidence})` : ''}`;
    })
    .join('; ');
}
