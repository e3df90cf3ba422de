/** What a room offers the house. `governance/features.ts` lists them; home, help, manifests and sweeps iterate that list. */
import type { Action, Block, Card, Payload } from '../chat/card.ts';
import type { Document } from '../chat/document.ts';
import type { Fields, Form, RawValues, ValuesOf } from '../chat/form.ts';
import type { Reply } from '../chat/interaction.ts';
import type { Temporal } from '../kernel/clock.ts';
import type { Policy } from '../policy/policy.ts';
import type { CaseKey, Facts } from '../store/tx.ts';
import type { Access } from './access.ts';
import type { Act, Ask, Nameless, Scene, Secret, Sweep } from './context.ts';
import type { Person } from './person.ts';
import type { MessageAction } from './ports.ts';

/** A slash command. Commands only read: what changes something is a form or a button. */
export interface Command {
  /** Without "/": "data-request". */
  readonly name: string;
  /** At most 100 characters; shown in help, completion and the manifests. */
  readonly summary: string;
  /** The bare command: opens its form or shows its state. */
  readonly bare: (ask: Ask) => Promise<Reply>;
  /** What a reference typed after it looks like ("DR-1042"), and showing that case. */
  readonly reference?: {
    readonly example: string;
    readonly pattern: RegExp;
    readonly run: (ask: Ask, reference: string) => Promise<Reply>;
  };
  /** Said beside the apology when it could not be answered: what to do instead, where waiting would do harm. */
  readonly unkept?: (policy: Policy) => string;
  /** Where minutes matter: offered before all others, under this label, and to whoever types what is no command. */
  readonly first?: { readonly label: string; readonly form: string };
}

/** A word after a command: `/data-request queue`. Any room may add words to `safekeep`. */
export interface Word {
  readonly command: string;
  readonly word: string;
  /** What may follow it, for help: "NAME". */
  readonly takes?: string;
  readonly summary: string;
  readonly access: Access;
  /** Where the plan says whose it is: help leaves it out for others, who are told why when they type it all the same. */
  readonly offered?: (policy: Policy, person: Person) => boolean;
  /** A form that asks for no name: typed, it opens that without looking at who types, and `run` is not asked. */
  readonly nameless?: string;
  readonly run: (ask: Ask, rest: string) => Promise<Reply>;
}

export interface FormHandler<F extends Fields = Fields> {
  /** "request.file". */
  readonly id: string;
  readonly access: Access;
  /**
   * Draws the form for this person and subject, when it is opened and again when it is submitted.
   * A sentence instead of a form refuses: what is wrong and what to do.
   */
  readonly open: (
    ask: Ask,
    subject: Payload,
  ) => Promise<Form<F> | { readonly refused: string; readonly card?: Card; readonly why?: string }>;
  /** Runs in the transaction. `invalid` names fields; nothing is kept then. */
  readonly submit: (act: Act, subject: Payload, values: ValuesOf<F>) => Promise<Outcome>;
  /** What the fields can't say one by one, told in one breath with their own faults; `submit` decides all the same. */
  readonly check?: (ask: Ask, subject: Payload, values: RawValues) => Readonly<Record<string, string>>;
  /** Keeps a draft when a value changes; for forms with `keepsDraft`. */
  readonly change?: (act: Act, subject: Payload, changed: string, values: RawValues) => Promise<void>;
  /** Said beside the apology when it could not be kept: what to do instead, where waiting would do harm. */
  readonly unkept?: (policy: Policy) => string;
}

/**
 * A form that anybody may send without saying who they are, from chat or on a page without sign-in. Neither a person nor an
 * account, nor a time finer than the hour, ever reaches it, and opening it writes nothing.
 */
