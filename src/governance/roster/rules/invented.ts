/** Addresses that can belong to nobody: the sample district, where anybody may pick who they are, takes no others. */

/** RFC 2606 and RFC 6761 keep these for examples and tests. */
export function isInvented(email: string): boolean {
  return /[@.](example|test|invalid|localhost|example\.(com|net|org))$/.test(email.toLowerCase());
}
