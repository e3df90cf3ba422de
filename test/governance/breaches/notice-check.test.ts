import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { checkNotice, held } from '../../../src/governance/breaches/rules/notice-check.ts';
import type { NoticeTemplate } from '../../../src/policy/schema-breach-notices.ts';
import { planOnce } from '../../support/policy.ts';

let residents: NoticeTemplate;
let authorities: NoticeTemplate;
let phrases: readonly string[];

beforeAll(async () => {
  const { overlays } = await planOnce('westford-ma');
  const law = overlays.find(({ overlay }) => overlay.id === 'massachusetts');
  const named = (id: string) => {
    const found = law?.notices.find((one) => one.id === id);
    if (!found) throw new Error(`there is no template ${id}`);
    return found;
  };
  residents = named('residents');
  authorities = named('authorities');
  phrases = residents.forbids.find(({ id }) => id === 'nature')?.phrases ?? [];
});

const ground = {
  systems: ['PowerSchool', 'A lost or stolen device'],
  counts: [1240, 7],
  names: { roster: [], involved: [] },
};

/** What the law asks for, and no more. */
function letter(more: Readonly<Record<string, string>> = {}): Record<string, string> {
  return {
    opening: 'We are writing about an incident that involved personal information about you or your child.',
    police: residents.parts.find(({ id }) => id === 'police')?.text ?? '',
    freeze: residents.parts.find(({ id }) => id === 'freeze')?.text ?? '',
    mitigation:
      'We offer eighteen (18) months of credit monitoring at no cost. Enrol by December 31, 2026 with the code: WF-20391.',
    contact:
      'Call 978-555-0160 from 8:00 a.m. to 4:30 p.m., or come to 23 Depot Street, Westford, MA 01886, within 90 days.',
    ...more,
  };
}

function rules(draft: Record<string, string>, template = residents): readonly string[] {
  return checkNotice(template, draft, ground).map(({ key }) => key);
}

