/** `safekeep manifest`: what it writes for Slack and Teams, and what it says to a mistake. */
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { unzipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { safekeep } from '../support/cli.ts';
import { readPng } from '../support/png.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'safekeep-manifest-'));
});
afterEach(() => rm(folder, { recursive: true }));

const appId = '3f6a4d52-6c0e-4f5e-9a2b-7d1f0c9b8a11';
const given = ['--app-id', appId, '--url', 'https://safekeep.district.example'];
const slack = (...argv: string[]) => safekeep({}, 'manifest', 'slack', ...argv);
const teams = (...argv: string[]) => safekeep({}, 'manifest', 'teams', ...argv);

async function unpacked(file: string) {
  const files = unzipSync(await readFile(file));
  const manifest = JSON.parse(Buffer.from(files['manifest.json'] ?? []).toString('utf8'));
  return { names: Object.keys(files), files, manifest };
}

describe('safekeep manifest teams', () => {
  it('packs the app as the admin centre takes it, with the icons that the manifest names', async () => {
    const file = path.join(folder, 'safekeep.zip');
    expect(await teams(...given, '-o', file)).toEqual({ code: 0, out: `wrote ${file}`, err: '' });
    const { names, files, manifest } = await unpacked(file);
    expect(names).toEqual(['manifest.json', 'color.png', 'outline.png']);
    expect(manifest).toMatchObject({ id: appId, bots: [{ botId: appId }] });
    expect(manifest.validDomains).toEqual(['safekeep.district.example']);
    for (const [icon, width] of [
      [manifest.icons.color, 192],
      [manifest.icons.outline, 32],
    ])
      expect(readPng(Buffer.from(files[icon] ?? [])).width).toBe(width);
  });

  it('makes the same bytes each time, and others for another app', async () => {
    const [first, again, other] = ['a.zip', 'b.zip', 'c.zip'].map((name) => path.join(folder, name));
    if (!first || !again || !other) throw new Error('three files');
    await teams(...given, '-o', first);
    await teams(...given, '-o', again);
    await teams('--app-id', appId.replace('3f', '4f'), ...given.slice(2), '-o', other);
    const bytes = await readFile(first);
    expect(bytes.equals(await readFile(again))).toBe(true);
    expect(bytes.equals(await readFile(other))).toBe(false);
    // the day of its making would stand here (bytes 10 to 13): 1 January 1980, 0:00
    expect(bytes.subarray(10, 14).toString('hex')).toBe('00002100');
  });

  it('prints the manifest without a file, and writes it alone into a .json', async () => {
    const printed = await teams(...given);
    const file = path.join(folder, 'manifest.json');
    await teams(...given, '-o', file);
    expect(`${printed.out}\n`).toBe(await readFile(file, 'utf8'));
  });

  it('takes a version of one’s own, so that an upload can replace another of this release', async () => {
    const { version } = JSON.parse(await readFile('package.json', 'utf8')) as { version: string };
    expect(JSON.parse((await teams(...given)).out)).toHaveProperty('version', version);
    const raised = await teams(...given, '--app-version', '0.1.7');
    expect(JSON.parse(raised.out)).toHaveProperty('version', '0.1.7');
  });

  it('takes an app id as Azure shows it, and leaves a slash at the end of an address away', async () => {
    const made = await teams(
      '--app-id',
      ` ${appId.toUpperCase()} `,
      '--url',
      'https://safekeep.example.org//',
    );
    expect(JSON.parse(made.out)).toMatchObject({
      id: appId,
      developer: { websiteUrl: 'https://safekeep.example.org' },
    });
  });

  it('names the district’s own pages', async () => {
    const made = await teams(
      ...given,
      '--privacy',
      'https://district.example/privacy',
      '--terms',
      'https://district.example/terms',
    );
    expect(JSON.parse(made.out).developer).toMatchObject({
      privacyUrl: 'https://district.example/privacy',
      termsOfUseUrl: 'https://district.example/terms',
    });
  });

  it.each([
    [[], /--app-id is the bot’s Microsoft App ID: portal\.azure\.com/],
    [['--app-id', 'safekeep'], /It has 36 characters/],
    [['--app-id', '00000000-0000-0000-0000-000000000000'], /only holds its place/],
    [given.slice(0, 2), /--url is missing: where people reach Safekeep/],
    [[...given.slice(0, 2), '--url', 'http://safekeep.district.example'], /begins with https:/],
    [[...given.slice(0, 2), '--url', 'safekeep.district.example'], /begins with https:/],
    [[...given.slice(0, 2), '--url', 'https://localhost:3000'], /whole internet knows, not localhost/],
    [[...given.slice(0, 2), '--url', 'https://10.1.2.3'], /whole internet knows, not 10\.1\.2\.3/],
    [[...given.slice(0, 2), '--url', 'https://[::1]'], /whole internet knows/],
    [[...given.slice(0, 2), '--url', 'https://a:b@district.example'], /anybody can read a manifest/],
    [[...given.slice(0, 2), '--url', 'https://district.example/?x=1'], /leave out what follows/],
    [[...given, '--privacy', 'our page'], /--privacy is the page that says how your district keeps data/],
    [[...given, '--app-version', '2'], /three numbers/],
    [[...given, '-o', 'safekeep.tar'], /neither in \.zip \(with the icons\) nor in \.json/],
    [[...given, '--prefix', 'sk'], /unknown option '--prefix'/],
  ])('%j says what to give instead', async (argv, says) => {
    const ran = await teams(...argv);
    expect(ran).toMatchObject({ code: 1, out: '' });
    expect(ran.err).toMatch(says);
  });

  it('says which file it cannot write', async () => {
    const file = path.join(folder, 'no-such-folder', 'safekeep.zip');
    expect(await teams(...given, '-o', file)).toEqual({
      code: 1,
      out: '',
      err: `${file} cannot be written; choose another file.`,
    });
    const asFolder = path.join(folder, 'folder.zip');
    await mkdir(asFolder);
    expect(await teams(...given, '-o', asFolder)).toMatchObject({ code: 1 });
  });

  it('says what it wrote as JSON too', async () => {
    const file = path.join(folder, 'safekeep.zip');
    expect(JSON.parse((await safekeep({}, '--json', 'manifest', 'teams', ...given, '-o', file)).out)).toEqual(
      {
        wrote: file,
      },
    );
  });
});

