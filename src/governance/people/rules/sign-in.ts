/** The limits of signing in by e-mail. */

/** A link and its code live this long. */
export const linkMinutes = 15;

/** More in one hour are not sent: a mailbox can't be flooded, and guesses at codes stay few. */
export const linksAnHour = 5;

/** Wrong codes after which a link's code is dead; the link itself, 256 bits, needs no such limit. */
export const mostMisses = 5;
