#!/usr/bin/env -S node --import tsx
/** The `safekeep` command. */
import { once } from 'node:events';
import { createInterface } from 'node:readline/promises';
import { OperatorError } from '../kernel/operator-error.ts';
import { runCli } from './program.ts';

/** On standard error, so that what is printed stays an answer alone. */
async function ask(question: string): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  const closed = once(lines, 'close').then((): never => {
    throw new OperatorError('Nothing was set up.');
  });
  // Closing it below is no fault.
  closed.catch(() => undefined);
  try {
    return await Promise.race([lines.question(question), closed]);
  } finally {
    lines.close();
  }
}

process.exitCode = await runCli(process.argv.slice(2), {
  out: (line) => process.stdout.write(`${line}\n`),
  err: (line) => process.stderr.write(`${line}\n`),
  ...(process.stderr.isTTY
    ? { redraw: (line: string) => void process.stderr.write(`\r\u001b[2K${line}`) }
    : {}),
  ...(process.stdin.isTTY && process.stderr.isTTY ? { ask } : {}),
});
