/** The generated app manifest, against what Slack takes and what we promised to ask for. */
import { describe, expect, it } from 'vitest';
import type { CommandListing } from '../../../src/app/ports.ts';
import { manifestLimits, slackManifest, slackManifestText } from '../../../src/platforms/slack/manifest.ts';

const commands: readonly CommandListing[] = [
  {
    name: 'data-request',
    summary: 'Ask for data',
    example: 'DR-1042',
    words: [
      { word: 'queue', summary: 'What waits' },
      { word: 'repeat', takes: 'DR-1042', summary: 'Ask again' },
    ],
  },
  { name: 'nda', summary: 'Sign the privacy agreement (NDA)', words: [] },
];

describe('the Slack manifest', () => {
  it('asks for five scopes and not one more', () => {
    expect(slackManifest(commands, []).oauth_config?.scopes).toEqual({
      bot: ['commands', 'chat:write', 'im:write', 'users:read', 'users:read.email'],
    });
  });

  it('asks for private channels only where the district opted in', () => {
    expect(slackManifest(commands, [], { incidentChannels: true }).oauth_config?.scopes?.bot).toEqual([
      ...['commands', 'chat:write', 'im:write', 'users:read', 'users:read.email', 'groups:write'],
    ]);
  });

  it('uses Socket Mode and no address where none is public', () => {
    const manifest = slackManifest(commands, []);
    expect(manifest.settings?.socket_mode_enabled).toBe(true);
    expect(JSON.stringify(manifest)).not.toContain('http');
  });

  it('sends everything to one address over HTTP', () => {
    const { features, settings } = slackManifest(commands, [], { publicUrl: 'https://safekeep.example/' });
    const url = 'https://safekeep.example/slack/events';
    expect(features?.slash_commands?.map((command) => command.url)).toEqual([url, url]);
    expect(settings).toMatchObject({
      socket_mode_enabled: false,
      event_subscriptions: { request_url: url, bot_events: ['app_home_opened', 'app_uninstalled'] },
      interactivity: { is_enabled: true, request_url: url, message_menu_options_url: url },
    });
  });

  it('refuses HTTP without an address', () => {
    expect(() => slackManifest(commands, [], { socketMode: false })).toThrow('PUBLIC_URL');
  });

  it('lists every command with what may follow it', () => {
    expect(slackManifest(commands, []).features?.slash_commands).toEqual([
      {
        command: '/data-request',
        description: 'Ask for data',
        usage_hint: '[DR-1042 | queue | repeat DR-1042]',
        should_escape: false,
      },
      { command: '/nda', description: 'Sign the privacy agreement (NDA)', should_escape: false },
    ]);
  });

  it.each(['sk', 'sk-', 'sk_'])('puts the prefix %s before every command', (prefix) => {
    const names = slackManifest(commands, [], { prefix }).features?.slash_commands?.map((one) => one.command);
    expect(names).toEqual(['/sk-data-request', '/sk-nda']);
  });

  it('stays within Slack’s limits however long the list of words is', () => {
    const words = Array.from({ length: 400 }, (_, at) => ({ word: `word${at}`, summary: 'x' }));
    const many = Array.from({ length: 12 }, (_, at) => ({ name: `command-${at}`, summary: 'x', words }));
    const { features, display_information } = slackManifest(many, []);
    for (const { usage_hint = '' } of features?.slash_commands ?? [])
      expect(usage_hint.length).toBeLessThanOrEqual(manifestLimits.usageHint);
    expect(features?.shortcuts).toHaveLength(manifestLimits.shortcuts);
    expect(features?.bot_user?.display_name).toMatch(/^[a-z0-9._-]{1,80}$/);
    expect(display_information.name.length).toBeLessThanOrEqual(35);
    expect(display_information.description?.length).toBeLessThanOrEqual(140);
    expect(display_information.long_description?.length).toBeGreaterThanOrEqual(174);
  });

  it('offers what can be done about a message before the commands, and ten in all', () => {
    const actions = ['leak.report', 'leak.ask'].map((id) => ({
      id,
      label: `About ${id}`,
      summary: `What ${id} does`,
      form: 'leak.file',
    }));
    const many = Array.from({ length: 9 }, (_, at) => ({ name: `command-${at}`, summary: 'x', words: [] }));
    const shortcuts = slackManifest(many, actions).features?.shortcuts ?? [];
    expect(shortcuts).toHaveLength(manifestLimits.shortcuts);
    expect(shortcuts.map(({ type }) => type).slice(0, 3)).toEqual(['message', 'message', 'global']);
    expect(shortcuts[0]).toEqual({
      type: 'message',
      name: 'About leak.report',
      callback_id: 'leak.report',
      description: 'What leak.report does',
    });
    expect(slackManifest(commands, []).features?.shortcuts?.map(({ type }) => type)).toEqual([
      'global',
      'global',
    ]);
  });

  it('is written as JSON that ends with a line break', () => {
    expect(slackManifestText(commands, [])).toBe(`${JSON.stringify(slackManifest(commands, []), null, 2)}\n`);
  });
});
