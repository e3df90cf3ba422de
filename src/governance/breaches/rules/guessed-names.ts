/** What looks like a person's name where no roster helps: after “student” and the like, or by a common given name. A guess in English; people decide. */
import { givenNames } from './given-names.ts';

const word = "\\p{Lu}[\\p{L}'’-]*\\p{L}";
const before =
  '[Ss]tudents?|[Pp]upils?|[Cc]hild|[Cc]hildren|[Kk]ids?|[Ss]ons?|[Dd]aughters?|[Bb]oys?|[Gg]irls?|[Mm]inors?|[Tt]eachers?|[Aa]ides?|[Cc]lerks?|[Nn]urses?|[Cc]oach|[Cc]ounsell?ors?|[Ss]ecretary|[Cc]olleagues?|[Ee]mployees?|[Nn]amed|[Cc]alled|Mr|Mrs|Ms|Miss|Mx';
const afterRole = new RegExp(
  `(?<![\\p{L}])(?:${before})\\b\\.?,?\\s+(?:named\\s+|called\\s+)?(?:(?:Mr|Mrs|Ms|Miss|Mx|Dr)\\.?\\s+)?(${word}(?:\\s+${word})?)`,
  'gu',
);
const pair = new RegExp(`(?<![\\p{L}])(${word})(?:\\s+\\p{Lu}\\.)?\\s+(${word})(?:\\s+(${word}))?`, 'gu');

/** After “student” these begin an office or a thing, not a name. */
const things = new Set(
  `Account Accounts Achievement Act Activities Affairs Aid Association Bill Board Body Bureau Care Center Code Conduct
  Council Counseling Data Development Education Enrollment Find Financial Government Handbook Health Identification
  Information Insurance Learning Life Loan Manager Nutrition Office Online Parent Personal Plan Portal Privacy
  Program Protection Record Records Registration Rights Safety Security Service Services Social Success Support System
  Systems Transportation Union Welfare`.split(/\s+/),
);
/** After a given name these make it a place. */
const places = new Set(
  `Academy Ave Avenue Blvd Boulevard Building Campus Center Charter Church City Clinic College County Court Creek
  District Drive Elementary Foundation Hall Heights High Highway Hospital House Institute Island Junior Lake Lane Library
  Memorial Middle Mountain Park Place Plaza Preparatory Primary Ridge River Road School Schools Square St Street
  University Valley Way`.split(/\s+/),
);

export function guessedNames(text: string): readonly string[] {
  const plain = text.normalize('NFC').replace(/\p{Cf}/gu, '');
  const named = [...plain.matchAll(afterRole)].flatMap(([, found = '']) => {
    const [first = '', second] = found.split(/\s+/u);
    if (isThing(first) || (second !== undefined && places.has(second))) return [];
    return [second === undefined || isThing(second) ? first : found];
  });
  return [...new Set([...named, ...pairs(plain)].map((name) => name.replace(/['’]s$/u, '')))];
}

/** One word on at a time: “At Emily Watson” hides no name behind its first word. */
function pairs(text: string): readonly string[] {
  const found: string[] = [];
  const pattern = new RegExp(pair);
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
    const [all, first = '', second = '', third = ''] = match;
    pattern.lastIndex = match.index + first.length;
    if (givenNames.has(first) && !places.has(second) && !places.has(third))
      found.push(third === '' ? all : all.slice(0, all.length - third.length).trim());
  }
  return found;
}

/** “IEP” and “SSN” are no names either. */
function isThing(one: string): boolean {
  return things.has(one) || (one.length < 5 && one === one.toUpperCase());
}
