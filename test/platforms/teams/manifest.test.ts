/** The generated app, against Microsoft's own schema and what we promised not to ask for. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import AjvDraft04 from 'ajv-draft-04';
import { describe, expect, it } from 'vitest';
import type { CommandListing, MessageAction } from '../../../src/app/ports.ts';
import { teamsManifest, teamsManifestText } from '../../../src/platforms/teams/manifest.ts';

const commands: readonly CommandListing[] = [
  { name: 'safekeep', summary: 'Your list', words: [word('home'), word('help')] },
  { name: 'nda', summary: 'Sign the privacy agreement (NDA)', words: [word('status'), word('sign')] },
  {
    name: 'data-request',
    summary: 'Ask for data',
    example: 'DR-1042',
    words: [word('queue'), { ...word('repeat'), takes: 'DR-1042' }],
  },
];

const reportLeak: MessageAction = {
  id: 'leak.report',
  label: 'Report a leak',
  summary: 'Tell the people who must know, and nobody else',
  form: 'leak.file',
};

const options = {
  appId: '3f6a4d52-6c0e-4f5e-9a2b-7d1f0c9b8a11',
  publicUrl: 'https://safekeep.district.example',
  version: '1.2.3',
};

function word(name: string) {
  return { word: name, summary: `About ${name}` };
}

/** What Microsoft's schema of the version that the manifest names says against it. */
function faultsOf(manifest: object): readonly string[] {
  const { manifestVersion: version } = manifest as { manifestVersion: string };
  const build = path.dirname(createRequire(import.meta.url).resolve('@microsoft/app-manifest'));
  const file = path.join(build, `json-schemas/teams/v${version}/MicrosoftTeams.schema.json`);
  const ajv = new AjvDraft04.default({
    strict: false,
    allErrors: true,
    formats: { uri: /^https:\/\/\S+$/, email: true },
  });
  const check = ajv.compile(JSON.parse(readFileSync(file, 'utf8')));
  check(manifest);
  return (check.errors ?? []).map((error) => `${error.instancePath} ${error.message}`);
}

describe('Microsoft’s schema', () => {
  it.each<[string, readonly MessageAction[]]>([
    ['without anything about messages', []],
    ['with as many message actions as Teams takes', Array(10).fill(reportLeak)],
  ])('has nothing against it %s', (_what, actions) => {
    expect(faultsOf(teamsManifest(commands, actions, options))).toEqual([]);
  });

  it('has nothing against the one that is kept', () => {
    const kept = path.resolve(import.meta.dirname, '../../../manifests/teams/manifest.json');
    expect(faultsOf(JSON.parse(readFileSync(kept, 'utf8')))).toEqual([]);
  });

  it('is asked in earnest: it refuses an app without an id, a menu of eleven and a long title', () => {
    const good = teamsManifest(commands, [], options);
    expect(faultsOf({ ...good, id: 'safekeep' })).toContainEqual(expect.stringContaining('/id'));
    const item = { title: 'x'.repeat(33), description: 'y' };
    const bad = { ...good, bots: [{ ...good.bots[0], commandLists: [menuOf(Array(11).fill(item))] }] };
    const faults = faultsOf(bad).join('\n');
    expect(faults).toMatch(/commands must NOT have more than 10 items/);
    expect(faults).toMatch(/title must NOT have more than 32 characters/);
  });
});

function menuOf(items: readonly object[]) {
  return { scopes: ['personal'], commands: items };
}

describe('the Teams manifest', () => {
  it('asks Microsoft for no permission at all', () => {
    const keys = Object.keys(teamsManifest(commands, [reportLeak], options));
    for (const asking of ['authorization', 'webApplicationInfo', 'permissions', 'devicePermissions'])
      expect(keys).not.toContain(asking);
  });

  it('is one bot, for oneself, group chats and teams, added for oneself first', () => {
    const { bots, defaultInstallScope, id } = teamsManifest(commands, [], options);
    expect(defaultInstallScope).toBe('personal');
    expect(bots).toHaveLength(1);
    expect(bots[0]).toMatchObject({
      botId: id,
      scopes: ['personal', 'groupChat', 'team'],
      supportsFiles: false,
      isNotificationOnly: false,
    });
  });

  it('lists the commands, then help, then the words that stand alone, in turn', () => {
    const [list] = teamsManifest(commands, [], options).bots[0]?.commandLists ?? [];
    expect(list?.scopes).toEqual(['personal', 'groupChat', 'team']);
    expect(list?.commands.map(({ title }) => title)).toEqual([
      'nda',
      'data-request',
      'safekeep',
      'help',
      'nda status',
      'data-request queue',
      'nda sign',
      'home',
    ]);
  });

  it('keeps to ten lines however many words there are', () => {
    const words = Array.from({ length: 40 }, (_, at) => word(`w${at}`));
    const many = commands.map((command) => ({ ...command, words: [...words, word('help')] }));
    const [list] = teamsManifest(many, [], options).bots[0]?.commandLists ?? [];
    expect(list?.commands).toHaveLength(10);
    expect(list?.commands[3]?.title).toBe('help');
  });

  it('has a message extension exactly where something can be done about a message', () => {
    expect(teamsManifest(commands, [], options)).not.toHaveProperty('composeExtensions');
    expect(teamsManifest(commands, [reportLeak], options)).toHaveProperty('composeExtensions', [
      {
        botId: options.appId,
        commands: [
          {
            id: 'leak.report',
            type: 'action',
            title: 'Report a leak',
            description: 'Tell the people who must know, and nobody else',
            context: ['message'],
            fetchTask: true,
          },
        ],
      },
    ]);
  });

  it('names the public address’s domain, and the district’s own pages where there are some', () => {
    const { validDomains, developer } = teamsManifest(commands, [], {
      ...options,
      publicUrl: 'https://safekeep.district.example:8443/office',
      privacyUrl: 'https://district.example/privacy',
    });
    expect(validDomains).toEqual(['safekeep.district.example']);
    expect(developer).toMatchObject({
      websiteUrl: 'https://safekeep.district.example:8443/office',
      privacyUrl: 'https://district.example/privacy',
      termsOfUseUrl: 'https://safekeep.district.example:8443/office',
    });
  });

  it('is written as JSON that ends with a line break', () => {
    const { bots } = JSON.parse(teamsManifestText(commands, [], options)) as { bots: object[] };
    expect(bots).toHaveLength(1);
    expect(teamsManifestText(commands, [], options).endsWith('}\n')).toBe(true);
  });
});
