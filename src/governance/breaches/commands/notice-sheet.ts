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
import { nameableIn } from './whom-it-names.ts';

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

export async function noticeSheet(scene: Scene, file: IncidentFile): Promise<NoticeSheet> {
  const affected = await affectedOf(scene.reader, file.incident.id);
  const notices = await noticesOf(scene.reader, file.policy, file.incident.id);
  const written = notices.flatMap((notice) => {
    const version = notice.versions.at(-1);
    return version ? [{ notice, version, parts: partsOfVersion(file.words, notice.law, version.id) }] : [];
  });
  const texts = written.flatMap(({ parts }) => Object.values(parts));
  const ground = await groundOf(scene, file, affected, texts);
  return {
    affected,
    notices: written.map(({ notice, version, parts }) => {
      const findings = checkNotice(notice.law.template, parts, ground);
      return { notice, version, parts, findings, held: held(findings, version.overridden) };
    }),
  };
}

/** What a letter could give away: the systems, every number of people that stands anywhere, and whom these texts name. */
export async function groundOf(
  scene: Pick<Scene, 'reader'>,
  file: IncidentFile,
  affected: readonly Affected[],
  texts: readonly string[],
): Promise<NoticeGround> {
  const { incident, policy } = file;
  const live = affected.filter(({ struck }) => !struck);
  const byGroup = policy.pack.breaches.notices.groups.map(
    ({ id }) => live.filter(({ group }) => group === id).length,
  );
  const letters = lettersOf(policy.pack.breaches.notices, live).length;
  const counts = [incident.people ?? 0, live.length, letters, ...byGroup];
  const names = await nameableIn(scene, file, texts);
  return { systems: incident.systems, counts: [...new Set(counts)].filter((count) => count > 1), names };
}
