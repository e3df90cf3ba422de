/** What a handler is handed: who asks, when, under which plan, and a way to read (Ask) or to change (Act). */
import type { Surface } from '../chat/interaction.ts';
import type { Temporal } from '../kernel/clock.ts';
import type { Policy } from '../policy/policy.ts';
import type { Reader, Tx } from '../store/tx.ts';
import type { Viewer } from './access.ts';
import type { Person } from './person.ts';
import type { Directory, House, Means } from './ports.ts';

/** No person: sweeps, and letters to people outside. */
export interface Scene {
  readonly viewer: Viewer;
  readonly now: Temporal.Instant;
  readonly policy: Policy;
  readonly reader: Reader;
  readonly directory: Directory;
  readonly house: House;
  /** Absent where nothing goes out: then the web surface is all there is. */
  readonly means?: Means;
  /** The policy a case began under, by its fingerprint. */
  policyOf(fingerprint: string): Promise<Policy>;
}

/** Reading on behalf of a person. */
export interface Ask extends Scene {
  readonly actor: Person;
  /** A letter is drawn like chat, never like our own page: it lies wherever mail lies. */
  readonly surface: Surface | 'email';
}

/** Changing on behalf of a person, inside the one transaction; `reader` reads inside it too. */
export interface Act extends Ask {
  readonly tx: Tx;
}

/** Changing on nobody's behalf: a sweep. */
export interface Sweep extends Scene {
  readonly tx: Tx;
  /** A dry run, undone at its end: nothing outside the store may be touched. */
  readonly trial?: true;
}

/** Changing on behalf of somebody who does not say who they are; `now` is the hour, and `viewer` sees no case. */
export interface Nameless extends Scene {
  readonly tx: Tx;
}

/** What a form without a name is handed beside what was typed. */
export interface Secret {
  /** Lies in the page of whoever sends it, and nowhere here: the same again when that page is sent again. */
  readonly secret: string;
}
