/** Every command of `safekeep`, in the order of its help; a new one is a file in commands/ and a line here. */
import type { Command } from 'commander';
import { envCommand } from './commands/env.ts';
import { policyCommand } from './commands/policy.ts';
import type { Shell } from './shell.ts';

export const commands: readonly ((shell: Shell) => Command)[] = [policyCommand, envCommand];
