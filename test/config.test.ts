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
    [{ MAIL_FROM: 'a@b.example' }, 'SMTP_URL', 'outgoing mail server'],
  ])('says where the missing half of a block is found: %o', (environment, setting, where) => {
    expect(problemsOf(environment)).toEqual([{ setting, problem: expect.stringContaining(where) }]);
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
