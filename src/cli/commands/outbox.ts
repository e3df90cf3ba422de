/** `safekeep outbox undelivered`: what can never arrive, and since when the oldest waits. */
import { Command } from 'commander';
import { oldestWaiting, undeliverable } from '../../store/outbox/read.ts';
import { atHome } from '../at-home.ts';
import type { Opened } from '../open.ts';
import { type Shell, show } from '../shell.ts';

export function outboxCommand(shell: Shell): Command {
  return new Command('outbox')
    .description('notices on their way')
    .addCommand(
      new Command('undelivered')
        .description('notices that could not arrive, with the reason')
        .action((_options: object, command: Command) =>
          atHome(shell, (house) => undelivered(shell, command, house)),
        ),
    );
}

async function undelivered(shell: Shell, command: Command, { store, directory }: Opened): Promise<void> {
  const rows = await undeliverable(store);
  const oldest = await oldestWaiting(store);
  const ids = rows.flatMap((row) => ('personId' in row.to ? [row.to.personId] : []));
  const people = await directory.people(store, [...new Set(ids)]);
  const found = rows.map((row) => ({
    id: row.id,
    notice: row.notice,
    to: 'personId' in row.to ? (people.get(row.to.personId)?.name ?? row.to.personId) : 'somebody outside',
    madeAt: row.madeAt.toString(),
    attempts: row.attempts,
    reason: row.reason,
  }));
  show(shell, command, { undeliverable: found, oldestWaiting: oldest?.toString() ?? null }, [
    ...(found.length === 0 ? ['Nothing is undeliverable.'] : []),
    ...found.map((row) => `${row.madeAt}  ${row.notice}  to ${row.to}: ${row.reason}`),
    ...(oldest ? [`The oldest notice still on its way is due since ${oldest}.`] : []),
  ]);
}
