/** `safekeep reminders on|off|preview`: nobody is reminded of anything before a person decides it. */
import { Command } from 'commander';
import { systemViewer } from '../../app/access.ts';
import { sceneAt } from '../../app/scene.ts';
import { sayDay, sayMoment } from '../../chat/say-when.ts';
import {
  countsByMessage,
  firstDay,
  firstDayLines,
  unfinished,
} from '../../governance/duties/commands/first-day.ts';
import { reminderSwitch, turnReminders } from '../../governance/people/store/reminders.ts';
import { count } from '../../governance/supervision/rules/say.ts';
import { atHome } from '../at-home.ts';
import { personByAddress } from '../person.ts';
import { type Shell, show } from '../shell.ts';

export function remindersCommand(shell: Shell): Command {
  const command = new Command('reminders').description('whether people are reminded of what they owe');
  for (const to of ['on', 'off'] as const)
    command.addCommand(
      new Command(to)
        .description(to === 'on' ? 'remind people from now on' : 'remind nobody of anything')
        .option('--by <email>', 'who decided it, by their address on the roster')
        .action((options: { by?: string }, ran: Command) => turn(shell, ran, to, options.by)),
    );
  return command
    .addCommand(
      new Command('preview')
        .description('every message that the first day would send, by recipient and count; nothing is sent')
        .action((_options: object, ran: Command) => preview(shell, ran)),
    )
    .addCommand(
      new Command('status')
        .description('on or off, and who turned it')
        .action((_options: object, ran: Command) => status(shell, ran)),
    );
}

async function turn(
  shell: Shell,
  command: Command,
  to: 'on' | 'off',
  email: string | undefined,
): Promise<void> {
  await atHome(shell, async ({ store, directory }, clock) => {
    const by = email === undefined ? undefined : await personByAddress(store, directory, email);
    const author = { personId: by?.id ?? null, surface: 'cli', now: clock.now() };
    const turned = await store.transact(author, (tx) => turnReminders(tx, to === 'on', by?.id ?? null));
    show(shell, command, { reminders: to, turned }, [
      turned ? `Reminders are ${to}.` : `Reminders are ${to} already.`,
      ...(turned && to === 'on' ? ['The first go out in the next working hour.'] : []),
    ]);
  });
}

async function preview(shell: Shell, command: Command): Promise<void> {
  await atHome(shell, async ({ store, scene }, clock) => {
    const now = sceneAt(scene, systemViewer, store, clock.now());
    const day = firstDay(now);
    const lines = await firstDayLines(now, day);
    const { on } = await reminderSwitch(store);
    const missing = await unfinished(now);
    const recipients = new Set(lines.map(({ personId }) => personId)).size;
    const counts = countsByMessage(lines);
    show(
      shell,
      command,
      { on, day, messages: lines.length, recipients, counts, lines, missing: missing ?? null },
      [
        ...(missing ? [missing] : []),
        `${count(lines.length, 'message')} to ${count(recipients, 'person', 'people')} ${on ? (lines.length === 1 ? 'goes' : 'go') : 'would go'} out on ${sayDay(day)}${on ? '' : ', if reminders were on'}.`,
        ...counts.map((one) => `  ${one.message}: ${one.count}`),
        ...lines.map((one) => `${one.name}: ${one.message}, ${one.count} (${one.about.join('; ')})`),
      ],
    );
  });
}

async function status(shell: Shell, command: Command): Promise<void> {
  await atHome(shell, async ({ store, directory, policy }) => {
    const { on, turned } = await reminderSwitch(store);
    const by = turned?.by ? await directory.person(store, turned.by) : undefined;
    const who = turned ? (by?.name ?? 'whoever ran the command line') : null;
    show(shell, command, { on, by: who, at: turned?.at.toString() ?? null }, [
      `Reminders are ${on ? 'on' : 'off'}${turned ? `, turned by ${who} on ${sayMoment(turned.at, policy.calendar.zone)}` : ''}.`,
      ...(on
        ? []
        : [
            'Nobody is reminded until somebody runs: safekeep reminders on',
            'What would go out on the first day: safekeep reminders preview',
          ]),
    ]);
  });
}
