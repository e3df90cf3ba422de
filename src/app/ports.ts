/** What app and the rooms need from elsewhere, as interfaces; main wires the real ones in. */
import type { Express } from 'express';
import type { Card, Payload } from '../chat/card.ts';
import type { Caller, Envelope, Reply, Surface, Whereabouts } from '../chat/interaction.ts';
import type { Clock, Temporal } from '../kernel/clock.ts';
import type { Log } from '../kernel/log.ts';
import type { Result } from '../kernel/result.ts';
import type { Policy } from '../policy/policy.ts';
import type { Reader } from '../store/tx.ts';
import type { Act, Ask, Scene, Sweep } from './context.ts';
import type { PlannedReminder, Task } from './feature.ts';
import type { Person } from './person.ts';
import type { TeamChannels } from './team-channels.ts';

/** Who works here. Implemented by governance/people. */
export interface Directory {
  person(reader: Reader, id: string): Promise<Person | undefined>;
  /** Unknown ids are left out; order is not kept. */
  people(reader: Reader, ids: readonly string[]): Promise<ReadonlyMap<string, Person>>;
  /** Typeahead: active people whose name, e-mail or title has the words, best first, at most 20. */
  search(reader: Reader, words: string): Promise<readonly Person[]>;
  /** Active holders of a role today. */
  holders(reader: Reader, role: string): Promise<readonly Person[]>;
  /** Both at once, in one statement: everybody of these ids, and every active holder of these roles, by name. */
  peopleAndHolders(
    reader: Reader,
    ids: readonly string[],
    roles: readonly string[],
  ): Promise<ReadonlyMap<string, Person>>;
}

export type Stranger = 'unknown' | 'guest' | 'deactivated' | 'held' | 'leave' | 'left';

/** Turns a caller into a person, remembering or holding an account when it is met the first time. */
export type Identify = (caller: Caller) => Promise<Result<Person, Stranger>>;

export interface AccountKey {
  readonly surface: 'slack' | 'teams';
  /** The Slack team or the Teams tenant. */
  readonly tenant: string;
  readonly account: string;
}

/** What notices go out by in this district, beside the web surface. */
export interface Means {
  readonly chats: readonly AccountKey['surface'][];
  readonly email: boolean;
  /** The district opted in to private channels that Safekeep keeps for those who work on one matter. */
  readonly teamChannels?: true;
}

/** Whether accounts can be written to, as their platform says. Implemented by governance/people; strangers leave no trace. */
export interface Reach {
  /** The app was taken away from this account. */
  uninstalled(account: AccountKey): Promise<void>;
  /** The platform will not bring this account anything until its person comes back; `reason` is one sentence. */
  blocked(account: AccountKey, reason: string): Promise<void>;
  /** A conversation was opened for it: where to write from now on. */
  found(account: AccountKey, whereabouts: Whereabouts): Promise<void>;
}

/** What one room may ask of all rooms together, without knowing them. Implemented by app/house over the registry. */
export interface House {
  /** The case behind a reference such as DR-1042, if this viewer may see it. */
  caseByReference(
    ask: Ask,
    reference: string,
  ): Promise<{ readonly kind: string; readonly id: string; readonly card: Card } | undefined>;
  /** A case as it stands now, by its id or by its reference, if this viewer may see it. */
  cardOf(ask: Ask, about: { readonly kind: string; readonly id: string }): Promise<Card | undefined>;
  /** Everybody's list: what they owe, what waits for them, what they asked for; late and early dates first. */
  tasksOf(ask: Ask): Promise<readonly Task[]>;
  /** What this person may type. */
  commandsFor(policy: Policy, person: Person): readonly CommandListing[];
  /** Lets every room end what hangs on a person who becomes inactive. */
  personLeft(act: Act | Sweep, personId: string): Promise<void>;
  /** Lets every room draw its conclusions from facts about people that changed; at most 1,000 ids at once. */
  personChanged(act: Act | Sweep, personIds: readonly string[]): Promise<void>;
  /** Every message that a working day (YYYY-MM-DD) would send once people are reminded, room by room. */
  plannedReminders(scene: Scene, day: string): Promise<readonly PlannedReminder[]>;
  /** Opens a form by its id, as a button does. */
  openForm(ask: Ask, form: string, subject: Payload): Promise<Reply>;
}

/** One outbox row on its way to one address of one person. */
export interface Parcel {
  readonly rowId: string;
  readonly card: Card;
}

export type Delivery =
  /** `whereabouts` where a conversation had to be opened first: it is kept for the next time. */
  | {
      readonly kind: 'sent';
      readonly address: Readonly<Record<string, string>>;
      readonly whereabouts?: Whereabouts;
    }
  | { readonly kind: 'later'; readonly afterMs: number; readonly reason: string }
  /** `blocked`: nothing at all reaches this account any more (not installed, blocked, deactivated). */
  | { readonly kind: 'never'; readonly reason: string; readonly blocked?: true };

