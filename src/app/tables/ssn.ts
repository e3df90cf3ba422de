/** What looks like a Social Security number: the name of a column, or what stands in a cell (domain C-05). */

const joined = new Set(['ssno', 'ssnumber', 'socsec', 'socsecno', 'socsecnum', 'socsecnumber', 'ssnlast4']);
const numbersOfThisName = new Set(['tin', 'itin', 'taxid', 'taxpayerid', 'taxidno', 'taxidnumber']);

/** "SSN", "Emp_SSN", "Social Security #", "socSecNum", "Tax ID"; not "className". */
export function namesSsn(column: string): boolean {
  const words = column
    .replace(/([a-z\d])(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^a-z\d]+/)
    .filter(Boolean);
  const flat = words.join('');
  if (/social(security|insurance)|socialsec|^ss#?$/.test(flat)) return true;
  if (/^ssn|ssn\d*$/.test(flat) || words.some((word) => /^ssn\d*$/.test(word))) return true;
  if (/^ss\s*#/.test(column.trim().toLowerCase())) return true;
  return joined.has(flat) || numbersOfThisName.has(flat) || words.some((word) => joined.has(word));
}

/** Three, two and four digits with something between them, anywhere in the cell. */
const parted =
  /(?<!\d)(?!000|666|9\d\d)\d{3}[-\u2010-\u2015. ](?!00)\d{2}[-\u2010-\u2015. ](?!0000)\d{4}(?!\d)/u;
/** Nine digits that stand alone. */
const bare = /(?<![\p{L}\d_.+-])(?!000|666|9\d\d)\d{3}(?!00)\d{2}(?!0000)\d{4}(?![\p{L}\d_.-])/u;

/** Only numbers that the Social Security Administration could have given: no area 000, 666 or 9xx, no group 00, no serial 0000. */
export function looksLikeSsn(cell: string): boolean {
  if (cell.length < 9) return false;
  return parted.test(cell) || bare.test(cell);
}

/** Nine digits are everyday in these: telephone numbers and ZIP codes with four more. Parted like an SSN they still count. */
export function looksLikePartedSsn(cell: string): boolean {
  return cell.length >= 9 && parted.test(cell);
}
