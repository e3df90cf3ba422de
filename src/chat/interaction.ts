/** What a person did, whatever surface they did it on, and what they get back. */
import type { Temporal } from '../kernel/clock.ts';
import type { Card, CaseRef, Payload } from './card.ts';
import type { Document } from './document.ts';
import type { OpenForm, Option, RawValues } from './form.ts';

export type Surface = 'slack' | 'teams' | 'web';

/** What a chat platform says about an account. Used to match a person, never stored for strangers. */
export interface AccountProfile {
  /** Mail addresses in order of trust: the first that is somebody's here counts. */
  readonly addresses: readonly string[];
  readonly standing: 'member' | 'guest' | 'deactivated' | 'bot';
}

/** Where an account is written to, in its platform's own words: kept as it is, read by that platform's courier only. */
export type Whereabouts = Readonly<Record<string, string>>;

export type Caller =
  /** `tenant` is the Slack team or the Teams tenant; `profile` is fetched only when the account is not known yet. */
  | {
      readonly kind: 'account';
      readonly surface: 'slack' | 'teams';
      readonly tenant: string;
      readonly account: string;
      readonly profile: () => Promise<AccountProfile | undefined>;
      /** Given where the account spoke from its own conversation with us, on platforms that must be told where to write. */
      readonly whereabouts?: Whereabouts;
    }
  /** A web session, already looked up. */
  | { readonly kind: 'session'; readonly personId: string }
  /** Somebody at a page that asks nobody who they are. */
  | { readonly kind: 'nobody' };

export type Interaction =
  | { readonly kind: 'command'; readonly name: string; readonly text: string }
  | { readonly kind: 'open-form'; readonly form: string; readonly subject: Payload }
  | { readonly kind: 'submit'; readonly token: string; readonly values: RawValues }
  /** A value changed while the form is open: re-draw conditional fields, keep the draft. */
  | { readonly kind: 'change'; readonly token: string; readonly values: RawValues; readonly changed: string }
  | { readonly kind: 'action'; readonly id: string; readonly payload: Payload }
  /** Typeahead in a `person` or `people` field. */
  | { readonly kind: 'options'; readonly query: string }
  | { readonly kind: 'home' }
  /** A case as it stands now: a card that draws itself anew when it is looked at. */
  | { readonly kind: 'look'; readonly about: CaseRef }
  /** The app was added for this account, or taken away: it can be written to, or not any more. */
  | { readonly kind: 'lifecycle'; readonly event: 'installed' | 'uninstalled' }
  | { readonly kind: 'document'; readonly document: string; readonly subject: Payload };

export interface Envelope {
  readonly surface: Surface;
  readonly caller: Caller;
  /** The platform's own name for this delivery (event id, trigger id, nonce): the same one twice acts once. */
  readonly delivery: string;
  readonly receivedAt: Temporal.Instant;
  readonly interaction: Interaction;
}

export type Reply =
  | { readonly kind: 'card'; readonly card: Card }
  | { readonly kind: 'form'; readonly open: OpenForm }
  | { readonly kind: 'invalid'; readonly open: OpenForm }
  /** It happened (or, toned `warning`/`danger`, it did not, and why); the card as it now stands, if there is one. */
  | {
      readonly kind: 'done';
      readonly tone: 'good' | 'warning' | 'danger';
      readonly text: string;
      readonly card?: Card;
      /** In place of the card where the answer is a page of its own: a form to go on with, and what stands below it. */
      readonly page?: { readonly open: OpenForm; readonly below?: Card };
    }
  | { readonly kind: 'options'; readonly options: readonly Option[] }
  | { readonly kind: 'document'; readonly document: Document };
