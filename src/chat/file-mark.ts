/** The mark of a file: its SHA-256 in hex, read on the machine where the file lies; the file itself never comes here. */
import type { Block } from './card.ts';

/** Served by the web surface; nothing that is chosen there is sent. */
export const fileMarkPath = '/file-mark';

export const fileMarkLabel = 'Read a file’s mark';

/** For surfaces that can't read a file themselves: stands below the field. */
export const fileMarkHelp: readonly Block[] = [
  {
    kind: 'list',
    items: [
      {
        title:
          'The page reads the mark on your own machine and sends no part of the file. Copy it there and paste it here.',
        action: { kind: 'link', label: fileMarkLabel, path: fileMarkPath },
      },
    ],
  },
];

export function isFileMark(text: string): boolean {
  return /^[0-9a-f]{64}$/i.test(text);
}

/** Programs write the same mark in capitals too. */
export function sameFileMark(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
