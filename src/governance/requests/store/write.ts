/** Writes what a decision changed: the difference between a request before and after it. */
import { dayToDate, toDate } from '../../../kernel/clock.ts';
import type { Tx } from '../../../store/tx.ts';
import type { Answer, DataRequest, Release, Stay } from '../rules/request.ts';
import { writeChecks } from './checks.ts';

/** Compare-and-set on the version; a throw here undoes the transaction, for the row was locked when it was read. */
export async function writeChange(tx: Tx, before: DataRequest, after: DataRequest): Promise<void> {
  const { count } = await tx.db.dataRequest.updateMany({
    where: { id: before.id, version: before.version },
    data: {
      version: after.version,
      state: after.state,
      route: after.route,
      pii: after.pii,
      requesterId: after.requesterId ?? null,
      mergedIntoId: after.mergedIntoId ?? null,
      answerBy: after.answerBy ? dayToDate(after.answerBy) : null,
      answerRemindOn: after.answerRemindOn ? dayToDate(after.answerRemindOn) : null,
      publicRecordById: after.publicRecordById ?? null,
      publicRecordAt: after.publicRecordAt ? toDate(after.publicRecordAt) : null,
      level: after.level ?? null,
      levelById: after.levelById ?? null,
      levelAt: after.levelAt ? toDate(after.levelAt) : null,
      levelStandingId: after.levelStandingId ?? null,
      holderId: after.holderId ?? null,
      fulfillerId: after.fulfillerId ?? null,
      endedAt: after.endedAt ? toDate(after.endedAt) : null,
    },
  });
  if (count !== 1) throw new Error('the request changed under its lock');
  if (after.collectionIds !== before.collectionIds)
    await tx.db.requestCollection.deleteMany({
      where: { requestId: after.id, collectionId: { notIn: [...after.collectionIds] } },
    });
  await writeStays(tx, before, after);
  await writeQuestions(tx, before, after);
  await insertAnswers(tx, after.id, after.answers.slice(before.answers.length));
  await writeAgreements(tx, before, after);
  for (const release of after.releases) {
    const was = before.releases.find(({ id }) => id === release.id);
    if (!was) await insertRelease(tx, after.id, release);
    else if (was !== release) {
      await updateRelease(tx, release);
      await writeChecks(tx, was, release);
    }
  }
}

/** Keeps that these stays were told of, so that a sweep run twice tells once. */
export async function markTold(
  tx: Tx,
  stayIds: readonly string[],
  what: 'reminded' | 'shown',
): Promise<void> {
  if (stayIds.length === 0) return;
  const at = toDate(tx.now);
  await tx.db.requestStep.updateMany({
    where: { id: { in: [...stayIds] } },
    data: what === 'reminded' ? { remindedAt: at } : { escalatedAt: at },
  });
}

/** Keeps that the packet of the meeting on whose calendar these requests are was asked for. */
export async function markPacket(tx: Tx, requestIds: readonly string[]): Promise<void> {
  const where = { requestId: { in: [...requestIds] }, endedAt: null };
  await tx.db.requestStep.updateMany({ where, data: { packetAt: toDate(tx.now) } });
}

/** Told that it is late, nobody is reminded any more that it will be. */
export async function markAnswersTold(
  tx: Tx,
  requestIds: readonly string[],
  what: 'reminded' | 'late',
): Promise<void> {
  const at = toDate(tx.now);
  await tx.db.dataRequest.updateMany({
    where: { id: { in: [...requestIds] } },
    data: what === 'reminded' ? { answerRemindedAt: at } : { answerRemindedAt: at, answerLateAt: at },
  });
}

/** Another day is owed from now on, of which nobody was told. */
export async function forgetAnswerTold(tx: Tx, requestId: string): Promise<void> {
  await tx.db.dataRequest.updateMany({
    where: { id: requestId },
    data: { answerRemindedAt: null, answerLateAt: null },
  });
}

