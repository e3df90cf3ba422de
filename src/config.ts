/** The environment, read once: every problem is told at once, values are never printed. The only file that reads process.env. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { isLoopback } from './app/premises.ts';
import { failed, ok, type Result } from './kernel/result.ts';

export interface Setting {
  readonly name: string;
  readonly about: string;
  /** The default, where there is one. */
  readonly standard?: string;
  readonly secret?: boolean;
}

/** In the order of the README's table, which is generated from this list. */
export const settings: readonly Setting[] = [
  { name: 'PORT', about: 'Port to listen on', standard: '3000' },
  { name: 'HOST', about: 'Address to listen on; loopback unless set', standard: '127.0.0.1' },
  { name: 'PUBLIC_URL', about: 'Where people reach the web surface; links in chat and mail point here' },
  { name: 'TRUST_PROXY', about: 'Number of proxies in front, or their addresses (Express “trust proxy”)' },
  {
    name: 'DATABASE_URL',
    about: 'A PostgreSQL of your own (14 or newer) instead of the embedded one',
    secret: true,
  },
  { name: 'DATA_DIR', about: 'Folder of the embedded PostgreSQL', standard: '.safekeep' },
  {
    name: 'POLICY_PACK',
    about: 'Name of a pack in src/policy/packs, or a path to your own YAML',
    standard: 'legacy-ut',
  },
  {
    name: 'ROSTER_DIR',
    about: 'A folder to watch: roster files put there are read and wait for Human Resources’ yes',
  },
  {
    name: 'SLACK_BOT_TOKEN',
    about: 'Slack: OAuth & Permissions → Bot User OAuth Token (xoxb-…)',
    secret: true,
  },
  { name: 'SLACK_SIGNING_SECRET', about: 'Slack: Basic Information → Signing Secret', secret: true },
  {
    name: 'SLACK_APP_TOKEN',
    about: 'Slack Socket Mode: Basic Information → App-Level Tokens (xapp-…)',
    secret: true,
  },
  { name: 'SLACK_API_URL', about: 'Another base for Slack’s Web API, as an emulator needs' },
  {
    name: 'SLACK_INCIDENT_CHANNELS',
    about: '`on`: the team of an incident may have a private channel; the app then needs `groups:write`',
    standard: 'off',
  },
  { name: 'TEAMS_APP_ID', about: 'Teams: Azure portal → your Azure Bot → Configuration → Microsoft App ID' },
  {
    name: 'TEAMS_APP_PASSWORD',
    about: 'Teams: the same page → Manage Password → a client secret’s value',
    secret: true,
  },
  { name: 'TEAMS_TENANT_ID', about: 'Teams: Configuration → App Tenant ID; other tenants are turned away' },
  {
    name: 'TEAMS_EMULATOR',
    about: '`1` takes Teams messages without a token check, from this machine only; for trying things out',
  },
  {
    name: 'SMTP_URL',
    about: 'Outgoing mail, smtp://host:587 with or without user and password',
    secret: true,
  },
  { name: 'MAIL_FROM', about: 'Sender of outgoing mail' },
  { name: 'OPS_EMAIL', about: 'Whom “ask your IT team” means; shown on error pages' },
];

export interface SlackConfig {
  readonly botToken: string;
  readonly signingSecret?: string;
  readonly appToken?: string;
  readonly apiUrl?: string;
  /** The district opted in to private channels for those who answer an incident. */
  readonly incidentChannels?: true;
}

export interface TeamsConfig {
  /** Absent for the emulator alone. */
  readonly app?: { readonly id: string; readonly password: string; readonly tenant: string };
  readonly emulator: boolean;
}

export interface Config {
  readonly port: number;
  readonly host: string;
  readonly publicUrl?: string;
  readonly trustProxy?: number | string;
  readonly databaseUrl?: string;
  readonly dataDir: string;
  readonly policyPack: string;
  readonly rosterDir?: string;
  readonly slack?: SlackConfig;
  readonly teams?: TeamsConfig;
  readonly mail?: { readonly smtpUrl: string; readonly from: string };
  readonly opsEmail?: string;
}

/** A setting that is wrong: which one, and what to do about it. Never its value. */
export interface ConfigProblem {
  readonly setting: string;
  readonly problem: string;
}

type Values = Readonly<Record<string, string | undefined>>;

