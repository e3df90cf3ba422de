/** What the web surface takes in, and for how long it waits. */

/** Bytes of a posted body; the longest form of ours stays far below it. */
export const maxBody = '256kb';

/** Names and values in one posted body. */
export const maxFields = 500;

/** Characters of a typed command. */
export const maxCommand = 1_000;

/** Characters of a typeahead query. */
export const maxQuery = 100;

/** Open event streams of one session: a browser keeps about six connections to one place. */
export const maxStreamsPerSession = 8;

/** Milliseconds between two signs of life on an event stream; proxies cut silence at 30 to 60 s. */
export const heartbeatMs = 25_000;

/** Up to here a choice is drawn as radio buttons, above as a list to drop down. */
export const maxRadios = 7;
