/** The seal of a signature: SHA-256 over everything that was agreed, so that any later change shows. */
import { canonicalJson, sha256 } from '../../../kernel/hash.ts';

export interface Sealed {
  readonly agreement: string;
  readonly variant: string;
  readonly version: number;
  /** The exact text as it was shown. */
  readonly text: string;
  /** Line -> instant (ISO 8601, UTC) at which it was initialled. */
  readonly initials: Readonly<Record<string, string>>;
  readonly personId: string;
  /** What the signer typed; null on paper. */
  readonly typedName: string | null;
  /** signed | paper */
  readonly way: string;
  /** slack, teams or web; null on paper. */
  readonly surface: string | null;
  /** Instant, ISO 8601, UTC. */
  readonly signedAt: string;
  /** Of a paper form: its date, where it lies, and who recorded it. */
  readonly paper: {
    readonly date: string;
    readonly keptAt: string;
    readonly recordedById: string | null;
  } | null;
}

/** 64 hexadecimal digits over canonical JSON. */
export function sealOf(signed: Sealed): string {
  return sha256(canonicalJson({ ...signed, paper: signed.paper && { ...signed.paper } }));
}

/** Recomputed from what is stored now. */
export function sealHolds(signed: Sealed, seal: string): boolean {
  return sealOf(signed) === seal;
}
