/** The half of a Bot Connector that vouches for it: its OpenID document, its keys, and the tokens it signs. */
import { generateKeyPairSync, type KeyObject, randomUUID, sign } from 'node:crypto';

export const appId = '5afe0000-0000-4000-8000-0000000000a1';
export const tenant = '5afe0000-0000-4000-8000-0000000000b2';
export const issuer = 'https://api.botframework.com';

export interface Minting {
  /** Claims that replace those of a good token; `undefined` takes one out. */
  readonly claims?: Record<string, unknown>;
  /** The same for its header. */
  readonly header?: Record<string, unknown>;
  /** Signs with another key than the one that the header names. */
  readonly key?: KeyObject;
}

interface SigningKey {
  readonly kid: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  readonly endorsements: readonly string[];
}

export function keysOf(serviceUrl: string, keysUrl: string) {
  const standard = ['msteams', 'emulator', 'directline'];
  let keys: SigningKey[] = [newKey(standard)];
  let fetches = 0;
  let asked = 0;
  let away = false;

  const latest = (): SigningKey => keys[keys.length - 1] as SigningKey;

  return {
    /** How often the list of keys was asked for. */
    fetches: () => fetches,
    /** How often the document that names the list was. */
    asked: () => asked,
    latest,
    /** Tokens are signed with a new key from now on; the old ones are named on no list any more unless kept. */
    rotate({ keepOld = true, endorsements = standard } = {}) {
      keys = [...(keepOld ? keys : []), newKey(endorsements)];
    },
    /** Neither document can be had. */
    lose(lost: boolean) {
      away = lost;
    },
    document() {
      asked += 1;
      return away
        ? undefined
        : { issuer, jwks_uri: keysUrl, id_token_signing_alg_values_supported: ['RS256'] };
    },
    list() {
      fetches += 1;
      if (away) return undefined;
      return {
        keys: keys.map(({ kid, publicKey, endorsements }) => ({
          ...publicKey.export({ format: 'jwk' }),
          ...{ use: 'sig', kid, x5t: kid, endorsements },
        })),
      };
    },
    /** A token as the Bot Connector sends one. */
    mint({ claims = {}, header = {}, key }: Minting = {}): string {
      const now = Math.floor(Date.now() / 1000);
      const { kid, privateKey } = latest();
      const good = { serviceurl: serviceUrl, nbf: now - 60, exp: now + 3600, iss: issuer, aud: appId };
      const text = `${encoded({ alg: 'RS256', typ: 'JWT', kid, x5t: kid, ...header })}.${encoded({ ...good, ...claims })}`;
      return `${text}.${sign('RSA-SHA256', Buffer.from(text), key ?? privateKey).toString('base64url')}`;
    },
  };
}

/** One part of a token. */
export function encoded(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}

export function newKey(endorsements: readonly string[] = []): SigningKey {
  return { kid: randomUUID(), endorsements, ...generateKeyPairSync('rsa', { modulusLength: 2048 }) };
}
