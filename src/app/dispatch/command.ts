/** A typed command: the bare one, one with a reference, one with a word; an unknown word gets the nearest and the list. */
import type { Block, Card } from '../../chat/card.ts';
import type { Reply } from '../../chat/interaction.ts';
import { mayUse } from '../access.ts';
import type { Ask } from '../context.ts';
import type { Command } from '../feature.ts';
import { asTyped, helpCard } from '../home.ts';
import { nearest } from '../nearest.ts';
import type { Registry } from '../registry.ts';
import { ifWorried, notACommand, refused, studentDataTyped } from '../replies.ts';
import { findStudentData } from '../student-data.ts';

export async function runCommand(registry: Registry, ask: Ask, name: string, text: string): Promise<Reply> {
  if (findStudentData(`${name} ${text}`).length > 0)
    return refused(studentDataTyped(ask.surface === 'teams' ? 'Teams' : undefined), worryCard(ask));
  if (name === '') return refused(notACommand, helpFor(ask));
  const command = registry.commands.get(name);
  if (!command) {
    const meant = nearest(name, [...registry.commands.keys()]);
    return refused(
      `There is no command “${asTyped(ask, name)}”.${meant ? ` Did you mean “${asTyped(ask, meant)}”?` : ''}`,
      helpFor(ask),
    );
  }
  const [first = '', ...rest] = text.trim().split(/\s+/u);
  if (first === '') return command.bare(ask);
  if (command.reference?.pattern.test(first)) return command.reference.run(ask, first.toUpperCase());
  const words = registry.wordsOf(name).filter((word) => mayUse(word.access, ask.actor, ask.policy));
  const word = words.find((one) => one.word === first.toLowerCase());
  return word ? word.run(ask, rest.join(' ')) : unknownWord(registry, ask, command, first);
}

/** Talk and mistyped commands alike: in Teams a worry is typed as it comes to mind, and its first word is taken for one. */
function helpFor(ask: Ask): Card {
  const help = helpCard(ask);
  const worry = worryCard(ask);
  return worry ? { ...help, blocks: [...worry.blocks, ...help.blocks], actions: worry.actions } : help;
}

function worryCard(ask: Ask): Card | undefined {
  return ifWorried(ask.house.commandsFor(ask.policy, ask.actor), (command) => asTyped(ask, command));
}

function unknownWord(registry: Registry, ask: Ask, command: Command, typed: string): Reply {
  const hidden = registry.wordsOf(command.name).find((word) => word.word === typed.toLowerCase());
  if (hidden) return refused(`“${asTyped(ask, `${command.name} ${typed}`)}” is not open to your role.`);
  const words = registry.wordsOf(command.name).filter((word) => mayUse(word.access, ask.actor, ask.policy));
  const meant = nearest(
    typed,
    words.map((word) => word.word),
  );
  const list: Block = {
    kind: 'list',
    items: [
      { title: asTyped(ask, command.name), detail: command.summary },
      ...(command.reference
        ? [
            {
              title: asTyped(ask, `${command.name} ${command.reference.example}`),
              detail: 'Show this case as it stands',
            },
          ]
        : []),
      ...words.map(({ word, takes, summary }) => ({
        title: asTyped(ask, `${command.name} ${word}${takes ? ` ${takes}` : ''}`),
        detail: summary,
      })),
    ],
  };
  return refused(
    `I do not know “${typed}” after ${asTyped(ask, command.name)}.${meant ? ` Did you mean “${asTyped(ask, `${command.name} ${meant}`)}”?` : ''}`,
    { audience: 'person', title: `What ${asTyped(ask, command.name)} can do`, blocks: [list], actions: [] },
  );
}
