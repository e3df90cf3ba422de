/** The forms by which people decide on an incident and answer it. */
import type { FormHandler } from '../../../app/feature.ts';
import { addTask } from './add-task.ts';
import { agree } from './agree.ts';
import { agreedElsewhere } from './agreed-elsewhere.ts';
import { blankInIncident } from './blank.ts';
import { callTeam } from './call-team.ts';
import { closeIncident } from './close.ts';
import { determine } from './determine.ts';
import { addEvidence, passEvidence } from './evidence.ts';
import { handOver } from './hand-over.ts';
import { reopen } from './reopen.ts';
import { setDiscovery } from './set-discovery.ts';
import { settle } from './task.ts';
import { triage } from './triage.ts';
import { decision, note } from './write-down.ts';

// biome-ignore lint/suspicious/noExplicitAny: each handler knows its own fields; dispatch reads them by its form
export const responseForms: readonly FormHandler<any>[] = [
  triage,
  determine,
  agree,
  agreedElsewhere,
  setDiscovery,
  reopen,
  callTeam,
  settle,
  addTask,
  note,
  decision,
  addEvidence,
  passEvidence,
  handOver,
  closeIncident,
  blankInIncident,
];
