/** The app manifest that a workspace is given, made from the command registry so that the two cannot drift. */
import type { AppsManifestCreateArguments } from '@slack/web-api';
import type { CommandListing, MessageAction } from '../../app/ports.ts';

/** Everything of Slack's arrives here; kept out of http.ts so that the manifest is made without loading Bolt. */
export const eventsPath = '/slack/events';

type Manifest = AppsManifestCreateArguments['manifest'];

export interface ManifestOptions {
  /** Where Slack reaches this server, without a trailing slash; needed unless Socket Mode is used. */
  readonly publicUrl?: string;
  /** "sk" makes "/sk-data-request", for workspaces where a name is taken. */
  readonly prefix?: string;
  /** The default where there is no public address. */
  readonly socketMode?: boolean;
  /** Where the district opted in to channels for teams (SLACK_INCIDENT_CHANNELS). */
  readonly incidentChannels?: boolean;
}

/** Each is justified in manifests/slack/README.md. */
export const botScopes = ['commands', 'chat:write', 'im:write', 'users:read', 'users:read.email'] as const;

/** Only where the district opted in: making a private channel, letting people in, taking them out, archiving it. */
export const channelScope = 'groups:write' as const;

const events = ['app_home_opened', 'app_uninstalled'] as const;

/** Slack's own limits on a manifest (docs.slack.dev/reference/app-manifest), in characters. */
export const manifestLimits = {
  commandName: 32,
  description: 2000,
  usageHint: 1000,
  shortcuts: 10,
  shortcutName: 24,
  shortcutDescription: 150,
} as const;

/** Throws where HTTP is asked for without an address to reach. */
export function slackManifest(
  commands: readonly CommandListing[],
  messageActions: readonly MessageAction[],
  options: ManifestOptions = {},
): Manifest {
  const socket = options.socketMode ?? options.publicUrl === undefined;
  if (!socket && options.publicUrl === undefined)
    throw new Error('A manifest without Socket Mode needs the public address (PUBLIC_URL).');
  const url = `${options.publicUrl?.replace(/\/+$/, '')}${eventsPath}`;
  return {
    _metadata: { major_version: 2, minor_version: 1 },
    display_information: {
      name: 'Safekeep',
      description:
        'Data requests, privacy agreements and who is next, by the district’s data governance plan',
      long_description:
        'Safekeep carries out the district’s data governance plan: staff ask for data, sign the privacy agreement and see who is next; data stewards decide with buttons. What is shown depends on who looks. No student data belongs in it, and forms refuse what looks like it.',
      background_color: '#1f3a5f',
    },
    features: {
      app_home: {
        home_tab_enabled: true,
        messages_tab_enabled: true,
        messages_tab_read_only_enabled: true,
      },
      bot_user: { display_name: 'safekeep', always_online: true },
      shortcuts: shortcuts(commands, messageActions),
      slash_commands: commands.map((command) => ({
        command: `/${prefixed(command.name, options.prefix)}`,
        ...(socket ? {} : { url }),
        description: command.summary,
        ...hint(command),
        should_escape: false,
      })),
    },
    oauth_config: { scopes: { bot: [...botScopes, ...(options.incidentChannels ? [channelScope] : [])] } },
    settings: {
      event_subscriptions: { ...(socket ? {} : { request_url: url }), bot_events: [...events] },
      interactivity: {
        is_enabled: true,
        // the second address is asked for the names offered in a person field
        ...(socket ? {} : { request_url: url, message_menu_options_url: url }),
      },
      org_deploy_enabled: false,
      socket_mode_enabled: socket,
      token_rotation_enabled: false,
    },
  };
}

/** As it is kept in manifests/slack and printed by `safekeep manifest slack`. */
export function slackManifestText(
  commands: readonly CommandListing[],
  messageActions: readonly MessageAction[],
  options: ManifestOptions = {},
): string {
  return `${JSON.stringify(slackManifest(commands, messageActions, options), null, 2)}\n`;
}

/** What is done about a message comes first: a command can be typed where the list is full. */
function shortcuts(commands: readonly CommandListing[], messageActions: readonly MessageAction[]) {
  const ofMessages = messageActions.map(({ id, label, summary }) => ({
    name: label,
    type: 'message' as const,
    callback_id: id,
    description: summary,
  }));
  const ofCommands = commands.map(({ name, summary }) => ({
    name: shortcutName(name),
    type: 'global' as const,
    callback_id: name,
    description: summary,
  }));
  return [...ofMessages, ...ofCommands].slice(0, manifestLimits.shortcuts);
}

function prefixed(name: string, prefix: string | undefined): string {
  return prefix ? `${prefix.replace(/[-_]+$/, '')}-${name}` : name;
}

function shortcutName(command: string): string {
  if (command.length <= 3) return command.toUpperCase();
  return `${command.charAt(0).toUpperCase()}${command.slice(1).replaceAll('-', ' ')}`;
}

/** "DR-1042 | queue | help"; as many as fit, since help lists them all. */
function hint({ example, words }: CommandListing): { usage_hint?: string } {
  const all = [
    ...(example ? [example] : []),
    ...words.map(({ word, takes }) => (takes ? `${word} ${takes}` : word)),
  ];
  let text = '';
  for (const one of all) {
    const longer = text === '' ? one : `${text} | ${one}`;
    if (longer.length > manifestLimits.usageHint - 2) break;
    text = longer;
  }
  return text === '' ? {} : { usage_hint: `[${text}]` };
}