describe('a letter to Massachusetts residents (MGL c.93H §3(b))', () => {
  it('passes when it says what the law asks for, with its dates, telephone numbers, months and addresses', () => {
    expect(checkNotice(residents, letter(), ground)).toEqual([]);
  });

  it('is held without the police report, without the freeze, and where the freeze is not said to be free', () => {
    expect(rules(letter({ police: '' }))).toEqual(['missing@police']);
    expect(rules(letter({ police: 'You may ask the authorities for papers.' }))).toEqual([
      'mention:0@police',
    ]);
    expect(rules(letter({ freeze: 'You can write to Equifax.' }))).toEqual([
      'mention:0@freeze',
      'mention:1@freeze',
    ]);
    expect(rules(letter({ freeze: 'Ask Equifax for a security freeze.' }))).toEqual(['mention:1@freeze']);
    expect(rules(letter({ mitigation: ' \n' }))).toEqual(['missing@mitigation']);
  });

  it('says which rule it breaks, in which part, and by which words as they were typed', () => {
    const [found] = checkNotice(
      residents,
      letter({ opening: 'A laptop was st0len from the office.' }),
      ground,
    );
    expect(found).toMatchObject({
      key: 'forbids:nature@opening',
      part: 'Opening',
      words: ['laptop', 'st0len'],
    });
    expect(found?.src).toContain('c.93H §3(b)');
  });

  it('names no system in which it happened', () => {
    expect(rules(letter({ opening: 'It happened in Power School.' }))).toEqual(['forbids:nature@opening']);
  });

  it('may speak of identity theft, and of nothing else by that word', () => {
    expect(rules(letter({ opening: 'Here is how to guard against identity theft.' }))).toEqual([]);
    expect(rules(letter({ opening: 'After a theft, here is how to guard against identity theft.' }))).toEqual(
      ['forbids:nature@opening'],
    );
  });

  it.each([
    '1,240 residents',
    '1240',
    'one thousand two hundred forty families',
    'twelve hundred and forty of you',
    'twelve-hundred-\nforty',
    '１２４０ people',
    '1 240 students',
    '1 2 4 0 in all',
    '1O24 people',
    '1.2k accounts',
    '١٢٤٠ people',
    'dozens of families',
    'hundreds of others',
    '45% of our staff',
    'half of our families',
    'all students at the high school',
    'several employees',
    'seven',
    'The number of students affected is 7',
    'Affected were four',
    'one student',
    'your child alone',
    'the only person',
    't w e l v e teachers',
    'tw3lve teachers',
    'sеvеn teachers',
  ])('does not say how many: “%s” is held', (words) => {
    expect(rules(letter({ opening: `The incident involved ${words}.` }))).toContain('forbids:number@opening');
  });

  /** Ways in which somebody spells a word that is not to be seen. */
  const spellings: readonly ((word: string, nth: number) => string)[] = [
    (word) => word.toUpperCase(),
    (word, nth) =>
      `${word.slice(0, 1 + (nth % (word.length - 1)))}\u00ad${word.slice(1 + (nth % (word.length - 1)))}`,
    (word, nth) =>
      `${word.slice(0, 1 + (nth % (word.length - 1)))}\u200b${word.slice(1 + (nth % (word.length - 1)))}`,
    (word, nth) =>
      `${word.slice(0, 1 + (nth % (word.length - 1)))}-${word.slice(1 + (nth % (word.length - 1)))}`,
    (word, nth) =>
      `${word.slice(0, 1 + (nth % (word.length - 1)))}-\n${word.slice(1 + (nth % (word.length - 1)))}`,
    (word) => word.replaceAll('o', '0').replaceAll('e', '3').replaceAll('a', '@'),
    (word) => word.replaceAll('a', 'а').replaceAll('e', 'е').replaceAll('o', 'о').replaceAll('c', 'с'),
    (word) => word.replaceAll('a', 'á').replaceAll('e', 'ë').replaceAll('u', 'ü'),
    (word) =>
      [...word]
        .map((one) => (/[a-z]/.test(one) ? String.fromCodePoint(one.charCodeAt(0) + 0xfee0) : one))
        .join(''),
    (word) => word.replaceAll(' ', '\n  '),
    (word) =>
      word
        .split(' ')
        .map((one) => [...one].join(' '))
        .join('   '),
    (word) =>
      word
        .split(' ')
        .map((one) => [...one].join('.'))
        .join(' '),
  ];

  it('does not say what happened, however it is spelled', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...phrases),
        fc.constantFrom(...spellings),
        fc.nat(30),
        fc.constantFrom(...residents.parts.map(({ id }) => id)),
        fc.constantFrom('Please note: ', '', 'We write, as '),
        fc.constantFrom('.', ', and we are sorry.', '\nYours,', '!'),
        (phrase, spell, nth, part, before, after) => {
          const word = spell(phrase.replace(/\*$/, ''), nth);
          const draft = letter();
          draft[part] = `${draft[part] ?? ''}\n${before}${word}${after}`;
          expect(rules(draft), JSON.stringify(word)).toContain(`forbids:nature@${part}`);
        },
      ),
      { numRuns: 400 },
    );
  });

  it('does not say how many, in figures or in words, whatever the number', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 10, max: 999_999 }),
        fc.constantFrom(
          plain,
          grouped,
          spacedOut,
          inWords,
          (n: number) => inWords(n).replaceAll(' ', '-'),
          (n: number) => inWords(n).toUpperCase(),
        ),
        fc.constantFrom(...residents.parts.map(({ id }) => id)),
        fc.constantFrom('residents', 'families', '', 'of our employees'),
        (number, spell, part, whom) => {
          const draft = letter();
          draft[part] = `${draft[part] ?? ''} It is about ${spell(number)} ${whom}.`;
          expect(rules(draft), spell(number)).toContain(`forbids:number@${part}`);
        },
      ),
      { numRuns: 400 },
    );
  });

  it('takes dates, hours, months, laws and telephone numbers for no number of people', () => {
    const innocent = fc.oneof(
      fc
        .tuple(fc.integer({ min: 200, max: 999 }), fc.integer({ min: 0, max: 9999 }))
        .map(([area, line]) => `Call (${area}) 555-${String(line).padStart(4, '0')}.`),
      fc
        .tuple(
          fc.constantFrom('January', 'May', 'November'),
          fc.integer({ min: 1, max: 28 }),
          fc.integer({ min: 2000, max: 2040 }),
        )
        .map(([month, day, year]) => `It was on ${month} ${day}, ${year}.`),
      fc
        .tuple(fc.integer({ min: 2, max: 90 }), fc.constantFrom('days', 'months', 'business days'))
        .map(([count, unit]) => `You have ${count} ${unit} to ask for it.`),
      fc
        .tuple(fc.integer({ min: 1, max: 11 }), fc.constantFrom('a.m.', 'pm'))
        .map(([hour, half]) => `We are here until ${hour} ${half}.`),
      fc.constantFrom(
        'See M.G.L. c. 93H, § 3(b).',
        '1. Call us.\n2. Ask for a freeze.',
        'Write to P.O. Box 105788, Atlanta, GA 30348-5788.',
        'Nobody has to pay; no one will ask for your password.',
      ),
    );
    fc.assert(
      fc.property(fc.array(innocent, { minLength: 1, maxLength: 6 }), (sentences) => {
        expect(rules(letter({ contact: sentences.join('\n') }))).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it('is let go only rule by rule: what somebody let pass says nothing about another part', () => {
    const findings = checkNotice(
      residents,
      letter({ opening: 'It was stolen.', contact: 'It was stolen.' }),
      ground,
    );
    expect(held(findings, ['forbids:nature@opening']).map(({ key }) => key)).toEqual([
      'forbids:nature@contact',
    ]);
  });
});

describe('a notice to the Attorney General and OCABR (MGL c.93H §3(b))', () => {
  const packet = {
    ...{
      nature: 'A list was sent to the wrong address.',
      number: '1,240',
      entity: 'Westford Public Schools',
    },
    ...{ kind: 'A school district', reporter: 'The Superintendent', data: 'Social Security numbers' },
    ...{ wisp: 'yes', steps: 'The address was corrected.', letter: 'Letters went out on November 20, 2026.' },
  };

  it('says both, what happened and how many', () => {
    expect(rules(packet, authorities)).toEqual([]);
  });

  it('is held without the nature, the number or the WISP flag, and takes that the number is not known yet', () => {
    expect(rules({ ...packet, nature: '', wisp: '' }, authorities)).toEqual([
      'missing@nature',
      'missing@wisp',
    ]);
    expect(rules({ ...packet, number: 'Some residents' }, authorities)).toEqual(['number@number']);
    expect(rules({ ...packet, number: 'It is not known yet.' }, authorities)).toEqual([]);
  });
});

const plain = (number: number): string => String(number);
const grouped = (number: number): string => number.toLocaleString('en-US');
const spacedOut = (number: number): string => number.toLocaleString('en-US').replaceAll(',', ' ');
const ones =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const tens = 'zero ten twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');

function inWords(number: number): string {
  if (number >= 1000) return join(inWords(Math.floor(number / 1000)), 'thousand', number % 1000);
  if (number >= 100) return join(inWords(Math.floor(number / 100)), 'hundred', number % 100);
  if (number < 20) return ones[number] ?? '';
  return `${tens[Math.floor(number / 10)] ?? ''}${number % 10 === 0 ? '' : ` ${ones[number % 10] ?? ''}`}`;
}

function join(count: string, unit: string, rest: number): string {
  return `${count} ${unit}${rest === 0 ? '' : ` ${inWords(rest)}`}`;
}
