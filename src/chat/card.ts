/** A card: what a message says and what may be pressed on it, before any platform's JSON. */

export type Tone = 'neutral' | 'info' | 'good' | 'warning' | 'danger';

/** What a button carries back. Ids and versions only, never text that somebody typed. */
export type Payload = Readonly<Record<string, string>>;

/** Declared when drawn, because a platform may open a dialog only from a button that said so. */
export type Action =
  | {
      readonly kind: 'run';
      readonly id: string;
      readonly label: string;
      readonly payload: Payload;
      readonly style?: 'primary' | 'danger';
      /** Asked before it runs; for what cannot be taken back. */
      readonly confirm?: { readonly title: string; readonly text: string; readonly yes: string };
    }
  | {
      readonly kind: 'open-form';
      readonly form: string;
      readonly label: string;
      readonly subject: Payload;
      readonly style?: 'primary' | 'danger';
    }
  /** `path` leads into the web surface, which authorises again; an `https:` address leads out. */
  | { readonly kind: 'link'; readonly label: string; readonly path: string };

export type Block =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'heading'; readonly text: string }
  | {
      readonly kind: 'facts';
      readonly facts: readonly {
        readonly label: string;
        readonly value: string;
        /** It is to be taken along: drawn large, with a button that copies it where there can be one. */
        readonly copy?: true;
      }[];
    }
  /** A person's own words: shown as typed, set apart from ours. */
  | { readonly kind: 'quote'; readonly label: string; readonly text: string }
  | { readonly kind: 'note'; readonly tone: Tone; readonly text: string }
  | {
      readonly kind: 'steps';
      readonly steps: readonly {
        readonly label: string;
        readonly state: 'done' | 'now' | 'later';
        readonly detail?: string;
      }[];
    }
  | { readonly kind: 'list'; readonly items: readonly ListItem[] }
  | { readonly kind: 'divider' };

export interface ListItem {
  readonly title: string;
  readonly detail?: string;
  readonly tone?: Tone;
  readonly action?: Action;
}

export interface Card {
  /** A `place` card is seen by everyone in a channel: reference, state and one "Open", nothing that depends on who looks. */
  readonly audience: 'person' | 'place';
  readonly title: string;
  readonly status?: { readonly label: string; readonly tone: Tone };
  readonly blocks: readonly Block[];
  readonly actions: readonly Action[];
  /** Which case it shows, so that open copies can be updated when the case moves on. */
  readonly about?: CaseRef;
}

/** `reference` is what people read and type (DR-1042); `kind` names the room's case kind. */
export interface CaseRef {
  readonly kind: string;
  readonly id: string;
}
