/** What a command prints on and reads its settings from, so that a test can be the terminal. */
import type { Command } from 'commander';
import type { Policy } from '../policy/policy.ts';

export interface Shell {
  readonly out: (line: string) => void;
  readonly err: (line: string) => void;
  /** Draws the last line of standard error anew; only where that is a terminal. */
  readonly redraw?: (line: string) => void;
  /** Asks whoever sits at the terminal; absent where nobody does. */
  readonly ask?: (question: string) => Promise<string>;
  /** The process's own unless given. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** For a caller that runs many commands under one plan; each reads its plan from its files unless given. */
  readonly readPlan?: (packIdOrPath: string) => Promise<Policy>;
}

/** It ran, and what was asked for is not so or was not done: said already, the exit code is 1. */
export class NotDone extends Error {}

export function wantsJson(command: Command): boolean {
  return command.optsWithGlobals().json === true;
}

/** Prints one JSON document with `--json`, else the lines. */
export function show(shell: Shell, command: Command, value: unknown, lines: readonly string[]): void {
  if (wantsJson(command)) shell.out(JSON.stringify(value, null, 2));
  else for (const line of lines) shell.out(line);
}
