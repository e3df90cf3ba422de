/** How long something that comes by itself is waited for before a test gives up: long, for busy machines wait too. */

export const patient = { timeout: 20_000, interval: 20 } as const;
