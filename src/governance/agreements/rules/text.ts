/** The exact text that is signed, line by line, and the way back from it: what the seal covers and the certificate shows. */
import type { Agreement } from '../../../policy/schema.ts';
import type { Variant } from './variant.ts';
import type { Version } from './versions.ts';

export interface SignedText {
  readonly title: string;
  readonly version: string;
  readonly preamble: string;
  readonly groups: readonly {
    readonly title: string;
    readonly lines: readonly { readonly id: string; readonly text: string }[];
  }[];
  /** How it was signed and how often it is, as said to the signer. */
  readonly closing: readonly string[];
  readonly attached: readonly { readonly title: string; readonly items: readonly string[] }[];
}

/** Breaks in the pack's file are not part of a clause: it is shown and sealed as one line. */
export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** Headings are marked `#`, attachments `##`; each clause begins with its id. */
export function exactText(agreement: Agreement, variant: Variant, version: Version): string {
  return [
    oneLine(agreement.name),
    `Version ${version.version}, in effect from ${version.effective}; wording approved by: ${oneLine(variant.approvedBy)}`,
    oneLine(variant.preamble),
    ...agreement.groups.flatMap((group) => [
      `# ${oneLine(group.title)}`,
      ...group.lines.map((line) => `${line.id} ${oneLine(line.text)}`),
    ]),
    '#',
    oneLine(agreement.electronic_signature.says),
    oneLine(agreement.electronic_signature.hint),
    oneLine(agreement.renew.says),
    ...agreement.attached.flatMap((part) => [`## ${oneLine(part.title)}`, ...part.items.map(oneLine)]),
  ].join('\n');
}

export function readText(text: string): SignedText {
  const [title = '', version = '', preamble = '', ...rest] = text.split('\n');
  const groups: { title: string; lines: { id: string; text: string }[] }[] = [];
  const attached: { title: string; items: string[] }[] = [];
  const closing: string[] = [];
  let closed = false;
  for (const line of rest) {
    if (line.startsWith('## ')) attached.push({ title: line.slice(3), items: [] });
    else if (attached.length > 0) attached.at(-1)?.items.push(line);
    else if (line === '#') closed = true;
    else if (closed) closing.push(line);
    else if (line.startsWith('# ')) groups.push({ title: line.slice(2), lines: [] });
    else groups.at(-1)?.lines.push(clause(line));
  }
  return { title, version, preamble, groups, closing, attached };
}

function clause(line: string): { id: string; text: string } {
  const space = line.indexOf(' ');
  return { id: line.slice(0, space), text: line.slice(space + 1) };
}
