import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readConfig, settings, settingsTable } from '../src/config.ts';

function problemsOf(environment: Record<string, string>) {
  const read = readConfig(environment);
  return read.ok ? [] : read.problem;
}

describe('the environment', () => {
  it('needs nothing set', () => {
    const read = readConfig({});
    expect(read).toEqual({
      ok: true,
      value: { port: 3000, host: '127.0.0.1', dataDir: '.safekeep', policyPack: 'legacy-ut' },
    });
  });

  it('tells every problem at once and never a value', () => {
    const problems = problemsOf({
      PORT: 'ninety',
      DATABASE_URL: 'mysql://hush-hush@db/x',
      SLACK_SIGNING_SECRET: 'hush-hush',
      SMTP_URL: 'smtp://mail.example',
    });
    expect(problems.map((one) => one.setting)).toEqual([
      'PORT',
      'DATABASE_URL',
      'SLACK_BOT_TOKEN',
      'MAIL_FROM',
    ]);
    expect(JSON.stringify(problems)).not.toContain('hush-hush');
  });

  it.each([
    [{ SLACK_BOT_TOKEN: 'xoxb-1' }, 'SLACK_SIGNING_SECRET', 'Basic Information'],
    [{ SLACK_APP_TOKEN: 'xapp-1' }, 'SLACK_BOT_TOKEN', 'OAuth & Permissions'],
    [{ SLACK_INCIDENT_CHANNELS: 'on' }, 'SLACK_BOT_TOKEN', 'OAuth & Permissions'],
    [{ MAIL_FROM: 'a@b.example' }, 'SMTP_URL', 'outgoing mail server'],
  ])('says where the missing half of a block is found: %o', (environment, setting, where) => {
    expect(problemsOf(environment)).toEqual([{ setting, problem: expect.stringContaining(where) }]);
  });

  it('keeps channels for teams only where the district says so, in these words', () => {
    const slack = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: 'hush' };
    const kept = (SLACK_INCIDENT_CHANNELS: string) => {
      const read = readConfig({ ...slack, SLACK_INCIDENT_CHANNELS });
      return read.ok ? read.value.slack?.incidentChannels : read.problem;
    };
    expect([kept(''), kept('off'), kept('on')]).toEqual([undefined, undefined, true]);
    expect(kept('yes')).toEqual([{ setting: 'SLACK_INCIDENT_CHANNELS', problem: 'is either on or off' }]);
  });

  const bot = {
    TEAMS_APP_ID: '5afe0000-0000-4000-8000-0000000000a1',
    TEAMS_APP_PASSWORD: 'hush-hush',
    TEAMS_TENANT_ID: '5afe0000-0000-4000-8000-0000000000b2',
  };

  it('takes a Teams bot only with all three of its values', () => {
    const read = readConfig(bot);
    const { TEAMS_APP_ID: id, TEAMS_APP_PASSWORD: password, TEAMS_TENANT_ID: tenant } = bot;
    expect(read.ok && read.value.teams).toEqual({ app: { id, password, tenant }, emulator: false });
  });

  it.each([
    [['TEAMS_APP_ID'], ['TEAMS_APP_PASSWORD', 'TEAMS_TENANT_ID']],
    [['TEAMS_APP_PASSWORD'], ['TEAMS_APP_ID', 'TEAMS_TENANT_ID']],
    [['TEAMS_TENANT_ID'], ['TEAMS_APP_ID', 'TEAMS_APP_PASSWORD']],
    [['TEAMS_APP_ID', 'TEAMS_APP_PASSWORD'], ['TEAMS_TENANT_ID']],
    [['TEAMS_APP_ID', 'TEAMS_TENANT_ID'], ['TEAMS_APP_PASSWORD']],
    [['TEAMS_APP_PASSWORD', 'TEAMS_TENANT_ID'], ['TEAMS_APP_ID']],
  ] as const)('of a Teams bot with only %o says where the rest is found', (given, missing) => {
    const some = Object.fromEntries(given.map((name) => [name, bot[name]]));
    // an empty app id would be an open door
    for (const rest of [{}, Object.fromEntries(missing.map((name) => [name, ' ']))]) {
      const problems = problemsOf({ ...some, ...rest });
      expect(problems.map((one) => one.setting)).toEqual(missing);
      for (const { problem } of problems) expect(problem).toContain('portal.azure.com');
      expect(JSON.stringify(problems)).not.toContain('hush-hush');
    }
  });

  it.each([
    ['TEAMS_APP_ID', 'safekeep-bot'],
    ['TEAMS_TENANT_ID', 'common'],
    ['TEAMS_TENANT_ID', 'district.example'],
  ])('refuses a %s that is none: %s', (setting, value) => {
    const problems = problemsOf({ ...bot, [setting]: value });
    expect(problems.map((one) => one.setting)).toEqual([setting]);
  });

  it('takes the Teams emulator alone, on this machine', () => {
    for (const more of [{}, { HOST: '127.0.0.1' }, { HOST: 'localhost' }, { HOST: '::1' }]) {
      const read = readConfig({ TEAMS_EMULATOR: '1', ...more });
      expect(read.ok && read.value.teams).toEqual({ emulator: true });
    }
  });

  it.each([
    [{ PUBLIC_URL: 'https://safekeep.district.example' }],
    [{ PUBLIC_URL: 'http://127.0.0.1:3000' }],
    [{ HOST: '0.0.0.0' }],
    [{ HOST: '::' }],
    [{ HOST: '192.0.2.7' }],
    [bot],
  ])('refuses the Teams emulator with %o', (more) => {
    const problems = problemsOf({ TEAMS_EMULATOR: '1', ...more });
    expect(problems.map((one) => one.setting)).toEqual(['TEAMS_EMULATOR']);
  });

  it.each(['true', '0', 'yes'])('takes nothing but 1 for the Teams emulator: %s', (value) => {
    expect(problemsOf({ TEAMS_EMULATOR: value }).map((one) => one.setting)).toEqual(['TEAMS_EMULATOR']);
  });

  it('connects no Teams unless it is asked for', () => {
    const read = readConfig({ TEAMS_EMULATOR: '', TEAMS_APP_ID: '' });
    expect(read.ok && read.value.teams).toBeUndefined();
  });

  it('treats an empty value as not set', () => {
    expect(readConfig({ PORT: '', SLACK_BOT_TOKEN: '  ' }).ok).toBe(true);
  });

  it('reads any value from a file, and refuses a name set both ways', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'safekeep-config-')), 'secret');
    writeFileSync(file, 'postgresql://u:p@db/x\n');
    const read = readConfig({ DATABASE_URL_FILE: file });
    expect(read.ok && read.value.databaseUrl).toBe('postgresql://u:p@db/x');
    expect(
      problemsOf({ DATABASE_URL: 'postgresql://u@db/x', DATABASE_URL_FILE: file })[0]?.problem,
    ).toContain('twice');
    expect(problemsOf({ DATABASE_URL_FILE: join(file, 'nowhere') })[0]?.problem).toContain('cannot be read');
  });

  it('lists every setting in the table of the README', () => {
    for (const { name } of settings) expect(settingsTable()).toContain(`\`${name}\``);
  });
});
