/** The app that a tenant uploads, made from the command registry so that the two cannot drift. */
import type { CommandListing, MessageAction } from '../../app/ports.ts';

/**
 * Nothing of a newer schema is used here; 1.20 is what Microsoft's own bot samples carry, so every tenant takes it,
 * and the last one that holds the menu to what Teams shows of it (32 and 128 characters).
 */
const schemaVersion = '1.20';

/** As many as Teams shows of a menu. */
const menuLength = 10;

const home = 'safekeep';

const scopes = ['personal', 'groupChat', 'team'] as const;

export interface TeamsManifestOptions {
  /** The bot's Microsoft App ID; the app has the same id, so that an upload replaces the one before. */
  readonly appId: string;
  /** Where people reach the web surface: https, without a trailing slash. */
  readonly publicUrl: string;
  /** Teams takes an upload over an existing one only under a higher version. */
  readonly version: string;
  /** The district's own pages; the web surface where there are none. */
  readonly privacyUrl?: string;
  readonly termsUrl?: string;
}

/** `commands` with the words that everybody may use: a tenant has one menu for all. */
export function teamsManifest(
  commands: readonly CommandListing[],
  messageActions: readonly MessageAction[],
  options: TeamsManifestOptions,
) {
  const { appId, publicUrl, version } = options;
  return {
    $schema: `https://developer.microsoft.com/json-schemas/teams/v${schemaVersion}/MicrosoftTeams.schema.json`,
    manifestVersion: schemaVersion,
    version,
    id: appId,
    developer: {
      name: 'Safekeep',
      websiteUrl: publicUrl,
      privacyUrl: options.privacyUrl ?? publicUrl,
      termsOfUseUrl: options.termsUrl ?? publicUrl,
    },
    name: { short: 'Safekeep', full: 'Safekeep: the district’s data governance plan in chat' },
    description: {
      short: 'Data requests, privacy agreements, and who is next',
      full: 'Safekeep carries out the district’s data governance plan: staff ask for data, sign the privacy agreement and see who is next; data stewards decide with buttons. What is shown depends on who looks. No student data belongs in it, and forms refuse what looks like it.',
    },
    icons: { color: 'color.png', outline: 'outline.png' },
    accentColor: '#17545F',
    defaultInstallScope: 'personal',
    bots: [
      {
        botId: appId,
        scopes: [...scopes],
        isNotificationOnly: false,
        supportsFiles: false,
        commandLists: [{ scopes: [...scopes], commands: menu(commands) }],
      },
    ],
    ...(messageActions.length === 0
      ? {}
      : { composeExtensions: [{ botId: appId, commands: messageActions.map(messageCommand) }] }),
    validDomains: [new URL(publicUrl).hostname],
  };
}

/** As it is kept in manifests/teams, packed and printed by `safekeep manifest teams`. */
export function teamsManifestText(
  commands: readonly CommandListing[],
  messageActions: readonly MessageAction[],
  options: TeamsManifestOptions,
): string {
  return `${JSON.stringify(teamsManifest(commands, messageActions, options), null, 2)}\n`;
}

function messageCommand({ id, label, summary }: MessageAction) {
  return { id, type: 'action', title: label, description: summary, context: ['message'], fetchTask: true };
}

interface MenuItem {
  /** What choosing it types. */
  readonly title: string;
  readonly description: string;
}

/**
 * The commands, help, and then their words in turn; `safekeep` is the rest, so its words come last. A word that
 * something must follow is left to help: choosing it here would type it as it stands.
 */
function menu(commands: readonly CommandListing[]): readonly MenuItem[] {
  const main = commands.filter(({ name }) => name !== home);
  const rest = commands.filter(({ name }) => name === home);
  const bare = [...main, ...rest].map(({ name, summary }) => ({ title: name, description: summary }));
  const others = rest.flatMap(wordsOf);
  const help = others.filter(({ title }) => title === 'help');
  const all = [
    ...bare,
    ...help,
    ...inTurn(main.map(wordsOf)),
    ...others.filter((one) => !help.includes(one)),
  ];
  return all.slice(0, menuLength);
}

/** A word of `safekeep` is understood alone. */
function wordsOf({ name, words }: CommandListing): readonly MenuItem[] {
  return words
    .filter(({ takes }) => takes === undefined)
    .map(({ word, summary }) => ({ title: name === home ? word : `${name} ${word}`, description: summary }));
}

function inTurn<T>(lists: readonly (readonly T[])[]): readonly T[] {
  const longest = Math.max(0, ...lists.map(({ length }) => length));
  return Array.from({ length: longest }, (_, at) => lists.flatMap((list) => list.slice(at, at + 1))).flat();
}
