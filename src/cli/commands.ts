/** Every command of `safekeep`, in the order of its help; a new one is a file in commands/ and a line here. */
import type { Command } from 'commander';
import { absencesCommand } from './commands/absences.ts';
import { auditCommand } from './commands/audit.ts';
import { balancesCommand } from './commands/balances.ts';
import { drillCommand } from './commands/drill.ts';
import { envCommand } from './commands/env.ts';
import { initCommand } from './commands/init.ts';
import { jobsCommand } from './commands/jobs.ts';
import { manifestCommand } from './commands/manifest.ts';
import { outboxCommand } from './commands/outbox.ts';
import { policyCommand } from './commands/policy.ts';
import { remindersCommand } from './commands/reminders.ts';
import { roleCommand } from './commands/role.ts';
import { rosterCommand } from './commands/roster.ts';
import { staffingCommand } from './commands/staffing.ts';
import { trainingCommand } from './commands/training.ts';
import type { Shell } from './shell.ts';

export const commands: readonly ((shell: Shell) => Command)[] = [
  initCommand,
  rosterCommand,
  absencesCommand,
  roleCommand,
  jobsCommand,
  auditCommand,
  policyCommand,
  staffingCommand,
  balancesCommand,
  remindersCommand,
  outboxCommand,
  trainingCommand,
  drillCommand,
  manifestCommand,
  envCommand,
];
