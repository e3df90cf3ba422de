/** Hand over: another steward holds the request from now on, and is told. */
import type { Act } from '../../../app/context.ts';
import type { FormHandler, Outcome } from '../../../app/feature.ts';
import { holds } from '../../../app/person.ts';
import { fields } from '../../../chat/form.ts';
import { notThere, refusalText } from '../cards/refusals.ts';
import { requestCard } from '../cards/request-card.ts';
import { reference } from '../rules/request.ts';
import { openCaseFile } from '../store/case-file.ts';
import { change } from './change.ts';
import { tellPeople } from './tell.ts';

export const toField = { kind: 'person', label: 'Who takes it on?', hint: 'Another data steward' } as const;
export const noteField = {
  kind: 'text',
  label: 'Note for them',
  multiline: true,
  max: 1000,
  optional: true,
} as const;

const handOverFields = fields({ to: toField, note: noteField });

export const handOver: FormHandler<typeof handOverFields> = {
  id: 'request.hand-over',
  access: 'everyone',
  async open(ask, subject) {
    const file = subject.id === undefined ? undefined : await openCaseFile(ask, subject.id);
    if (!file) return { refused: notThere };
    const { request } = file;
    if (request.state !== 'open' || request.holderId !== ask.actor.id)
      return {
        refused: refusalText(
          file,
          request.state === 'open'
            ? { why: 'only_holder', holderId: request.holderId }
            : { why: 'ended', state: request.state },
        ),
        card: requestCard(file, ask.actor),
      };
    return {
      title: `Hand over ${reference(request)}`,
      submit: 'Hand over',
      intro: [],
      fields: handOverFields,
      values: {},
    };
  },
  submit: (act, subject, values) => handOverTo(act, subject.id, values),
};

export async function handOverTo(
  act: Act,
  id: string | undefined,
  values: { readonly to: string; readonly note?: string | undefined },
): Promise<Outcome> {
  const to = await act.directory.person(act.reader, values.to);
  if (to?.status !== 'active')
    return { kind: 'invalid', errors: { to: 'Choose somebody who works here now.' } };
  if (to.id === act.actor.id)
    return { kind: 'invalid', errors: { to: 'You hold it already. Choose another data steward.' } };
  return change(act, id, {
    what: 'request.handed-over',
    move: ({ request, staff }) => ({
      kind: 'hand_over',
      to: to.id,
      toSteward:
        holds(to, act.policy.pack.data_requests.route.to) ||
        request.collectionIds.some((one) => staff.stewardsOf.get(one)?.includes(to.id)),
    }),
    words: () => ({ hand_over_note: values.note }),
    involves: [to],
    facts: ({ version }) => ({ version, to: to.id }),
    tell: (telling) => tellPeople(telling, 'request.handed-over', [to.id], { by: act.actor.id }),
    say: ({ request }) => `${to.name} holds ${reference(request)} now, and is told.`,
  });
}
