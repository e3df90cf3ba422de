/** A table as a file for spreadsheets: quoted where needed, in UTF-8 that they recognise, and never a formula. */
import type { Document } from './document.ts';

export function csvFile(
  name: string,
  head: readonly string[],
  rows: readonly (readonly string[])[],
): Extract<Document, { kind: 'file' }> {
  return {
    kind: 'file',
    name,
    mediaType: 'text/csv',
    // the byte-order mark tells spreadsheets that this is UTF-8
    content: `\ufeff${[head, ...rows].map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`,
  };
}

/** A cell that a spreadsheet would run as a formula is made plain text. */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
