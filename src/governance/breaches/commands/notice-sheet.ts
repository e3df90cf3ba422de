/** Gathers the letters and packets of an incident that this viewer was shown, with what each breaks as things stand. */
import type { Scene } from '../../../app/context.ts';
import { type Affected, lettersOf } from '../rules/affected.ts';
import {
  checkNotice,
  type DraftParts,
  type Finding,
  held,
  type NoticeGround,
} from '../rules/notice-check.ts';
import { affectedOf } from '../store/affected.ts';
import type { IncidentFile } from '../store/incidents.ts';
import { type KeptVersion, type Notice, noticesOf, partsOfVersion } from '../store/letters.ts';

/** A notice as its latest version stands. */
export interface NoticeNow {
  readonly notice: Notice;
  readonly version: KeptVersion;
  readonly parts: DraftParts;
  readonly findings: readonly Finding[];
  /** Those of them that nobody let pass. */
  readonly held: readonly Finding[];
}

export interface NoticeSheet {
  readonly affected: readonly Affected[];
  readonly notices: readonly NoticeNow[];
}

export async function noticeSheet({ reader }: Scene, file: IncidentFile): Promise<NoticeSheet> {
  const affected = await affectedOf(reader, file.incident.id);
  const notices = await noticesOf(reader, file.policy, file.incident.id);
  const ground = groundOf(file, affected);
  return {
    affected,
    notices: notices.flatMap((notice) => {
      const version = notice.versions.at(-1);
      if (!version) return [];
      const parts = partsOfVersion(file.words, notice.law, version.id);
      const findings = checkNotice(notice.law.template, parts, ground);
      return [{ notice, version, parts, findings, held: held(findings, version.overridden) }];
    }),
  };
}

/** What a letter could give away: the systems, and every number of people that stands anywhere. */
export function groundOf(
  { incident, policy }: Pick<IncidentFile, 'incident' | 'policy'>,
  affected: readonly Affected[],
): NoticeGround {
  const live = affected.filter(({ struck }) => !struck);
  const byGroup = policy.pack.breaches.notices.groups.map(
    ({ id }) => live.filter(({ group }) => group === id).length,
  );
  const letters = lettersOf(policy.pack.breaches.notices, live).length;
  const counts = [incident.people ?? 0, live.length, letters, ...byGroup];
  return { systems: incident.systems, counts: [...new Set(counts)].filter((count) => count > 1) };
}
