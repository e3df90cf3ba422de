/** The processes that the benchmark sets against one another, each started and stopped in good order. */
import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

export const workspace = {
  team: 'T000000001',
  botToken: 'xoxb-for-the-benchmark',
  signingSecret: 'a-signing-secret-for-the-benchmark',
} as const;

/** A file of this folder in a process of its own; it says `{url}` and whatever else when it is ready. */
export async function startHelper<Said extends { readonly url: string }>(
  file: string,
  environment: Readonly<Record<string, string>> = {},
  argv: readonly string[] = [],
): Promise<Said & { readonly child: ChildProcess }> {
  const child = fork(fileURLToPath(new URL(file, import.meta.url)), [...argv], {
    cwd: root,
    execArgv: ['--import', 'tsx'],
    env: { PATH: process.env.PATH ?? '', ...environment },
  });
  const [said] = (await Promise.race([once(child, 'message'), failure(child, file)])) as [Said];
  return { ...said, child };
}

/** The program as people start it, connected to whatever the settings name. */
export async function startProgram(
  settings: Readonly<Record<string, string>>,
): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/main.ts'], {
    cwd: root,
    env: {
      PATH: process.env.PATH ?? '',
      PORT: '0',
      ...settings,
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
