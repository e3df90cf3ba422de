/** A private channel in chat for the few who work on one matter, as a room asks for it; platforms that can, offer it. */
import type { Card } from '../chat/card.ts';
import type { Addressee } from './ports.ts';

/** Why something could not be done; what people read of it is the room's to say. */
export type ChannelTrouble =
  /** The app was not given the right to keep private channels. */
  | 'no-right'
  /** A setting of the workspace forbids it to the app. */
  | 'forbidden'
  /** The platform does not accept us at all. */
  | 'not-accepted'
  | 'unreachable'
  | 'slow-down'
  /** The name belongs to something else. */
  | 'name-taken'
  /** It was deleted, or somebody took the app out of it. */
  | 'gone'
  | 'archived'
  /** The account is in another workspace, is gone, or is a guest's or somebody else who may not be let in. */
  | 'elsewhere'
  | 'no-account'
  | 'guest'
  | 'unknown';

/** `later`: trying again by itself may help; `never`: a person must see to it first. */
export type NotDone =
  | { readonly kind: 'later'; readonly afterMs: number; readonly why: ChannelTrouble }
  | { readonly kind: 'never'; readonly why: ChannelTrouble };

/** Everything may be asked again after a crash, and does then what was not yet done; nothing rejects. */
export interface TeamChannels {
  readonly surface: 'slack';
  /**
   * Makes a private one of this name, or finds the one that an earlier attempt made, with `greeting` as its first
   * message; `greeted` is false where that could not be posted.
   */
  open(
    name: string,
    greeting: Card,
  ): Promise<
    | { readonly kind: 'done'; readonly channel: string; readonly link: string; readonly greeted: boolean }
    | NotDone
  >;
  greet(channel: string, greeting: Card): Promise<{ readonly kind: 'done' } | NotDone>;
  invite(channel: string, who: Addressee): Promise<{ readonly kind: 'done' } | NotDone>;
  /** `was`: they were in it until now. */
  remove(
    channel: string,
    who: Addressee,
  ): Promise<{ readonly kind: 'done'; readonly was: boolean } | NotDone>;
  archive(channel: string): Promise<{ readonly kind: 'done' } | NotDone>;
}
