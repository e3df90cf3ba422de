/** A page that shows an Adaptive Card much as Teams does, on a telephone or a desk, in the light or the dark theme. */
import { createRequire } from 'node:module';

export type Theme = 'light' | 'dark';

/** Colours of Teams' own themes (microsoft/AdaptiveCards, samples/HostConfig). */
const themes = {
  light: {
    page: '#f5f5f5',
    card: '#ffffff',
    emphasis: '#f9f8f7',
    ink: '#252424',
    subtle: '#605e5c',
    line: '#e1dfdd',
    accent: '#6264a7',
    attention: '#c4314b',
  },
  dark: {
    page: '#1f1f1f',
    card: '#2d2c2c',
    emphasis: '#292828',
    ink: '#ffffff',
    subtle: '#c8c6c4',
    line: '#484644',
    accent: '#a6a7dc',
    attention: '#d74654',
  },
} as const;

/** Notes keep their pale ground in both themes, and dark words on it. */
const grounds = { accent: '#C7DEF9', good: '#CCFFCC', warning: '#FFE2B2', attention: '#FFC5B2' } as const;

/** What a Teams client tells the library of its looks. */
export function hostConfig(theme: Theme): object {
  const { card, emphasis, ink, subtle, line, accent, attention } = themes[theme];
  const words = (normal: string, faint: string) => ({
    default: { default: normal, subtle: faint },
    accent: { default: accent, subtle: accent },
    good: { default: '#92c353', subtle: '#92c353' },
    warning: { default: '#f8d22a', subtle: '#f8d22a' },
    attention: { default: attention, subtle: attention },
  });
  const note = (backgroundColor: string) => ({
    backgroundColor,
    foregroundColors: words('#201f1f', '#2d2c2c'),
  });
  return {
    supportsInteractivity: true,
    spacing: { small: 8, default: 12, medium: 16, large: 20, extraLarge: 24, padding: 16 },
    separator: { lineThickness: 1, lineColor: line },
    fontFamily: "'Segoe UI', 'DejaVu Sans', sans-serif",
    fontSizes: { small: 12, default: 14, medium: 14, large: 18, extraLarge: 24 },
    fontWeights: { lighter: 200, default: 400, bolder: 600 },
    containerStyles: {
      default: { backgroundColor: card, foregroundColors: words(ink, subtle) },
      emphasis: { backgroundColor: emphasis, foregroundColors: words(ink, subtle) },
      accent: note(grounds.accent),
      good: note(grounds.good),
      warning: note(grounds.warning),
      attention: note(grounds.attention),
    },
    actions: {
      maxActions: 6,
      buttonSpacing: 8,
      showCard: { actionMode: 'inline', inlineTopMargin: 16, style: 'emphasis' },
      actionsOrientation: 'horizontal',
      actionAlignment: 'left',
    },
  };
}

function style(theme: Theme): string {
  const { page, card, ink, line, accent } = themes[theme];
  return `
    body { margin: 0; padding: 12px; background: ${page}; font: 14px 'Segoe UI', 'DejaVu Sans', sans-serif; }
    #card { background: ${card}; border: 1px solid ${line}; border-radius: 4px; }
    input, textarea, select { color: ${ink}; background: ${page}; border: 1px solid ${line}; border-radius: 4px;
      padding: 6px 8px; font: inherit; }
    textarea { min-height: 60px; }
    .ac-actionSet { flex-wrap: wrap; row-gap: 8px; }
    button { font: 600 14px 'Segoe UI', 'DejaVu Sans', sans-serif; padding: 6px 14px; border-radius: 4px;
      color: ${ink}; background: transparent; border: 1px solid ${line}; max-width: 100%; overflow: hidden;
      text-overflow: ellipsis; white-space: nowrap; }
    button.style-positive { background: ${accent}; border-color: ${accent}; color: ${card}; }`;
}

/** What a browser needs besides the page's own text: the file of the library that draws the card. */
export const cardLibrary = createRequire(import.meta.url).resolve('adaptivecards/dist/adaptivecards.min.js');

/** `render()` is to be run in it once the library is there. */
export function cardPage(card: unknown, theme: Theme): string {
  const json = (value: unknown): string => JSON.stringify(value).replaceAll('<', '\\u003c');
  return `<!doctype html><meta charset="utf-8"><style>${style(theme)}</style><div id="card"></div><script>
    function render() {
      const card = new AdaptiveCards.AdaptiveCard();
      card.hostConfig = new AdaptiveCards.HostConfig(${json(hostConfig(theme))});
      AdaptiveCards.AdaptiveCard.onProcessMarkdown = (text, result) => {
        result.outputHtml = text.replace(/\\*\\*?(.+?)\\*\\*?/g, '<b>$1</b>');
        result.didProcess = true;
      };
      card.parse(${json(card)});
      document.getElementById('card').append(card.render());
    }
  </script>`;
}
