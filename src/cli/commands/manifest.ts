/** `safekeep manifest slack`: the app manifest to paste into Slack, made from the commands that there are. */
import { writeFile } from 'node:fs/promises';
import { Command } from 'commander';
import { listCommands } from '../../app/registry.ts';
import { OperatorError } from '../../kernel/operator-error.ts';
import { slackManifestText } from '../../platforms/slack/manifest.ts';
import { houseRegistry } from '../open.ts';
import { type Shell, show, wantsJson } from '../shell.ts';

interface ManifestOptions {
  readonly out?: string;
  readonly url?: string;
  readonly socket?: boolean;
  readonly prefix?: string;
}

export function manifestCommand(shell: Shell): Command {
  return new Command('manifest').description('app manifests for chat platforms').addCommand(
    new Command('slack')
      .description('the manifest to paste into api.slack.com/apps')
      .option('-o, --out <file>', 'write it to a file')
      .option('--url <address>', 'where Slack reaches Safekeep; not needed with Socket Mode')
      .option('--socket', 'for Socket Mode (the default without --url)')
      .option('--prefix <word>', 'put before every command, where a name is taken')
      .action((options: ManifestOptions, command: Command) => slack(shell, command, options)),
  );
}

async function slack(shell: Shell, command: Command, options: ManifestOptions): Promise<void> {
  const { out, url, socket, prefix } = options;
  if (url !== undefined && !/^https:\/\//.test(url))
    throw new OperatorError('--url is the public address that Slack calls; it begins with https://');
  if (prefix !== undefined && !/^[a-z][a-z0-9_-]{0,9}$/.test(prefix))
    throw new OperatorError(
      '--prefix is up to 10 lower-case letters, digits, - or _, beginning with a letter.',
    );
  const text = slackManifestText(listCommands(houseRegistry()), {
    ...(url ? { publicUrl: url } : {}),
    ...(prefix ? { prefix } : {}),
    ...(socket ? { socketMode: true } : {}),
  });
  if (out === undefined) {
    shell.out(text.trimEnd());
    return;
  }
  await writeFile(out, text).catch((error: unknown) => {
    throw new OperatorError(`${out} cannot be written; choose another file.`, { cause: error });
  });
  if (!wantsJson(command)) shell.out(`wrote ${out}`);
  else show(shell, command, { wrote: out }, []);
}