describe('safekeep manifest slack', () => {
  it('asks for private channels where it is told to or the setting is on, and not otherwise', async () => {
    const scopes = async (environment: Readonly<Record<string, string>>, ...argv: string[]) => {
      const { out } = await safekeep(environment, 'manifest', 'slack', ...argv);
      return JSON.parse(out).oauth_config.scopes.bot;
    };
    expect(await scopes({})).not.toContain('groups:write');
    expect(await scopes({ SLACK_INCIDENT_CHANNELS: 'off' })).not.toContain('groups:write');
    expect(await scopes({ SLACK_INCIDENT_CHANNELS: 'on' })).toContain('groups:write');
    expect(await scopes({}, '--incident-channels')).toContain('groups:write');
  });

  it('writes the manifest, with a prefix where a name is taken', async () => {
    const file = path.join(folder, 'manifest.json');
    expect(await slack('-o', file, '--prefix', 'sk')).toMatchObject({ code: 0 });
    const { features } = JSON.parse(await readFile(file, 'utf8')) as {
      features: { slash_commands: { command: string }[] };
    };
    expect(features.slash_commands.map(({ command }) => command)).toContain('/sk-data-request');
  });

  it('packs the manifest with the icon that is uploaded beside it', async () => {
    const file = path.join(folder, 'safekeep.zip');
    expect(await slack('-o', file, '--url', 'https://safekeep.district.example')).toMatchObject({ code: 0 });
    const { names, files, manifest } = await unpacked(file);
    expect(names).toEqual(['manifest.json', 'icon.png']);
    expect(manifest.settings.event_subscriptions.request_url).toBe(
      'https://safekeep.district.example/slack/events',
    );
    expect(readPng(Buffer.from(files['icon.png'] ?? [])).width).toBe(512);
  });

  it.each([
    [['--url', 'ftp://x'], /--url is the public address that Slack calls; it begins with https:/],
    [['--prefix', 'Über'], /--prefix is up to 10 lower-case letters/],
    [['-o', 'manifest'], /neither in \.zip/],
  ])('%j says what to give instead', async (argv, says) => {
    const ran = await slack(...argv);
    expect(ran).toMatchObject({ code: 1, out: '' });
    expect(ran.err).toMatch(says);
  });
});
