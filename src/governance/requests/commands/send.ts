/** Send: how and when the data went to whoever asked. Never before the classification (R063). */
import type { FormHandler } from '../../../app/feature.ts';
import { type Fields, fields } from '../../../chat/form.ts';
import { Temporal } from '../../../kernel/clock.ts';
import type { DataRequestPolicy } from '../../../policy/schema-requests.ts';
import { requesterName } from '../cards/names.ts';
import { releaseFacts } from '../cards/release.ts';
import type { Move } from '../rules/moves.ts';
import { type DataRequest, lastRelease, reference } from '../rules/request.ts';
import type { CaseFile } from '../store/case-file.ts';
import { change } from './change.ts';
import { lookFor } from './look.ts';
import { tellAsker } from './tell.ts';

function sendFields(plan: DataRequestPolicy, today: string) {
  return fields({
    method: {
      kind: 'choice',
      label: 'How were they delivered?',
      options: plan.delivery_methods.map(({ id, label, hint }) => ({
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
  }) satisfies Fields;
}

function sending(file: CaseFile): Move {
  const { requesterId } = file.request;
  const left = requesterId !== undefined && file.people.get(requesterId)?.status === 'left';
  return { kind: 'send', requesterLeft: left };
}

export const send: FormHandler<ReturnType<typeof sendFields>> = {
  id: 'request.send',
  access: 'everyone',
  async open(ask, subject) {
    const looked = await lookFor(ask, subject, sending);
    if (!looked.ok) return looked.refused;
    const { file } = looked;
    const today = ask.policy.calendar.localDay(ask.now).toString();
    const release = lastRelease(file.request);
    return {
      title: `Send ${reference(file.request)}`,
      submit: 'Send',
      intro: [
        { kind: 'text', text: `Deliver the data to ${requesterName(file)}, then record it here.` },
        ...(release ? [{ kind: 'facts' as const, facts: releaseFacts(file, release) }] : []),
      ],
      fields: sendFields(file.policy.pack.data_requests, today),
      values: { delivered_on: today },
    };
  },
  submit: (act, subject, values) =>
    change(act, subject.id, {
      what: 'request.sent',
      move: sending,
      amend: (after) => withDelivery(after, act.actor.id, act.now, values.method, values.delivered_on),
      words: () => ({ delivery_note: values.note }),
      facts: (after) => ({
        version: after.version,
        release: lastRelease(after)?.id ?? null,
        method: values.method,
        on: values.delivered_on,
      }),
      tell: (telling) =>
        tellAsker(telling, 'request.sent', { release: lastRelease(telling.file.request)?.version ?? 0 }),
      say: (file) => `Recorded: ${reference(file.request)} was sent. ${requesterName(file)} is told.`,
    }),
};

function withDelivery(
  request: DataRequest,
  sentById: string,
  sentAt: Temporal.Instant,
  deliveryMethod: string,
  deliveredOn: string,
): DataRequest {
  const last = lastRelease(request);
  if (!last) throw new Error('a request was sent without a release');
  const sent = {
    ...last,
    deliveryMethod,
    deliveredOn: Temporal.PlainDate.from(deliveredOn),
    sentById,
    sentAt,
  };
  return { ...request, releases: [...request.releases.slice(0, -1), sent] };
}
