/** Who could be named in a text of an incident: one search for letters, post-mortems and public texts. */
import type { Scene } from '../../../app/context.ts';
import { namesIn } from '../../people/store/names-in.ts';
import { fold } from '../rules/folded-text.ts';
import { guessedNames } from '../rules/guessed-names.ts';
import { type Nameable, staffNamesIn } from '../rules/names.ts';
import { wordsBreaking } from '../rules/notice-check.ts';
import type { IncidentFile } from '../store/incidents.ts';

export async function nameableIn(
  { reader }: Pick<Scene, 'reader'>,
  { people }: Pick<IncidentFile, 'people'>,
  texts: readonly string[],
): Promise<Nameable> {
  const typed = texts.join('\n');
  const found = await namesIn(reader, `${typed}\n${fold(typed).text}`);
  return { roster: found, involved: [...people.values()].map(({ name }) => name) };
}

/** What to say at a text that may name nobody; nothing where it is fine. `checked`: its writer says that no guess is a name. */
export async function refusedIn(
  scene: Pick<Scene, 'reader'>,
  file: Pick<IncidentFile, 'people' | 'policy' | 'incident'>,
  text: string,
  checked: boolean,
): Promise<string | undefined> {
  const named = staffNamesIn(text, await nameableIn(scene, file, [text]));
  if (named.length > 0) return `Please leave out the name of ${named.join(', ')}.`;
  const guessed = checked ? [] : guessedNames(text);
  if (guessed.length > 0)
    return `This looks like somebody’s name: ${guessed.map((name) => `“${name}”`).join(', ')}. Please leave it out, or tick the box at the end.`;
  for (const rule of file.policy.pack.breaches.notices.never) {
    const words = wordsBreaking(rule, text, { systems: file.incident.systems, counts: [] });
    if (words.length > 0)
      return `${rule.says} Please leave out ${words.map((one) => `“${one}”`).join(', ')}.`;
  }
  return undefined;
}

/** Drawn with every such text. */
export const namesNobody = {
  kind: 'tick',
  label: 'If a word only looks like a name',
  says: 'I checked the words: they name nobody.',
  optional: true,
} as const;
