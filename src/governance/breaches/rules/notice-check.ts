/** Holds a draft to its template: what is missing, what must not stand there, and where. It reads English; people decide. */
import type { Forbidden, NoticePart, NoticeTemplate } from '../../../policy/schema-breach-notices.ts';
import { blanked, excerptOf, fold, type Span, spansOf } from './folded-text.ts';
import { guessedNames } from './guessed-names.ts';
import { type Nameable, staffNamesIn } from './names.ts';
import { countsIn, givesNumber } from './quantities.ts';

/** By part id; a part that nobody wrote is absent. */
export type DraftParts = Readonly<Record<string, string>>;

/** What a draft could give away. */
export interface NoticeGround {
  readonly systems: readonly string[];
  /** Every number of people that is known. */
  readonly counts: readonly number[];
  /** Who could be named in it. */
  readonly names: Nameable;
}

export interface Finding {
  /** "missing@steps", "forbids:nature@what": what somebody lets pass. */
  readonly key: string;
  readonly part: string;
  readonly says: string;
  /** The words that break it, as typed; none where something is missing. */
  readonly words: readonly string[];
  readonly src: string;
}

export function checkNotice(
  template: NoticeTemplate,
  draft: DraftParts,
  ground: NoticeGround,
): readonly Finding[] {
  return template.parts.flatMap((part) => [
    ...missing(part, draft[part.id]?.trim() ?? ''),
    ...template.forbids.flatMap((rule) => broken(rule, part, draft[part.id] ?? '', ground)),
    ...(template.to === 'people' ? named(part, draft[part.id] ?? '', ground) : []),
  ]);
}

/** What nobody let pass yet. */
export function held(findings: readonly Finding[], overridden: readonly string[]): readonly Finding[] {
  return findings.filter(({ key }) => !overridden.includes(key));
}

function missing(part: NoticePart, typed: string): readonly Finding[] {
  const { id, title, src } = part;
  const finding = (key: string, says: string): Finding => ({
    key: `${key}@${id}`,
    part: title,
    says,
    words: [],
    src,
  });
  if (typed === '')
    return part.required ? [finding('missing', 'It is missing, and it has to be there.')] : [];
  const { text } = fold(typed);
  return [
    ...part.mentions.flatMap(({ says, any }, index) =>
      spansOf(text, any).length > 0 ? [] : [finding(`mention:${index}`, `It does not say: ${says}.`)],
    ),
    ...(part.number && !givesNumber(text)
      ? [finding('number', 'It has to give the number, or that it is not known yet.')]
      : []),
  ];
}

/** Facts that are about whom to ask: a part for one of them may name who answers. */
const contacts: readonly (string | undefined)[] = ['hotline', 'walk_in', 'reporter'];

/** A letter to families names no member of staff but where it says whom to ask, and nobody else anywhere. */
function named(part: NoticePart, typed: string, { names }: NoticeGround): readonly Finding[] {
  if (part.contact || contacts.includes(part.fact)) return [];
  const staff = staffNamesIn(typed, names);
  const guessed = guessedNames(typed).filter((name) => !staff.includes(name));
  const finding = (key: string, says: string, words: readonly string[]): readonly Finding[] =>
    words.length === 0
      ? []
      : [{ key: `${key}@${part.id}`, part: part.title, says, words, src: 'our rule: a letter names nobody' }];
  return [
    ...finding('names', 'It names somebody who works here.', staff),
    ...finding('looks_like_names', 'It seems to name somebody.', guessed),
  ];
}

function broken(rule: Forbidden, part: NoticePart, typed: string, ground: NoticeGround): readonly Finding[] {
  if (part.answer === 'yes_no') return [];
  const words = wordsBreaking(rule, typed, ground);
  if (words.length === 0) return [];
  return [{ key: `forbids:${rule.id}@${part.id}`, part: part.title, says: rule.says, words, src: rule.src }];
}

/** As they were typed. */
export function wordsBreaking(
  rule: Forbidden,
  typed: string,
  ground: Pick<NoticeGround, 'systems' | 'counts'>,
): readonly string[] {
  const folded = fold(typed);
  const text = blanked(folded.text, spansOf(folded.text, rule.unless));
  const spans: readonly Span[] = [
    ...spansOf(text, rule.phrases),
    ...(rule.systems ? spansOf(text, ground.systems) : []),
    ...(rule.number_of_people ? countsIn(text, ground.counts) : []),
  ];
  return [...new Set(spans.map((span) => excerptOf(typed, folded, span)))];
}
