/** Whether an address stays on this surface. */

/** "//host" and "/\\host" are other people's addresses to a browser. */
export function isOwnPath(path: string): boolean {
  return /^\/(?![/\\])[^\s\\]*$/.test(path);
}
