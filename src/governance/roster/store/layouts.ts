/** How files of one header are read, kept from one import to the next (C-05). */
import { toDate } from '../../../kernel/clock.ts';
import type { Prisma } from '../../../store/generated/client.ts';
import type { Reader, Tx } from '../../../store/tx.ts';
import type { Answers, Layout } from '../rules/layout.ts';

export async function savedLayout(reader: Reader, signature: string): Promise<Answers | undefined> {
  const row = await reader.db.rosterLayout.findUnique({ where: { signature } });
  return row ? (row.mapping as unknown as Answers) : undefined;
}

export async function keepLayout(tx: Tx, { signature, source }: Layout, answers: Answers): Promise<void> {
  const row = { source, mapping: answers as unknown as Prisma.InputJsonValue, savedAt: toDate(tx.now) };
  await tx.db.rosterLayout.upsert({ where: { signature }, create: { signature, ...row }, update: row });
}
