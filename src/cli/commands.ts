/** Every command of `safekeep`, in the order of its help; a new one is a file in commands/ and a line here. */
import type { Command } from 'commander';
import { auditCommand } from './commands/audit.ts';
import { envCommand } from './commands/env.ts';
import { initCommand } from './commands/init.ts';
import { jobsCommand } from './commands/jobs.ts';
import { manifestCommand } from './commands/manifest.ts';
import { outboxCommand } from './commands/outbox.ts';
import { policyCommand } from './commands/policy.ts';
import { staffingCommand } from './commands/staffing.ts';
import type { Shell } from './shell.ts';

export const commands: readonly ((shell: Shell) => Command)[] = [
  initCommand,
  jobsCommand,
  auditCommand,
  policyCommand,
  staffingCommand,
  outboxCommand,
  manifestCommand,
  envCommand,
];
