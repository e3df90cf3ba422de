/** R047: what goes on after somebody has left, in the words that they signed. */
import type { Block } from '../../../chat/card.ts';
import { sayDay } from '../../../chat/say-when.ts';
import type { Temporal } from '../../../kernel/clock.ts';

export interface LastWord {
  readonly name: string;
  readonly district: string;
  readonly lastDay: Temporal.PlainDate | undefined;
  /** "privacy agreement (NDA)". */
  readonly agreement: string;
  /** YYYY-MM-DD. */
  readonly signedOn: string;
  /** As it was signed; of a paper form, as the plan words it. */
  readonly clause: string;
  readonly onPaper: boolean;
  readonly src: string;
  /** Who may permit it in writing. */
  readonly permission: { readonly role: string; readonly names: readonly string[] };
  readonly keeper: string;
}

export function lastWordBlocks(word: LastWord): readonly Block[] {
  const { permission } = word;
  const whom =
    permission.names.length > 0 ? `${permission.role} (${permission.names.join(', ')})` : permission.role;
  return [
    {
      kind: 'text',
      text: `Hello ${word.name}, ${word.lastDay ? `${sayDay(word.lastDay)} was your last day at ${word.district}` : `you have left ${word.district}`}. Thank you for your work. One thing goes on: in the ${word.agreement}, which you signed${word.onPaper ? ' on paper' : ''} on ${sayDay(word.signedOn)}, you agreed:`,
    },
    {
      kind: 'quote',
      label: `${word.onPaper ? 'As the form has it' : 'As you signed it'} (${word.src})`,
      text: word.clause,
    },
    {
      kind: 'text',
      text: `If you ever want to use or show such information, ask first: permission is given in writing by the ${whom}. A copy of what you signed is with ${word.keeper}; they give it to you when you ask. Nothing else is asked of you, and your ways into Safekeep are closed.`,
    },
  ];
}