export interface NamelessForm<F extends Fields = Fields> {
  /** "breach.anonymous". */
  readonly id: string;
  /** Where its page stands: "report" for /report. */
  readonly path: string;
  /** The words of the link to it where nobody is signed in. */
  readonly offer: string;
  /** So many are looked at within an hour, in one process: nobody can be asked to stop who does not say who they are. */
  readonly mostAnHour: number;
  /** Drawn from the plan alone, so that it opens while the store can't be reached. */
  readonly open: (policy: Policy) => Form<F>;
  /** As of a form by name. `now` is the hour. */
  readonly check?: (
    policy: Policy,
    now: Temporal.Instant,
    values: RawValues,
  ) => Readonly<Record<string, string>>;
  readonly submit: (act: Nameless & Secret, values: ValuesOf<F>) => Promise<NamelessOutcome>;
  /** What is shown when the same page is sent again, as by a reload: nothing is kept, and `reader` only reads. */
  readonly repeat?: (scene: Scene & Secret, values: ValuesOf<F>) => Promise<NamelessDone | undefined>;
  /** Said when it could not be kept: what to do instead. */
  readonly unkept: (policy: Policy) => string;
}

export type NamelessDone = Extract<Outcome, { kind: 'done' }> & {
  /** On a page of its own in place of the card: how to go on, filled in as far as can be, and what stands below. */
  readonly page?: { readonly form: Form; readonly below?: Card };
};
export type NamelessOutcome = NamelessDone | Exclude<Outcome, { kind: 'done' }>;

export type Outcome =
  | {
      readonly kind: 'done';
      /** `warning`: what is kept is that it could not go on, and whom that was told. */
      readonly tone?: 'warning';
      /** It could not go on: the same form, or a retry of this sending, is looked at anew. */
      readonly again?: true;
      readonly text: string;
      readonly card?: Card;
      readonly about?: { kind: string; id: string };
    }
  | { readonly kind: 'invalid'; readonly errors: Readonly<Record<string, string>> }
  /**
   * Not allowed, or too late: why, and the card as it now stands. Nothing is kept. `why` is a code for the log; without
   * one nothing is logged, for a line about some cases would tell of them.
   */
  | { readonly kind: 'refused'; readonly text: string; readonly card?: Card; readonly why?: string };

export interface ActionHandler {
  /** "request.claim". */
  readonly id: string;
  readonly access: Access;
  readonly run: (act: Act, payload: Payload) => Promise<Outcome>;
}

/** Something that can be looked up by reference and shown: a data request, an incident. */
export interface CaseKind {
  readonly kind: string;
  readonly pattern: RegExp;
  readonly find: (
    ask: Ask,
    reference: string,
  ) => Promise<{ readonly id: string; readonly card: Card } | undefined>;
  /** The card as it stands; nothing when this viewer may not see it. */
  readonly card: (ask: Ask, id: string) => Promise<Card | undefined>;
}

export interface NoticeKind {
  /** "request.claimed". */
  readonly id: string;
  /** Also for somebody who has left already: the last they hear. Nothing else goes to them. */
  readonly lastWord?: true;
  /** Rendered now, as the recipient; nothing when they may no longer see it, and the row is dropped silently. */
  readonly render?: (
    ask: Ask,
    notice: { readonly caseId: string | undefined; readonly facts: Facts },
  ) => Promise<Card | undefined>;
  /**
   * The same for many at once, in their order, each through its own recipient's eyes: for a full outbox and a long
   * conversation. Kinds that share this function are drawn together.
   */
  readonly renderAll?: (wanted: readonly Rendering[]) => Promise<readonly (Card | undefined)[]>;
  /** The same for somebody outside, by e-mail. */
  readonly letter?: (
    scene: Scene,
    notice: { readonly caseId: string | undefined; readonly facts: Facts; readonly outsiderId: string },
  ) => Promise<Letter | undefined>;
}

/** One notice to be drawn, as one recipient. */
export interface Rendering {
  readonly ask: Ask;
  /** The notice kind's id. */
  readonly notice: string;
  readonly caseId: string | undefined;
  readonly facts: Facts;
}

export interface Letter {
  readonly to: string;
  readonly subject: string;
  readonly blocks: readonly Block[];
}