/** Reads `environment` (the process's own by default); an empty value counts as not set, and `NAME_FILE` names a file that holds it. */
export function readConfig(environment: Values = process.env): Result<Config, readonly ConfigProblem[]> {
  const problems: ConfigProblem[] = [];
  const values = withFiles(environment, problems);
  const shape = shapeOf.safeParse(values);
  if (!shape.success)
    for (const issue of shape.error.issues)
      problems.push({ setting: String(issue.path[0] ?? ''), problem: issue.message });
  problems.push(...halfFilled(values));
  if (problems.length > 0 || !shape.success) return failed(problems);
  return ok(toConfig(shape.data));
}

const url = (schemes: readonly string[], message: string) =>
  z.string().refine((text) => URL.canParse(text) && schemes.includes(new URL(text).protocol), message);

const guid = (message: string) =>
  z
    .string()
    .regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, message)
    .optional();

const shapeOf = z.object({
  PORT: z.coerce.number('must be a port number').int().min(0).max(65_535).default(3000),
  HOST: z.string().default('127.0.0.1'),
  PUBLIC_URL: url(
    ['https:', 'http:'],
    'must be an address such as https://safekeep.district.example',
  ).optional(),
  TRUST_PROXY: z.string().optional(),
  DATABASE_URL: url(
    ['postgres:', 'postgresql:'],
    'must look like postgresql://user:password@host:5432/name',
  ).optional(),
  DATA_DIR: z.string().default('.safekeep'),
  POLICY_PACK: z.string().default('legacy-ut'),
  ROSTER_DIR: z.string().optional(),
  SLACK_BOT_TOKEN: z
    .string()
    .startsWith('xoxb-', 'must be the bot token, which begins with xoxb-')
    .optional(),
  SLACK_SIGNING_SECRET: z.string().optional(),
  SLACK_APP_TOKEN: z
    .string()
    .startsWith('xapp-', 'must be the app-level token, which begins with xapp-')
    .optional(),
  SLACK_API_URL: url(['https:', 'http:'], 'must be an address such as https://slack.com/api/').optional(),
  SLACK_INCIDENT_CHANNELS: z.enum(['on', 'off'], 'is either on or off').optional(),
  TEAMS_APP_ID: guid(
    'must be the Microsoft App ID, 36 characters such as 00000000-0000-0000-0000-000000000000',
  ),
  TEAMS_APP_PASSWORD: z.string().optional(),
  TEAMS_TENANT_ID: guid(
    'must be the tenant’s id, 36 characters such as 00000000-0000-0000-0000-000000000000',
  ),
  TEAMS_EMULATOR: z.literal('1', 'is either 1 or left out').optional(),
  SMTP_URL: url(['smtp:', 'smtps:'], 'must look like smtp://mail.district.standard:587').optional(),
  MAIL_FROM: z.string().optional(),
  OPS_EMAIL: z.email('must be an e-mail address').optional(),
});

function withFiles(environment: Values, problems: ConfigProblem[]): Record<string, string> {
  const values: Record<string, string> = {};
  for (const { name } of settings) {
    const plain = environment[name]?.trim();
    const file = environment[`${name}_FILE`]?.trim();
    if (plain && file)
      problems.push({ setting: name, problem: `is set twice: take away either ${name} or ${name}_FILE` });
    if (plain) values[name] = plain;
    else if (file) {
      try {
        values[name] = readFileSync(file, 'utf8').trim();
      } catch {
        problems.push({ setting: `${name}_FILE`, problem: 'names a file that cannot be read' });
      }
    }
  }
  return values;
}

/** Settings that make sense only together, and where the missing one is found. */
function halfFilled(values: Readonly<Record<string, string>>): ConfigProblem[] {
  const problems: ConfigProblem[] = [];
  const need = (setting: string, problem: string) => problems.push({ setting, problem });
  const { SLACK_BOT_TOKEN, SLACK_SIGNING_SECRET, SLACK_APP_TOKEN, SLACK_API_URL, SMTP_URL, MAIL_FROM } =
    values;
  if (SLACK_BOT_TOKEN && !SLACK_SIGNING_SECRET && !SLACK_APP_TOKEN)
    need(
      'SLACK_SIGNING_SECRET',
      'is missing: api.slack.com/apps → your app → Basic Information → Signing Secret',
    );
  const channels = values.SLACK_INCIDENT_CHANNELS === 'on';
  if (!SLACK_BOT_TOKEN && (SLACK_SIGNING_SECRET || SLACK_APP_TOKEN || SLACK_API_URL || channels))
    need(
      'SLACK_BOT_TOKEN',
      'is missing: api.slack.com/apps → your app → OAuth & Permissions → Bot User OAuth Token',
    );
  problems.push(...halfFilledTeams(values));
  if (SMTP_URL && !MAIL_FROM) need('MAIL_FROM', 'is missing: the address that Safekeep’s mail comes from');
  if (!SMTP_URL && MAIL_FROM)
    need('SMTP_URL', 'is missing: the outgoing mail server, such as smtp://mail.district.standard:587');
  return problems;
}

