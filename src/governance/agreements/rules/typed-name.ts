/** Whether a typed name is the signer's: letters count; case, spaces, accents and dots do not. */

export function sameName(typed: string, expected: string): boolean {
  return plain(typed) === plain(expected);
}

function plain(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[’ʼ‘`´]/g, "'")
    .replace(/[.,]/g, ' ')
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .trim();
}
