/** Whether a call failed before anything of it could have left this machine. */

/** The connection never stood, so nothing can have arrived. */
const codes: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'CONNECT_TIMEOUT',
]);

/** False where nobody can tell, as after a cut line or a timeout: what was sent may be there all the same. */
export function neverLeft(error: unknown): boolean {
  for (let at = error, depth = 0; at instanceof Error && depth < 6; at = at.cause, depth += 1)
    if ('code' in at && typeof at.code === 'string' && codes.has(at.code)) return true;
  return false;
}
