/** The keys that somebody signs tokens with, as their OpenID document names them: fetched when needed, and anew for one that is not known. */
import { type CryptoKey, importJWK } from 'jose';
import { z } from 'zod';
import type { Clock, Temporal } from '../kernel/clock.ts';
import { errorFields, type Log } from '../kernel/log.ts';

export interface SigningKey {
  readonly key: CryptoKey;
  /** All that the list says of it. */
  readonly listed: Readonly<Record<string, unknown>>;
}

export interface KeyRing {
  /** `undefined` for a key that is not on the list; rejects when the list cannot be had at all. */
  find(kid: string): Promise<SigningKey | undefined>;
}

/** How often anybody's unknown key may send us there, in milliseconds. */
const unknownEveryMs = 60_000;
/** After this long the list is asked for again, so that a key that was taken back is not believed for ever. */
const freshForMs = 3_600_000;
/** The last list counts for so long where no newer one can be had; then nobody is believed. */
const goodForMs = 24 * freshForMs;
/** They are left alone for so long after they did not answer. */
const pauseMs = 10_000;
const fetchTimeoutMs = 5_000;

const documentShape = z.looseObject({ jwks_uri: z.url() });
const listShape = z.looseObject({
  keys: z.array(
    z.looseObject({
      kty: z.string(),
      kid: z.string().optional(),
      n: z.string().optional(),
      e: z.string().optional(),
    }),
  ),
});

export function createKeyRing(openIdUrl: string, clock: Clock, log: Log): KeyRing {
  let keys: ReadonlyMap<string, SigningKey> = new Map();
  let loadedAt: Temporal.Instant | undefined;
  let failedAt: Temporal.Instant | undefined;
  let askedForUnknownAt: Temporal.Instant | undefined;
  let underWay: Promise<void> | undefined;

  const ageMs = (since: Temporal.Instant | undefined): number =>
    since === undefined ? Number.POSITIVE_INFINITY : clock.now().epochMilliseconds - since.epochMilliseconds;

  async function load(): Promise<void> {
    if (ageMs(failedAt) < pauseMs) throw new Error('the keys could not be had a moment ago');
    underWay ??= fetchKeys(openIdUrl)
      .then((fetched) => {
        keys = fetched;
        loadedAt = clock.now();
      })
      .catch((error: unknown) => {
        failedAt = clock.now();
        log.error(errorFields(error), 'signing keys could not be fetched');
        throw error;
      })
      .finally(() => {
        underWay = undefined;
      });
    return underWay;
  }

  return {
    async find(kid) {
      if (ageMs(loadedAt) > goodForMs) await load();
      else if (ageMs(loadedAt) > freshForMs) await load().catch(() => {});
      const known = keys.get(kid);
      if (known) return known;
      if (!underWay) {
        if (ageMs(askedForUnknownAt) < unknownEveryMs) return undefined;
        askedForUnknownAt = clock.now();
      }
      await load().catch(() => {});
      return keys.get(kid);
    },
  };
}

async function fetchKeys(openIdUrl: string): Promise<ReadonlyMap<string, SigningKey>> {
  const { jwks_uri } = documentShape.parse(await fetchJson(openIdUrl));
  if (new URL(jwks_uri).protocol !== new URL(openIdUrl).protocol)
    throw new Error('the OpenID document names keys on a line of another kind');
  const list = listShape.parse(await fetchJson(jwks_uri));
  const found = new Map<string, SigningKey>();
  for (const listed of list.keys) {
    const { kty, kid, n, e } = listed;
    if (kty !== 'RSA' || kid === undefined || n === undefined || e === undefined) continue;
    const key = await importJWK({ kty, n, e }, 'RS256');
    if (!(key instanceof Uint8Array)) found.set(kid, { key, listed });
  }
  return found;
}

async function fetchJson(url: string): Promise<unknown> {
  const answer = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(fetchTimeoutMs) });
  if (!answer.ok) throw new Error('the document was not given');
  return answer.json();
}
