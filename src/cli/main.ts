#!/usr/bin/env -S node --import tsx
/** The `safekeep` command. */
import { runCli } from './program.ts';

process.exitCode = await runCli(process.argv.slice(2), {
  out: (line) => process.stdout.write(`${line}\n`),
  err: (line) => process.stderr.write(`${line}\n`),
  ...(process.stderr.isTTY
    ? { redraw: (line: string) => void process.stderr.write(`\r\u001b[2K${line}`) }
    : {}),
});
