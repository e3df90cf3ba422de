/** One cheap look at a whole file before it is read: how it is encoded and parted, and its digest. */
import { createHash } from 'node:crypto';
import { TextDecoder } from 'node:util';
import { TableFault } from './problem.ts';
import type { TableFile } from './table-file.ts';

export interface Sniffed {
  readonly encoding: 'utf-8' | 'windows-1252';
  readonly delimiter: ',' | '\t' | ';' | '|';
  /** Whether cells may be quoted; PowerSchool's tab exports hold quotation marks that quote nothing. */
  readonly quoted: boolean;
  /** SHA-256 of the bytes. */
  readonly digest: string;
}

const headLength = 64 * 1024;
const delimiters = [',', '\t', ';', '|'] as const;

/** Throws TableFault for what is no text table that we read. */
export async function sniff(file: TableFile): Promise<Sniffed> {
  const hash = createHash('sha256');
  const strict = new TextDecoder('utf-8', { fatal: true });
  let head = Buffer.alloc(0);
  let isUtf8 = true;
  let nul = false;
  for await (const chunk of file.open()) {
    hash.update(chunk);
    if (head.length < headLength) head = Buffer.concat([head, chunk]).subarray(0, headLength);
    nul ||= chunk.includes(0);
    if (isUtf8) isUtf8 = decodes(strict, chunk);
  }
  if (isUtf8) isUtf8 = decodes(strict, undefined);
  refuseOthers(file.name, head, nul);
  const encoding = isUtf8 ? 'utf-8' : 'windows-1252';
  const text = new TextDecoder(encoding).decode(head);
  if (text.trim() === '') throw new TableFault({ kind: 'empty', file: file.name });
  return { encoding, ...dialectOf(text), digest: hash.digest('hex') };
}

/** The last call, without a chunk, tells whether the text ends in the middle of a character. */
function decodes(strict: TextDecoder, chunk: Uint8Array | undefined): boolean {
  try {
    strict.decode(chunk, { stream: chunk !== undefined });
    return true;
  } catch {
    return false;
  }
}

function refuseOthers(file: string, head: Buffer, nul: boolean): void {
  const [first, second] = head;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff))
    throw new TableFault({ kind: 'utf16', file });
  if (head.length >= 4 && (head.readUInt32BE(0) === 0xd0cf11e0 || head.readUInt32BE(0) === 0x504b0304))
    throw new TableFault({ kind: 'workbook', file });
  if (!nul) return;
  // Every second byte of Latin text is zero in UTF-16.
  const zeros = head.reduce((count, byte) => (byte === 0 ? count + 1 : count), 0);
  throw new TableFault({ kind: zeros > head.length / 4 ? 'utf16' : 'not-a-table', file });
}

/** By the header line: whatever stands in it most often outside quotation marks. */
function dialectOf(text: string): Pick<Sniffed, 'delimiter' | 'quoted'> {
  const header = (/^\ufeff?[\r\n]*([^\r\n]*)/.exec(text)?.[1] ?? '').replace(/"[^"]*"/g, '');
  const counts = delimiters.map((one) => ({ one, count: header.split(one).length - 1 }));
  const { one: delimiter } = counts.reduce((best, next) => (next.count > best.count ? next : best));
  const quoted = delimiter !== '\t' || /(^|[\t\r\n\ufeff])"[^"]*"([\t\r\n]|$)/.test(text);
  return { delimiter, quoted };
}
