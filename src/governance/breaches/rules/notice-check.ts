/** Holds a draft to its template: what is missing, what must not stand there, and where. It reads English; people decide. */
import type { Forbidden, NoticePart, NoticeTemplate } from '../../../policy/schema-breach-notices.ts';
import { blanked, excerptOf, fold, type Span, spansOf } from './folded-text.ts';
import { countsIn, givesNumber } from './quantities.ts';

/** By part id; a part that nobody wrote is absent. */
export type DraftParts = Readonly<Record<string, string>>;

/** What a draft could give away. */
export interface NoticeGround {
  readonly systems: readonly string[];
  /** Every number of people that is known. */
  readonly counts: readonly number[];
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

function broken(rule: Forbidden, part: NoticePart, typed: string, ground: NoticeGround): readonly Finding[] {
  if (part.answer === 'yes_no') return [];
  const folded = fold(typed);
  const text = blanked(folded.text, spansOf(folded.text, rule.unless));
  const spans: readonly Span[] = [
    ...spansOf(text, rule.phrases),
    ...(rule.systems ? spansOf(text, ground.systems) : []),
    ...(rule.number_of_people ? countsIn(text, ground.counts) : []),
  ];
  if (spans.length === 0) return [];
  const words = [...new Set(spans.map((span) => excerptOf(typed, folded, span)))];
  return [{ key: `forbids:${rule.id}@${part.id}`, part: part.title, says: rule.says, words, src: rule.src }];
}