/** One account of a person, and where it is written to if the platform must be told. */
export interface Addressee {
  readonly tenant: string;
  readonly account: string;
  readonly whereabouts?: Whereabouts;
}

/** How a platform brings a card to a person it knows. Implemented by each platform. */
export interface Courier {
  readonly surface: 'slack' | 'teams';
  /** `later` says that it certainly did not arrive; rejects when nobody can tell, as after a cut line. */
  deliver(to: Addressee, parcel: Parcel): Promise<Delivery>;
  /** Looks for a row that may have been delivered before a crash; `undefined` when the platform can't be asked. */
  find(
    to: Addressee,
    rowId: string,
  ): Promise<{ readonly found: Readonly<Record<string, string>> } | 'absent' | undefined>;
  update(address: Readonly<Record<string, string>>, card: Card): Promise<Delivery>;
}

/** One notice in a person's web conversation, drawn now as that person. */
export interface FeedItem {
  readonly rowId: string;
  readonly at: Temporal.Instant;
  /** The same moment in words, in the district's zone as on the cards. */
  readonly when: string;
  readonly card: Card;
}

/** The notices of one person for the web surface, and a nudge when there are new ones. Implemented by app/delivery. */
export interface Feed {
  /** Newest last, at most 50. */
  recent(person: Person): Promise<readonly FeedItem[]>;
  /** Calls back after anything of this person's changed; returns the way to stop. */
  subscribe(personId: string, onNews: () => void): () => void;
}

export interface OpenedSession {
  /** The cookie's value; only its hash is stored. */
  readonly token: string;
  readonly expiresAt: Temporal.Instant;
}

/** The ways into the web surface. Implemented by governance/people. */
export interface Doors {
  personOfSession(token: string): Promise<Person | undefined>;
  endSession(token: string): Promise<void>;
  /** Sends a link and a six-digit code if the address is an active person's; says the same either way. */
  sendLink(email: string, publicUrl: string): Promise<void>;
  /** Looks without spending: what the page behind the link shows before the button is pressed. */
  looksGood(linkToken: string): Promise<boolean>;
  /** Spent once, by a person's button press, within 15 minutes. */
  spendLink(linkToken: string): Promise<OpenedSession | undefined>;
  spendCode(email: string, code: string): Promise<OpenedSession | undefined>;
  /** Pick who you are: present only on a sample database. */
  readonly sample?: {
    people(): Promise<readonly Person[]>;
    pick(personId: string): Promise<OpenedSession | undefined>;
  };
}

/** A letter by e-mail. `rowId` gives a stable Message-ID, so that a repeat is recognised by mail programs. */
export interface Post {
  send(letter: {
    readonly to: string;
    readonly subject: string;
    readonly text: string;
    readonly rowId: string;
  }): Promise<Delivery>;
}

/** A connected surface, as main holds it. */
export interface Platform {
  readonly surface: Surface;
  readonly courier?: Courier;
  /** Where the district opted in. */
  readonly teamChannels?: TeamChannels;
  /** For /readyz: whether it can be reached now, in a few words. */
  state(): { readonly ready: boolean; readonly detail: string };
  stop(): Promise<void>;
}

/** What every platform is given by main; a platform's own settings come beside it. */
export interface PlatformDeps {
  readonly dispatch: (envelope: Envelope) => Promise<Reply>;
  readonly commands: readonly CommandListing[];
  readonly messageActions: readonly MessageAction[];
  /** Forms that ask nobody who they are, and where their pages stand. */
  readonly namelessForms: readonly { readonly id: string; readonly path: string; readonly offer: string }[];
  readonly http: Express;
  readonly clock: Clock;
  readonly log: Log;
  /** The sample district: every page and card says so. */
  readonly sample: boolean;
  /** Where links into the web surface point, without a trailing slash. */
  readonly publicUrl: string;
}

/** A command as help, completion and manifests list it. */
export interface CommandListing {
  readonly name: string;
  readonly summary: string;
  readonly example?: string;
  readonly words: readonly { readonly word: string; readonly takes?: string; readonly summary: string }[];
  readonly first?: { readonly label: string; readonly form: string };
}

/** Something that can be done about a message in chat: its link goes into the form, and nothing of its text. */
export interface MessageAction {
  /** "breach.report". */
  readonly id: string;
  /** At most 24 characters (Slack's limit on a shortcut). */
  readonly label: string;
  /** At most 100 characters. */
  readonly summary: string;
  /** The form it opens; its subject is `{message: link}`, or empty where the platform gives no link. */
  readonly form: string;
}
