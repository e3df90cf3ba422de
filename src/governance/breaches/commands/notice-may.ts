/** Who may let a letter go: what somebody is told who may not, and what its page says of who can. */
import type { Ask, Scene } from '../../../app/context.ts';
import { approvalOf, approvalRefusal, overrideRefusal } from '../rules/notice-templates.ts';
import type { IncidentFile } from '../store/incidents.ts';
import type { Notice } from '../store/letters.ts';
import { sayWhoMay } from './who-may.ts';

export interface MayDo {
  /** Absent: they may. */
  readonly notApprove: string | undefined;
  readonly notOverride: string | undefined;
}

export async function mayDo(ask: Ask, file: IncidentFile, notice: Notice): Promise<MayDo> {
  return {
    notApprove: await approvalRefused(ask, file, notice),
    notOverride: await overrideRefused(ask, file, notice),
  };
}

export async function approvalRefused(
  ask: Ask,
  file: IncidentFile,
  { law: { template }, versions }: Notice,
): Promise<string | undefined> {
  const refusal = approvalRefusal(file.policy, template, versions, ask.actor);
  return refusal && withWho(ask, file, refusal, approvalOf(file.policy, template).by);
}

export async function overrideRefused(
  ask: Ask,
  file: IncidentFile,
  { versions }: Notice,
): Promise<string | undefined> {
  const refusal = overrideRefusal(file.policy, versions, ask.actor);
  return refusal && withWho(ask, file, refusal, file.policy.pack.breaches.notices.override.by);
}

async function withWho(
  scene: Scene,
  file: IncidentFile,
  refusal: string,
  roles: readonly string[],
): Promise<string> {
  return `${refusal} It is for: ${await sayWhoMay(scene, file, roles)}.`;
}
