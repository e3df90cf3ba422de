/** Versions of an agreement: which one is signed, which is in force, which calls everybody back. Days are YYYY-MM-DD. */
import type { Agreement } from '../../../policy/schema.ts';

export type Version = Agreement['versions'][number];

/** The version whose text the pack holds: what a signer reads today is the newest, even shortly before it takes effect. */
export function versionToSign(agreement: Agreement): Version {
  return newest(agreement.versions);
}

/** The version in force on a day; before the first took effect, the first. */
export function versionOn(agreement: Agreement, day: string): Version {
  const inForce = agreement.versions.filter((one) => one.effective <= day);
  return inForce.length > 0 ? newest(inForce) : oldest(agreement.versions);
}

/** The first material version in force that a signature of `version` does not cover; it asks for a new signature. */
export function materialSince(agreement: Agreement, version: number, today: string): Version | undefined {
  const missed = agreement.versions.filter(
    (one) => one.material && one.version > version && one.effective <= today,
  );
  return missed.length > 0 ? oldest(missed) : undefined;
}

function newest(versions: readonly Version[]): Version {
  return versions.reduce((best, one) => (one.version > best.version ? one : best));
}

function oldest(versions: readonly Version[]): Version {
  return versions.reduce((best, one) => (one.version < best.version ? one : best));
}
