/** Whether people are reminded at all: a switch in the database, with who turned it (go-live is a person's decision). */
import { z } from 'zod';
import { Temporal } from '../../../kernel/clock.ts';
import { getSetting, isSample, putSetting } from '../../../store/settings.ts';
import type { Reader, Tx } from '../../../store/tx.ts';

const key = 'reminders';

const kept = z.object({
  on: z.boolean(),
  /** A person's id, or null for whoever runs the program. */
  by: z.string().nullable(),
  at: z.string(),
});

export interface Switch {
  readonly on: boolean;
  /** Nothing while nobody ever turned it. */
  readonly turned: { readonly by: string | null; readonly at: Temporal.Instant } | undefined;
}

/** Off until somebody turns it on; the sample district of invented people begins with it on. */
export async function reminderSwitch(reader: Reader): Promise<Switch> {
  const text = await getSetting(reader, key);
  if (text === undefined) return { on: await isSample(reader), turned: undefined };
  const { on, by, at } = kept.parse(JSON.parse(text));
  return { on, turned: { by, at: Temporal.Instant.from(at) } };
}

export async function remindersOn(reader: Reader): Promise<boolean> {
  return (await reminderSwitch(reader)).on;
}

/** False when it stood so already. `by`: a person's id, or null for whoever runs the program. */
export async function turnReminders(tx: Tx, on: boolean, by: string | null): Promise<boolean> {
  await tx.db.$executeRaw`select pg_advisory_xact_lock(hashtext('reminders'))`;
  const now = await reminderSwitch(tx);
  if (now.on === on && now.turned) return false;
  await putSetting(tx, key, JSON.stringify({ on, by, at: tx.now.toString() }));
  tx.audit({ what: on ? 'reminders.on' : 'reminders.off', facts: { by } });
  return true;
}
