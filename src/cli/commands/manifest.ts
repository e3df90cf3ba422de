/** `safekeep manifest slack|teams`: the app that a workspace or a tenant is given, made from the commands that there are. */
import { writeFile } from 'node:fs/promises';
import { Command } from 'commander';
import { wantsIncidentChannels } from '../../config.ts';
import { OperatorError } from '../../kernel/operator-error.ts';
import { placeholderAppId, slackText, teamsText } from '../app-manifests.ts';
import { appPackage, type ChatPlatform } from '../app-package.ts';
import { type Shell, show } from '../shell.ts';

interface SlackOptions {
  readonly out?: string;
  readonly url?: string;
  readonly socket?: boolean;
  readonly prefix?: string;
  readonly incidentChannels?: boolean;
}

interface TeamsOptions {
  readonly out?: string;
  readonly url?: string;
  readonly appId?: string;
  readonly appVersion?: string;
  readonly privacy?: string;
  readonly terms?: string;
}

const outWords = 'a .zip with its icons, or a .json; printed without it';

export function manifestCommand(shell: Shell): Command {
  return new Command('manifest')
    .description('app manifests for chat platforms')
    .addCommand(
      new Command('slack')
        .description('the manifest to paste into api.slack.com/apps')
        .option('-o, --out <file>', outWords)
        .option('--url <address>', 'where Slack reaches Safekeep; not needed with Socket Mode')
        .option('--socket', 'for Socket Mode (the default without --url)')
        .option('--prefix <word>', 'put before every command, where a name is taken')
        .option(
          '--incident-channels',
          'with the scope for private channels; also where SLACK_INCIDENT_CHANNELS is on',
        )
        .action((options: SlackOptions, command: Command) => slack(shell, command, options)),
    )
    .addCommand(
      new Command('teams')
        .description('the app to upload in the Teams admin centre')
        .option('-o, --out <file>', outWords)
        .option('--app-id <id>', 'the bot’s Microsoft App ID, as in TEAMS_APP_ID')
        .option('--url <address>', 'where people reach Safekeep, as in PUBLIC_URL')
        .option('--app-version <version>', 'higher than the uploaded one; this release’s unless given')
        .option('--privacy <address>', 'your privacy page; --url unless given')
        .option('--terms <address>', 'your terms of use; --url unless given')
        .action((options: TeamsOptions, command: Command) => teams(shell, command, options)),
    );
}

async function slack(shell: Shell, command: Command, options: SlackOptions): Promise<void> {
  const { out, url, socket, prefix } = options;
  if (prefix !== undefined && !/^[a-z][a-z0-9_-]{0,9}$/.test(prefix))
    throw new OperatorError(
      '--prefix is up to 10 lower-case letters, digits, - or _, beginning with a letter.',
    );
  const text = slackText({
    ...(url === undefined
      ? {}
      : { publicUrl: webAddress('--url', url, 'the public address that Slack calls') }),
    ...(prefix ? { prefix } : {}),
    ...(socket ? { socketMode: true } : {}),
    incidentChannels: options.incidentChannels ?? wantsIncidentChannels(shell.environment),
  });
  await hand(shell, command, { platform: 'slack', text, out });
}

async function teams(shell: Shell, command: Command, options: TeamsOptions): Promise<void> {
  const { out, url, appId, appVersion, privacy, terms } = options;
  const text = teamsText({
    appId: botId(appId),
    publicUrl: webAddress('--url', url, 'where people reach Safekeep, the same as PUBLIC_URL'),
    ...(appVersion === undefined ? {} : { version: threeNumbers(appVersion) }),
    ...(privacy === undefined
      ? {}
      : { privacyUrl: webAddress('--privacy', privacy, 'the page that says how your district keeps data') }),
    ...(terms === undefined
      ? {}
      : { termsUrl: webAddress('--terms', terms, 'the page with your district’s terms of use') }),
  });
  await hand(shell, command, { platform: 'teams', text, out });
}

const whereTheId =
  '--app-id is the bot’s Microsoft App ID: portal.azure.com → your Azure Bot → Configuration → Microsoft App ID.';

function botId(given: string | undefined): string {
  if (given === undefined) throw new OperatorError(whereTheId);
  const id = given.trim().toLowerCase();
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id))
    throw new OperatorError(`${whereTheId} It has 36 characters, such as ${placeholderAppId}.`);
  if (id === placeholderAppId)
    throw new OperatorError(`${whereTheId} ${placeholderAppId} only holds its place.`);
  return id;
}

/** Teams shows and opens these from its own servers and from everybody's phone: a real name, over https. */
function webAddress(option: string, given: string | undefined, what: string): string {
  if (given === undefined) throw new OperatorError(`${option} is missing: ${what}.`);
  const url = URL.canParse(given) ? new URL(given) : undefined;
  if (url?.protocol !== 'https:')
    throw new OperatorError(
      `${option} is ${what}; it begins with https://, such as https://safekeep.example.org`,
    );
  if (url.username || url.password)
    throw new OperatorError(`${option} has a user name or password in it; anybody can read a manifest.`);
  if (!url.hostname.includes('.') || /^[\d.]+$|^\[/.test(url.hostname))
    throw new OperatorError(`${option} needs a name that the whole internet knows, not ${url.hostname}.`);
  if (url.search || url.hash)
    throw new OperatorError(`${option} is an address alone: leave out what follows ? or #.`);
  return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
}

function threeNumbers(given: string): string {
  if (!/^(0|[1-9]\d{0,4})(\.(0|[1-9]\d{0,4})){2}$/.test(given))
    throw new OperatorError('--app-version is three numbers, such as 1.4.2.');
  return given;
}

interface Made {
  readonly platform: ChatPlatform;
  readonly text: string;
  readonly out: string | undefined;
}

/** Printed, or written as its name says. */
async function hand(shell: Shell, command: Command, { platform, text, out }: Made): Promise<void> {
  if (out === undefined) return shell.out(text.trimEnd());
  const kind = /\.(zip|json)$/i.exec(out)?.[1]?.toLowerCase();
  if (kind === undefined)
    throw new OperatorError(
      `${out} ends neither in .zip (with the icons) nor in .json (the manifest alone).`,
    );
  await writeFile(out, kind === 'zip' ? await appPackage(platform, text) : text).catch((error: unknown) => {
    throw new OperatorError(`${out} cannot be written; choose another file.`, { cause: error });
  });
  show(shell, command, { wrote: out }, [`wrote ${out}`]);
}
