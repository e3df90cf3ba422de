/** Teams, as the contract sees it: cards in messages and dialogs, and forms that are leafed through. */
import type { Reply } from '../../../src/chat/interaction.ts';
import { shownOf } from '../../../src/chat/shown.ts';
import type { DrawnForm } from '../../../src/platforms/teams/form.ts';
import { limits } from '../../../src/platforms/teams/limits.ts';
import { cardOf, resultCard } from '../../../src/platforms/teams/replies.ts';
import { searchAnswer } from '../../../src/platforms/teams/search.ts';
import { checkCard } from '../adaptive-cards.ts';
import { publicUrl, type Screen, type Surface } from './surface.ts';
import { returned, walk } from './teams-form.ts';
import { type Loose, readCard } from './teams-reading.ts';

const pen = { publicUrl, sample: true };
const viewer = '29:somebody';

export const teams: Surface = {
  name: 'teams',
  limits,
  card: (card, told) =>
    screens(told ? { kind: 'done', card, text: told.text, tone: toneOf(told) } : { kind: 'card', card }),
  home: (card) => [screen('list', cardOf({ card }, pen, 'home', viewer), 'message')],
  sentence: (told) => screens({ kind: 'done', text: told.text, tone: toneOf(told) }),
  document: async (document) => screens({ kind: 'document', document }),
  form(open) {
    const { values, ...pages } = walk(open);
    return { as: 'dialog', ...pages, values };
  },
  options(options) {
    const { body }: Loose = searchAnswer({ kind: 'options', options });
    const texts = body.value.results.map((result: Loose) => result.title);
    return { as: 'typeahead', texts, buttons: [], faults: [] };
  },
  async comesBack(before, typed, after) {
    const stood = walk(before, typed).values;
    return {
      stood,
      sheet: { as: 'dialog', ...returned({ ...after, form: { ...after.form, values: stood } }) },
    };
  },
};

function toneOf({ tone }: { readonly tone: string }): Extract<Reply, { kind: 'done' }>['tone'] {
  return tone === 'warning' || tone === 'danger' ? tone : 'good';
}

/** As a message of this person's own, and as what a dialog shows afterwards. */
function screens(reply: Reply): Screen[] {
  const shown = shownOf(reply);
  if (shown.open) return [];
  const result: DrawnForm = resultCard(shown, pen);
  return [
    screen('message', cardOf(shown, pen, 'case', viewer), 'message'),
    screen('dialog', result.card, 'dialog', [result.title]),
  ];
}

function screen(as: string, card: Loose, spot: 'message' | 'dialog', frame: readonly string[] = []): Screen {
  const { texts, buttons, faults } = readCard(card);
  return {
    as,
    texts: [...frame, ...texts],
    buttons,
    faults: [...checkCard(card, spot), ...faults],
    fallback: [card.fallbackText, card.speak],
  };
}
