/** Every identifier that Safekeep makes up, so that none comes from the database or a library by surprise. */
import { createHash, randomBytes, randomInt, randomUUID } from 'node:crypto';

/** Row and instance ids. */
export function newId(): string {
  return randomUUID();
}

/** A secret of 256 bits, safe in a URL: session and sign-in tokens. Store only its hash. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** Six decimal digits, leading zeros kept: the code shown beside a sign-in link. */
export function newSixDigitCode(): string {
  return String(randomInt(0, 1_000_000)).padStart(6, '0');
}

/** Short enough to read out over the phone; ties an apology on screen to one log line. */
export function newErrorReference(): string {
  return newSpokenCode(6);
}

/** So many Crockford characters, none of which is taken for another when it is read out or copied from a board. */
export function newSpokenCode(length: number): string {
  return spoken(randomBytes(length));
}

/** The same for the same secret, at most 32 of them; the way back is as long as guessing. */
export function spokenCodeOf(secret: string, length: number): string {
  const bytes = createHash('sha256').update(`spoken code of ${secret}`, 'utf8').digest();
  return spoken(bytes.subarray(0, length));
}

function spoken(bytes: Uint8Array): string {
  const crockford = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
  return Array.from(bytes, (byte) => crockford[byte % 32]).join('');
}

/** What somebody typed, read as a spoken code: small letters, and O, I and L for the digits they look like. */
export function readSpokenCode(typed: string): string {
  return typed.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1');
}

/** A number from 0 up to, not including, `below`: for spreading out retries, so that two do not collide again. */
export function randomBelow(below: number): number {
  return randomInt(0, below);
}