/** An empty app id would turn the library's own token check off, so nothing is left to chance here. */
function halfFilledTeams(values: Readonly<Record<string, string>>): ConfigProblem[] {
  const problems: ConfigProblem[] = [];
  const found: Record<string, string> = {
    TEAMS_APP_ID: 'portal.azure.com → your Azure Bot → Configuration → Microsoft App ID',
    TEAMS_APP_PASSWORD:
      'portal.azure.com → your Azure Bot → Configuration → Manage Password → New client secret',
    TEAMS_TENANT_ID: 'portal.azure.com → your Azure Bot → Configuration → App Tenant ID',
  };
  const names = Object.keys(found);
  if (names.some((name) => values[name]))
    for (const name of names)
      if (!values[name]) problems.push({ setting: name, problem: `is missing: ${found[name]}` });
  const open = values.PUBLIC_URL !== undefined || !isLoopback(values.HOST ?? '127.0.0.1');
  if (values.TEAMS_EMULATOR && open)
    problems.push({
      setting: 'TEAMS_EMULATOR',
      problem:
        'checks no tokens, so it runs on this machine only: leave it out, or leave PUBLIC_URL and HOST unset',
    });
  if (values.TEAMS_EMULATOR && names.some((name) => values[name]))
    problems.push({
      setting: 'TEAMS_EMULATOR',
      problem:
        'checks no tokens, so it does not go with a real bot: leave out either it or the TEAMS_APP_… settings',
    });
  return problems;
}

function teamsOf(values: z.infer<typeof shapeOf>): { teams?: TeamsConfig } {
  const { TEAMS_APP_ID: id, TEAMS_APP_PASSWORD: password, TEAMS_TENANT_ID: tenant } = values;
  if (id && password && tenant) return { teams: { app: { id, password, tenant }, emulator: false } };
  return values.TEAMS_EMULATOR ? { teams: { emulator: true } } : {};
}

function toConfig(values: z.infer<typeof shapeOf>): Config {
  const {
    SLACK_BOT_TOKEN: botToken,
    SLACK_SIGNING_SECRET: signingSecret,
    SLACK_APP_TOKEN: appToken,
  } = values;
  const proxy = values.TRUST_PROXY;
  return {
    port: values.PORT,
    host: values.HOST,
    dataDir: values.DATA_DIR,
    policyPack: values.POLICY_PACK,
    ...(values.ROSTER_DIR ? { rosterDir: values.ROSTER_DIR } : {}),
    ...(values.PUBLIC_URL ? { publicUrl: values.PUBLIC_URL.replace(/\/+$/, '') } : {}),
    ...(proxy ? { trustProxy: /^\d+$/.test(proxy) ? Number(proxy) : proxy } : {}),
    ...(values.DATABASE_URL ? { databaseUrl: values.DATABASE_URL } : {}),
    ...(botToken
      ? {
          slack: {
            botToken,
            ...(signingSecret ? { signingSecret } : {}),
            ...(appToken ? { appToken } : {}),
            ...(values.SLACK_API_URL ? { apiUrl: values.SLACK_API_URL } : {}),
            ...(values.SLACK_INCIDENT_CHANNELS === 'on' ? { incidentChannels: true } : {}),
          },
        }
      : {}),
    ...teamsOf(values),
    ...(values.SMTP_URL && values.MAIL_FROM
      ? { mail: { smtpUrl: values.SMTP_URL, from: values.MAIL_FROM } }
      : {}),
    ...(values.OPS_EMAIL ? { opsEmail: values.OPS_EMAIL } : {}),
  };
}

/** For a manifest, which is printed before there are credentials. */
export function wantsIncidentChannels(environment: Values = process.env): boolean {
  return withFiles(environment, []).SLACK_INCIDENT_CHANNELS === 'on';
}

/** The README's table. */
export function settingsTable(): string {
  const rows = settings.map(
    ({ name, about, standard }) => `| \`${name}\` | ${about} | ${standard ? `\`${standard}\`` : ''} |`,
  );
  return ['| name | what it is | default |', '| --- | --- | --- |', ...rows].join('\n');
}