export interface DocumentHandler {
  /** "agreement.certificate"; reached at /documents/ID?key=value. */
  readonly id: string;
  readonly access: Access;
  readonly load: (ask: Ask, subject: Payload) => Promise<Document | undefined>;
}

/** What a room says about somebody who becomes inactive. */
export interface Parting {
  /** Cases that hung on them and are offered to others now. */
  readonly handedOn?: readonly CaseKey[];
  /** A last message goes to their chat account, which is let go only afterwards. */
  readonly lastWord?: true;
}

/** A line of somebody's list. */
export interface Task {
  readonly list: 'i-owe' | 'waits-for-me' | 'i-asked-for';
  readonly title: string;
  readonly detail?: string;
  /** YYYY-MM-DD, for sorting and for "late". */
  readonly dueOn?: string;
  readonly late?: boolean;
  readonly action?: Action;
}

/** An idempotent sweep: "what is due as of now". Run twice for one instant, it does nothing the second time. */
export interface Job {
  readonly name: string;
  readonly summary: string;
  /** What it did, and how many it told, is said nowhere: whoever reads it may be whom a case concerns (R075). */
  readonly discreet?: true;
  /** Minutes between runs; cron only ticks. */
  readonly everyMinutes: number;
  /** How long one page may take, in milliseconds, where it works over a whole file at once; ten seconds unless given. */
  readonly patienceMs?: number;
  /** One page of at most 1,000 rows, in its own transaction; it runs again while `more`. */
  readonly run: (sweep: Sweep) => Promise<{ readonly did: readonly string[]; readonly more: boolean }>;
}

export interface Feature {
  readonly room: string;
  readonly commands?: readonly Command[];
  readonly words?: readonly Word[];
  // biome-ignore lint/suspicious/noExplicitAny: each handler knows its own fields; dispatch reads them by its form
  readonly forms?: readonly FormHandler<any>[];
  // biome-ignore lint/suspicious/noExplicitAny: as above
  readonly namelessForms?: readonly NamelessForm<any>[];
  readonly actions?: readonly ActionHandler[];
  readonly messageActions?: readonly MessageAction[];
  readonly cases?: readonly CaseKind[];
  readonly notices?: readonly NoticeKind[];
  readonly documents?: readonly DocumentHandler[];
  readonly tasksOf?: (ask: Ask) => Promise<readonly Task[]>;
  readonly jobs?: readonly Job[];
  /** A writer said that marked words are not a student's (R040), and they were kept; same transaction. */
  readonly onOverruled?: (
    act: Act,
    overruled: { readonly about: { kind: string; id: string }; readonly fields: readonly string[] },
  ) => Promise<void>;
  /** Ends what hangs on a person who becomes inactive (see their status); same transaction as the change. */
  // biome-ignore lint/suspicious/noConfusingVoidType: most rooms have nothing to say about it
  readonly onPersonLeft?: (act: Act | Sweep, personId: string) => Promise<Parting | void>;
  /** After all rooms, with what they said together. */
  readonly afterPersonLeft?: (act: Act | Sweep, personId: string, parting: Parting) => Promise<void>;
  /**
   * Facts about these people changed: they are new, hired again, or have another hire date, kind, title, building or
   * supervisor. Same transaction as the change, at most 1,000 ids at once: whoever listens works on all in one statement.
   */
  readonly onPersonChanged?: (act: Act | Sweep, personIds: readonly string[]) => Promise<void>;
  /** What this room would remind people of on that working day (YYYY-MM-DD): for the preview before anybody is reminded. */
  readonly plannedReminders?: (scene: Scene, day: string) => Promise<readonly PlannedReminder[]>;
}

/** One message that would be sent. */
export interface PlannedReminder {
  readonly personId: string;
  /** What kind of message, as people read it: "Reminder", "Weekly message about your people". */
  readonly message: string;
  /** How many things it names, and which, in a few words each. */
  readonly count: number;
  readonly about: readonly string[];
}
