/** What Slack refuses, in one table, and the splitting that keeps long text inside it (docs.slack.dev, block-kit reference). */

/** Characters are UTF-16 code units, as JavaScript counts them. */
export const limits = {
  messageBlocks: 50,
  viewBlocks: 100,
  headerText: 150,
  sectionText: 3000,
  contextElements: 10,
  contextText: 3000,
  /** Slack states none for rich text; kept at a section's. */
  richText: 3000,
  buttonText: 75,
  buttonValue: 2000,
  buttonUrl: 3000,
  actionsElements: 25,
  confirmTitle: 100,
  confirmText: 300,
  confirmButton: 30,
  viewTitle: 24,
  viewButton: 24,
  privateMetadata: 3000,
  callbackId: 255,
  inputLabel: 2000,
  inputHint: 2000,
  placeholder: 150,
  inputText: 3000,
  selectOptions: 100,
  optionGroups: 100,
  groupLabel: 75,
  boxOptions: 10,
  optionText: 75,
  optionValue: 150,
  optionDescription: 75,
  blockId: 255,
  actionId: 255,
} as const;

/** Cuts between lines, else between words, else between characters; joined again the pieces are the text. */
export function splitText(text: string, max: number): string[] {
  const pieces: string[] = [];
  let rest = text;
  while (rest.length > max) {
    const at = cutAt(rest, max);
    pieces.push(rest.slice(0, at));
    rest = rest.slice(at);
  }
  return [...pieces, rest];
}

function cutAt(text: string, max: number): number {
  const line = text.lastIndexOf('\n', max - 1) + 1;
  if (line > max / 2) return line;
  const word = text.lastIndexOf(' ', max - 1) + 1;
  if (word > max / 2) return word;
  const code = text.charCodeAt(max - 1);
  const splitsPair = code >= 0xd800 && code <= 0xdbff;
  return splitsPair ? max - 1 : max;
}

/** A label that Slack has no room for, with an ellipsis that says so; only where the whole text stands beside it. */
export function shortened(text: string, max: number): string {
  if (text.length <= max) return text;
  const at = cutAt(text, max - 1);
  return `${text.slice(0, at).trimEnd()}…`;
}
