/** Letters and packets of an incident with their versions. Whoever reads them was shown their incident. */
import { type Temporal, toDate, toInstant } from '../../../kernel/clock.ts';
import { newId } from '../../../kernel/ids.ts';
import type { Policy } from '../../../policy/policy.ts';
import { type StoredText, writeTexts } from '../../../store/texts.ts';
import type { Reader, Tx } from '../../../store/tx.ts';
import { incidentKind } from '../rules/incident.ts';
import type { DraftParts } from '../rules/notice-check.ts';
import {
  type NoticeLaw,
  type NoticeState,
  type NoticeVersion,
  noticeLaw,
} from '../rules/notice-templates.ts';

export interface KeptVersion extends NoticeVersion {
  readonly at: Temporal.Instant;
}

export interface Notice {
  readonly id: string;
  readonly law: NoticeLaw;
  readonly edition: number;
  readonly state: NoticeState;
  readonly sent: { readonly at: Temporal.Instant; readonly byId: string } | undefined;
  /** Oldest first; never empty. */
  readonly versions: readonly KeptVersion[];
}

/** Of each template in the order of its editions; what its plan does not know is left out. */
export async function noticesOf(
  reader: Reader,
  policy: Policy,
  incidentId: string,
): Promise<readonly Notice[]> {
  const rows = await reader.db.incidentNotice.findMany({
    where: { incidentId },
    include: { versions: { orderBy: { seq: 'asc' } } },
    orderBy: [{ law: 'asc' }, { template: 'asc' }, { edition: 'asc' }],
  });
  return rows.flatMap((row) => {
    const law = noticeLaw(policy, `${row.law}/${row.template}`);
    if (!law) return [];
    return [
      {
        ...{ id: row.id, law, edition: row.edition, state: row.state as NoticeState },
        sent: row.sentAt && row.sentById ? { at: toInstant(row.sentAt), byId: row.sentById } : undefined,
        versions: row.versions.map((one) => ({
          ...{ id: one.id, seq: one.seq, byId: one.byId, overridden: one.overridden },
          at: toInstant(one.at),
          overriddenById: one.overriddenById ?? undefined,
          approvedById: one.approvedById ?? undefined,
        })),
      },
    ];
  });
}

/** What stands in a version, part by part. */
export function partsOfVersion(
  words: Readonly<Record<string, StoredText>>,
  { template }: NoticeLaw,
  versionId: string,
): DraftParts {
  return Object.fromEntries(
    template.parts.flatMap(({ id }) => {
      const text = words[textField(versionId, id)];
      return text ? [[id, text.body ?? '[blanked]']] : [];
    }),
  );
}

/** A first version, or the next one: whatever was approved of it is not approved any more. Comes back: the notice's id. */
export async function writeVersion(
  tx: Tx,
  incidentId: string,
  to: { readonly notice: Notice } | { readonly law: NoticeLaw; readonly edition: number },
  byId: string,
  parts: DraftParts,
): Promise<string> {
  const noticeId = 'notice' in to ? to.notice.id : newId();
  if ('notice' in to)
    await tx.db.incidentNotice.update({ where: { id: noticeId }, data: { state: 'draft' } });
  else
    await tx.db.incidentNotice.create({
      data: {
        ...{ id: noticeId, incidentId, state: 'draft', edition: to.edition },
        ...{ law: to.law.law, template: to.law.template.id },
      },
    });
  const id = newId();
  const seq = 'notice' in to ? (to.notice.versions.at(-1)?.seq ?? 0) + 1 : 1;
  await tx.db.incidentNoticeVersion.create({
    data: { ...{ id, noticeId, seq, byId, overridden: [] }, at: toDate(tx.now) },
  });
  const texts = Object.entries(parts).map(([part, text]) => [textField(id, part), text]);
  await writeTexts(tx, { kind: incidentKind, id: incidentId }, byId, Object.fromEntries(texts));
  return noticeId;
}

export async function writeOverride(
  tx: Tx,
  versionId: string,
  overridden: readonly string[],
  byId: string,
): Promise<void> {
  await tx.db.incidentNoticeVersion.update({
    where: { id: versionId },
    data: { overridden: [...overridden], overriddenAt: toDate(tx.now), overriddenById: byId },
  });
}

export async function writeApproval(tx: Tx, notice: Notice, versionId: string, byId: string): Promise<void> {
  await tx.db.incidentNoticeVersion.update({
    where: { id: versionId },
    data: { approvedAt: toDate(tx.now), approvedById: byId },
  });
  await tx.db.incidentNotice.update({ where: { id: notice.id }, data: { state: 'approved' } });
}

export async function writeSent(tx: Tx, notice: Notice, at: Temporal.Instant, byId: string): Promise<void> {
  await tx.db.incidentNotice.update({
    where: { id: notice.id },
    data: { state: 'sent', sentAt: toDate(at), sentById: byId, sentRecordedAt: toDate(tx.now) },
  });
}

function textField(versionId: string, part: string): string {
  return `notice:${versionId}:${part}`;
}
