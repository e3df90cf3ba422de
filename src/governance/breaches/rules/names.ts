/** Names that may not stand in a public text: last names of whoever is named in the matter, written as a name is. */

/** As whole words with their capital: “young people” is nobody called Young. */
export function lastNamesIn(text: string, names: readonly string[]): readonly string[] {
  const words = new Set(text.split(/[^\p{L}\p{M}'’-]+/u).map((word) => word.replace(/['’]s$/u, '')));
  return [...new Set(names.filter((name) => words.has(name.trim().split(/\s+/u).at(-1) ?? '')))];
}
