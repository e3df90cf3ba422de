/** Send: how and when the data went to whoever asked. Never before the classification (R063). */
import type { FormHandler } from '../../../app/feature.ts';
import { type Fields, fields } from '../../../chat/form.ts';
import { Temporal } from '../../../kernel/clock.ts';
import { lockRecipients } from '../../disclosure/store/clearance.ts';
import { agreementOver } from '../cards/agreement.ts';
import { requesterName } from '../cards/names.ts';
import { differentFile } from '../cards/refusals.ts';
import { releaseFacts } from '../cards/release.ts';
import { decide } from '../rules/decide.ts';
import { hasQa, isSentFile } from '../rules/file-mark.ts';
import type { Move } from '../rules/moves.ts';
import { lastRelease, reference, withLast } from '../rules/request.ts';
import { waysToSend } from '../rules/ways-to-send.ts';
import { type CaseFile, openCaseFile } from '../store/case-file.ts';
import { change } from './change.ts';
import { clearanceBlocks, clearanceWarning, heldBack, problemsOf, receiversOf } from './cleared.ts';
import { lookFor } from './look.ts';
import { asMark, markField } from './mark-field.ts';
import { recordSending } from './on-record.ts';
import { overlapBlocks, overlapWarning } from './overlaps.ts';
import { givenIn, knownPeriod, recordFields, recordValues } from './send-record.ts';
import { tellAsker } from './tell.ts';

function sendFields({ policy, request }: CaseFile, today: string) {
  const plan = policy.pack.data_requests;
  return fields({
    method: {
      kind: 'choice',
      label: 'How were they delivered?',
      options: waysToSend(plan, request).map(({ id, label, hint }) => ({
        value: id,
        label,
        ...(hint ? { description: hint } : {}),
      })),
    },
    delivered_on: { kind: 'date', label: 'On which day?', until: today },
    note: {
      kind: 'text',
      label: 'Note for whoever asked',
      hint: 'Such as where to sign in. They read it with the message that it was sent.',
      multiline: true,
      max: 1000,
      optional: true,
    },
    mark: markField(
      'Mark of the file you send',
      'Read it from the very file that goes out. It has to be the one that was checked.',
      hasQa(plan, request) ? 'required' : 'optional',
    ),
  }) satisfies Fields;
}

function sending(file: CaseFile, mark: string | undefined): Move {
  const { requesterId } = file.request;
  const left = requesterId !== undefined && file.people.get(requesterId)?.status === 'left';
  return {
    kind: 'send',
    requesterLeft: left,
    agreementOver: agreementOver(file),
    ...(mark === undefined ? {} : { mark }),
  };
}

export const send: FormHandler<ReturnType<typeof sendFields>> = {
  id: 'request.send',
  access: 'everyone',
  async open(ask, subject) {
    const looked = await lookFor(ask, subject, (file) => sending(file, lastRelease(file.request)?.fileHash));
    if (!looked.ok) return looked.refused;
    const { file } = looked;
    const today = ask.policy.calendar.localDay(ask.now).toString();
    const release = lastRelease(file.request);
    const prefilled = recordValues(file);
    return {
      title: `Send ${reference(file.request)}`,
      submit: 'Send',
      intro: [
        { kind: 'text', text: `Deliver the data to ${requesterName(file)}, then record it here.` },
        ...(release ? [{ kind: 'facts' as const, facts: releaseFacts(file, release) }] : []),
        ...(await clearanceBlocks(ask, file)),
        ...(await overlapBlocks(ask, file, knownPeriod(file))),
      ],
      fields: { ...sendFields(file, today), ...recordFields(file) },
      values: { delivered_on: today, ...prefilled },
    };
  },
  async submit(act, subject, values) {
    const mark = asMark(values.mark);
    const given = givenIn(values);
    const asked = subject.id === undefined ? undefined : await openCaseFile(act, subject.id);
    await lockRecipients(act.tx, asked ? receiversOf(asked, given.recipientIds) : given.recipientIds);
    const file = subject.id === undefined ? undefined : await openCaseFile(act, subject.id, true);
    const last = file && lastRelease(file.request);
    if (file && last && !isSentFile(file.policy.pack.data_requests, file.request, last, mark))
      return { kind: 'invalid', errors: { mark: differentFile(file) } };
    const mayNow = file && decide(file.policy.pack, file.request, sending(file, mark), act.actor, file.cast);
    if (file && mayNow?.ok) {
      const problems = await problemsOf(act, given);
      if (problems) return { kind: 'invalid', errors: problems };
      const held = await heldBack(act, file, given.recipientIds);
      if (held) return held;
    }
    let warnings = '';
    return change(act, subject.id, {
      what: 'request.sent',
      move: (now) => sending(now, mark),
      amend: (after) =>
        withLast(after, {
          deliveryMethod: values.method,
          deliveredOn: Temporal.PlainDate.from(values.delivered_on),
          sentById: act.actor.id,
          sentAt: act.now,
          fileHash: lastRelease(after)?.fileHash ?? mark,
        }),
      words: () => ({ delivery_note: values.note, ...given.words }),
      also: async (now) => {
        warnings =
          (await clearanceWarning(act, now, given.recipientIds)) +
          (await overlapWarning(act, now, given.period));
        await recordSending(act, now, given);
      },
      facts: (after) => ({
        version: after.version,
        release: lastRelease(after)?.id ?? null,
        method: values.method,
        on: values.delivered_on,
        mark: mark ?? null,
      }),
      tell: (telling) =>
        tellAsker(telling, 'request.sent', { release: lastRelease(telling.file.request)?.version ?? 0 }),
      say: (file) =>
        `Recorded: ${reference(file.request)} was sent. ${requesterName(file)} is told.${warnings}`,
    });
  },
};
