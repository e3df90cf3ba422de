/** What every page of the web surface is handed. */
import type { Person } from '../../app/person.ts';
import type { CommandListing, Doors, Feed, PlatformDeps } from '../../app/ports.ts';
import type { Interaction } from '../../chat/interaction.ts';
import type { Streams } from './courier.ts';

export interface WebSettings {
  readonly doors: Doors;
  readonly feed: Feed;
  /** Pick who you are: only on a sample database, on loopback, without PUBLIC_URL. */
  readonly allowPick: boolean;
  readonly mailConfigured: boolean;
  /** Whom error pages name. */
  readonly opsEmail?: string;
  /** Said on an error page beside the apology: what to do instead, where waiting would do harm. */
  readonly unkept?: (asked: Interaction) => string | undefined;
  /** The plan's names of roles, by id; without them an id is shown as words. */
  readonly roleNames?: Readonly<Record<string, string>>;
  /** What this person may type, for completion; every command there is unless given. */
  readonly commandsFor?: (person: Person) => readonly CommandListing[];
}

export interface Surroundings extends WebSettings {
  readonly deps: PlatformDeps;
  readonly streams: Streams;
}
