/** Names that may not stand in what others read: of whoever works here, and what looks like the name of anybody else. */
import { fold } from './folded-text.ts';

/** Who could be named: looked for in the whole of a text before its parts are judged. */
export interface Nameable {
  /** Full names of whoever is or was on the roster. */
  readonly roster: readonly string[];
  /** Full names of those who have to do with this matter: their last names are enough. */
  readonly involved: readonly string[];
}

export function staffNamesIn(text: string, { roster, involved }: Nameable): readonly string[] {
  const plain = asWords(text);
  const full = roster.filter((name) => plain.includes(asWords(name)));
  return [...new Set([...full, ...lastNamesIn(text, involved)])];
}

/** As whole words with their capital: “young people” is nobody called Young. */
export function lastNamesIn(text: string, names: readonly string[]): readonly string[] {
  const words = new Set(text.split(/[^\p{L}\p{M}'’-]+/u).map((word) => word.replace(/['’]s$/u, '')));
  return [...new Set(names.filter((name) => words.has(name.trim().split(/\s+/u).at(-1) ?? '')))];
}

/** " vera castleberry ": whole words, whatever stands between them and however they are spelled. */
function asWords(text: string): string {
  return ` ${fold(text)
    .text.toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
    .join(' ')} `;
}