async function writeStays(tx: Tx, before: DataRequest, after: DataRequest): Promise<void> {
  const columns = (stay: Stay) => ({
    endedAt: stay.endedAt ? toDate(stay.endedAt) : null,
    endedById: stay.endedById ?? null,
    outcome: stay.outcome ?? null,
    pausedAt: stay.pausedAt ? toDate(stay.pausedAt) : null,
    remindAt: stay.remindAt ? toDate(stay.remindAt) : null,
    escalateAt: stay.escalateAt ? toDate(stay.escalateAt) : null,
    dueAt: stay.dueAt ? toDate(stay.dueAt) : null,
    decidedById: stay.decidedById ?? null,
    decidedOn: stay.decidedOn ? dayToDate(stay.decidedOn) : null,
    meetingId: stay.meetingId ?? null,
    packetAt: stay.packetAt ? toDate(stay.packetAt) : null,
  });
  const begun: { readonly stay: Stay; readonly ordinal: number }[] = [];
  for (const [ordinal, stay] of after.stays.entries()) {
    const was = before.stays.find(({ id }) => id === stay.id);
    if (!was) begun.push({ stay, ordinal });
    else if (was !== stay)
      await tx.db.requestStep.updateMany({ where: { id: stay.id }, data: columns(stay) });
  }
  if (begun.length === 0) return;
  await tx.db.requestStep.createMany({
    data: begun.map(({ stay, ordinal }) => ({
      id: stay.id,
      requestId: after.id,
      ordinal,
      step: stay.step,
      startedAt: toDate(stay.startedAt),
      takers: [...stay.takers],
      ...columns(stay),
    })),
  });
}

async function writeQuestions(tx: Tx, before: DataRequest, after: DataRequest): Promise<void> {
  for (const question of after.questions) {
    const was = before.questions.find(({ id }) => id === question.id);
    const answeredAt = question.answeredAt ? toDate(question.answeredAt) : null;
    if (!was)
      await tx.db.requestQuestion.createMany({
        data: [
          {
            id: question.id,
            requestId: after.id,
            askedById: question.askedById,
            askedAt: toDate(question.askedAt),
            answeredAt,
          },
        ],
      });
    else if (was !== question)
      await tx.db.requestQuestion.updateMany({ where: { id: question.id }, data: { answeredAt } });
  }
}

async function writeAgreements(tx: Tx, before: DataRequest, after: DataRequest): Promise<void> {
  for (const agreement of after.agreements) {
    const { id, reference, version, endsOn, draftedById, draftedAt } = agreement;
    const was = before.agreements.find((one) => one.id === id);
    const voided = {
      voidedById: agreement.voidedById ?? null,
      voidedAt: agreement.voidedAt ? toDate(agreement.voidedAt) : null,
    };
    if (!was) {
      const drafted = { endsOn: dayToDate(endsOn), draftedById, draftedAt: toDate(draftedAt) };
      const data = [{ id, requestId: after.id, reference, version, ...drafted, ...voided }];
      await tx.db.requestAgreement.createMany({ data });
    } else if (was !== agreement) await tx.db.requestAgreement.updateMany({ where: { id }, data: voided });
  }
}

/** Answers are only ever added. */
async function insertAnswers(tx: Tx, requestId: string, answers: readonly Answer[]): Promise<void> {
  if (answers.length === 0) return;
  await tx.db.requestAnswer.createMany({
    data: answers.map((answer) => ({
      id: answer.id,
      requestId,
      stayId: answer.stayId ?? null,
      question: answer.question,
      value: answer.value ?? null,
      givenById: answer.givenById,
      givenAt: toDate(answer.givenAt),
    })),
  });
}

async function insertRelease(tx: Tx, requestId: string, release: Release): Promise<void> {
  await tx.db.release.createMany({
    data: [
      {
        id: release.id,
        requestId,
        version: release.version,
        fulfilledById: release.fulfilledById,
        fulfilledAt: toDate(release.fulfilledAt),
        folderLink: release.folderLink,
        dateStamp: dayToDate(release.dateStamp),
        fileHash: release.fileHash ?? null,
      },
    ],
  });
  await tx.db.releaseDefinition.createMany({
    data: release.definitions.map((definition) => ({ releaseId: release.id, ...definition })),
  });
}

async function updateRelease(tx: Tx, release: Release): Promise<void> {
  await tx.db.release.updateMany({
    where: { id: release.id },
    data: {
      deliveryMethod: release.deliveryMethod ?? null,
      deliveredOn: release.deliveredOn ? dayToDate(release.deliveredOn) : null,
      sentById: release.sentById ?? null,
      sentAt: release.sentAt ? toDate(release.sentAt) : null,
      recalledAt: release.recalledAt ? toDate(release.recalledAt) : null,
      recalledById: release.recalledById ?? null,
      technique: release.technique ?? null,
      protectedById: release.protectedById ?? null,
      fileHash: release.fileHash ?? null,
      checkedById: release.checkedById ?? null,
      checkedAt: release.checkedAt ? toDate(release.checkedAt) : null,
      passed: release.passed ?? null,
    },
  });
}
