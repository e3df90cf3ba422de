/** Every identifier that Safekeep makes up, so that none comes from the database or a library by surprise. */
import { randomBytes, randomInt, randomUUID } from 'node:crypto';

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
  const crockford = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
  return Array.from(randomBytes(6), (byte) => crockford[byte % 32]).join('');
}

/** A number from 0 up to, not including, `below`: for spreading out retries, so that two do not collide again. */
export function randomBelow(below: number): number {
  return randomInt(0, below);
}
