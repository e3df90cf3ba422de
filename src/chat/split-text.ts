/** Keeps long text inside a platform's limits: split without loss, or shortened with a mark that says so. */

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

/** A label that there is no room for, with an ellipsis that says so; only where the whole text stands beside it. */
export function shortened(text: string, max: number): string {
  if (text.length <= max) return text;
  const at = cutAt(text, max - 1);
  return `${text.slice(0, at).trimEnd()}…`;
}
