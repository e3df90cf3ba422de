/** A header that names Social Security numbers, or is no header but somebody's row with one in it, ends the reading there. */
import { TableFault } from './problem.ts';
import { looksLikeSsn, namesSsn } from './ssn.ts';

/** Throws TableFault; of a value it names the place only. */
export function refuseSsnHeader(file: string, header: readonly string[], line = 1): void {
  for (const [index, name] of header.entries()) {
    const column = index + 1;
    if (looksLikeSsn(name)) throw new TableFault({ kind: 'ssn-value', file, line, column, name: '' });
  }
  for (const [index, name] of header.entries())
    if (namesSsn(name)) throw new TableFault({ kind: 'ssn-column', file, column: index + 1, name });
}
