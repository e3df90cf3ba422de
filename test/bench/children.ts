/** The processes that the benchmark sets against one another, each started and stopped in good order. */
import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

export interface Settings {
  readonly databaseUrl: string;
  readonly peerUrl: string;
}

export const workspace = {
  team: 'T000000001',
  botToken: 'xoxb-for-the-benchmark',
  signingSecret: 'a-signing-secret-for-the-benchmark',
} as const;

/** A file of this folder in a process of its own; it says `{url}` when it is ready. */
export async function startHelper(
  file: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<{ readonly child: ChildProcess; readonly url: string }> {
  const child = fork(fileURLToPath(new URL(file, import.meta.url)), [], {
    cwd: root,
    execArgv: ['--import', 'tsx'],
    env: { PATH: process.env.PATH ?? '', ...environment },
  });
  const [said] = (await Promise.race([once(child, 'message'), failure(child, file)])) as [{ url: string }];
  return { child, url: said.url };
}

/** The program as people start it. */
export async function startProgram(settings: Settings): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/main.ts'], {
    cwd: root,
    env: {
      PATH: process.env.PATH ?? '',
      PORT: '0',
      DATABASE_URL: settings.databaseUrl,
      SLACK_BOT_TOKEN: workspace.botToken,
      SLACK_SIGNING_SECRET: workspace.signingSecret,
      SLACK_API_URL: settings.peerUrl,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return { child, url: await Promise.race([addressOf(child), failure(child, 'src/main.ts')]) };
}

async function addressOf(child: ChildProcess): Promise<string> {
  if (child.stdout)
    for await (const line of createInterface({ input: child.stdout })) {
      const address = /ready: (http\S+)/.exec(line)?.[1];
      if (address) return address;
    }
  throw new Error('the program did not start');
}

/** `safekeep init --sample`. */
export async function initSample(databaseUrl: string): Promise<void> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/cli/main.ts', 'init', '--sample'], {
    cwd: root,
    env: { PATH: process.env.PATH ?? '', DATABASE_URL: databaseUrl },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`safekeep init --sample ended with ${code}`);
}

async function failure(child: ChildProcess, name: string): Promise<never> {
  const [code] = await once(child, 'exit');
  throw new Error(`${name} ended with ${code}`);
}

export async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  await once(child, 'exit');
}
