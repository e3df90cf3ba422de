/** A typed line -> the command it is, however it is spelled: with or without "/", a hyphen, or the word before it. */

/** What can be typed, as far as reading a line needs it. */
export interface Typeable {
  readonly name: string;
  /** A reference as the command takes it, such as DR-1042. */
  readonly example?: string;
  readonly words: readonly { readonly word: string }[];
}

export interface TypedLine {
  /** A known name; else the first word as it was typed (its capitals tell a person's name), or nothing where it is too long for one. */
  readonly name: string;
  readonly text: string;
  /** False for talk: words that begin no command and bear no "/". */
  readonly isCommand: boolean;
}

/** Characters of a command's name; longer first words are talk. */
const longestName = 40;

/**
 * "/data-request DR-1042", "data request", "DR-1042", or a word of `/safekeep` ("help", "/help"). `undefined` is
 * nothing at all, such as a bare "/".
 */
export function readLine(typed: string, known: readonly Typeable[]): TypedLine | undefined {
  const line = typed.trim();
  const text = line.replace(/^\/\s*/u, '');
  if (text === '') return undefined;
  const named = byName(text, known);
  if (named) return { ...named, isCommand: true };
  const [first = ''] = text.split(/\s+/u);
  const word = first.toLowerCase();
  const home = known.find(({ name }) => name === 'safekeep');
  if (home?.words.some((one) => one.word === word))
    return { name: home.name, text: `${word} ${after(text, first)}`.trim(), isCommand: true };
  const about = known.find(({ example }) => example && looksLike(first, example));
  if (about) return { name: about.name, text, isCommand: true };
  const isCommand = line.startsWith('/');
  return first.length > longestName
    ? { name: '', text, isCommand }
    : { name: first, text: after(text, first), isCommand };
}

/** The longest name that the line begins with, its hyphens typed as hyphens, spaces or not at all. */
function byName(text: string, known: readonly Typeable[]): { name: string; text: string } | undefined {
  const [name] = known
    .map((command) => command.name)
    .filter((one) => beginning(one).test(text))
    .sort((a, b) => b.length - a.length);
  if (name === undefined) return undefined;
  const [spelled = ''] = beginning(name).exec(text) ?? [];
  return { name, text: after(text, spelled) };
}

function beginning(name: string): RegExp {
  return new RegExp(`^${name.split('-').join('[-\\s\\u2010-\\u2015]?')}(?=\\s|$)`, 'iu');
}

function after(text: string, begun: string): string {
  return text.slice(begun.length).trim();
}

/** "dr-7" looks like "DR-1042": the same letters before the same hyphen, and something after it. */
function looksLike(typed: string, example: string): boolean {
  const start = example.slice(0, example.indexOf('-') + 1).toLowerCase();
  return start !== '' && typed.length > start.length && typed.toLowerCase().startsWith(start);
}
