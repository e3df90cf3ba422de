/** Runs a command line of `safekeep` in this process, on a test database, and keeps what it printed. */
import { runCli } from '../../src/cli/program.ts';
import { planOnce } from './policy.ts';

export interface Ran {
  readonly code: number;
  /** Lines of standard output, joined. */
  readonly out: string;
  readonly err: string;
}

export async function safekeep(
  environment: Readonly<Record<string, string>>,
  ...argv: readonly string[]
): Promise<Ran> {
  const out: string[] = [];
  const err: string[] = [];
  const code = await runCli(argv, {
    out: (line) => out.push(line),
    err: (line) => err.push(line),
    environment,
    readPlan: planOnce,
  });
  return { code, out: out.join('\n'), err: err.join('\n') };
}
