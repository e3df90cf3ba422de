/** The buttons on a person's card: only what this viewer may press now, the next step first. */

import type { Person } from '../../../app/person.ts';
import type { Action, Payload } from '../../../chat/card.ts';
import { decide } from '../rules/decide.ts';
import type { Move } from '../rules/moves.ts';
import { type DataRequest, lastRelease, reference } from '../rules/request.ts';
import type { CaseFile } from '../store/case-file.ts';
import { checklistButtons, checklistLink } from './checklist.ts';
import { gatherButtons, kindButtons } from './kind-buttons.ts';
import { seesDrafts } from './release.ts';
import { rulingButtons } from './ruling.ts';

type Style = 'primary' | 'danger';

export function buttonsFor(file: CaseFile, viewer: Person): readonly Action[] {
  const { request } = file;
  const may = (move: Move) => decide(file.policy.pack, request, move, viewer, file.cast).ok;
  const subject = { id: request.id };
  const form = (name: string, label: string, style?: Style): Action => ({
    kind: 'open-form',
    form: name,
    label,
    subject,
    ...(style ? { style } : {}),
  });
  const ref = reference(request);
  const actions: Action[] = [];
  if (may({ kind: 'claim' })) actions.push(press(file, 'request.claim', 'Claim', { style: 'primary' }));
  actions.push(...gatherButtons(file, viewer));
  if (may({ kind: 'answer' }))
    actions.push(
      form('request.answer', request.requesterId === viewer.id ? 'Answer' : 'Record the answer', 'primary'),
    );
  const rulings = rulingButtons(file, viewer);
  actions.push(...rulings);
  if (may({ kind: 'fulfil' })) actions.push(form('request.fulfil', 'Fulfil', 'primary'));
  if (may({ kind: 'protect' })) actions.push(form('request.protect', 'Protect small groups', 'primary'));
  actions.push(...checklistButtons(file, viewer));
  if (may({ kind: 'qa', passed: false })) {
    if (!rulings.some(({ label }) => label === 'Authorise'))
      actions.push(form('request.pass', 'Pass', 'primary'));
    actions.push(form('request.send-back', 'Send back'));
  }
  if (may({ kind: 'send', requesterLeft: false, ...markOf(request) }))
    actions.push(form('request.send', 'Send', 'primary'));
  if (may({ kind: 'close' }))
    actions.push(
      press(file, 'request.close', 'Close', {
        style: 'primary',
        confirm: { title: `Close ${ref}?`, text: 'The requester is told that it is done.', yes: 'Close' },
      }),
    );
  if (anyLevel(file).some((level) => may({ kind: 'classify', level })))
    actions.push(
      request.level
        ? form('request.classify', 'Change the risk level')
        : form('request.classify', 'Set the risk level', 'primary'),
    );
  if (may({ kind: 'ask' })) actions.push(form('request.ask', 'Ask the requester'));
  if (request.state === 'open' && request.holderId === viewer.id)
    actions.push(form('request.hand-over', 'Hand over'));
  if (may({ kind: 'put_back' }))
    actions.push(
      press(file, 'request.put-back', 'Put back', {
        confirm: { title: `Put ${ref} back?`, text: 'The other stewards are asked again.', yes: 'Put back' },
      }),
    );
  actions.push(...kindButtons(file, viewer));
  if (may({ kind: 'split', collectionIds: request.collectionIds.slice(1) }))
    actions.push(form('request.split', 'Split'));
  if (mayMerge(file, viewer)) actions.push(form('request.merge', 'Merge into another'));
  if (may({ kind: 'publish' })) actions.push(form('request.public', 'Already public'));
  const denies = rulings.some((one) => one.kind === 'open-form' && one.form === 'request.deny');
  if (may({ kind: 'decline' }) && !denies) actions.push(form('request.decline', 'Decline', 'danger'));
  if (may({ kind: 'take_over' }))
    actions.push(
      press(file, 'request.take-over', 'Take it over', {
        style: 'primary',
        confirm: { title: `Take over ${ref}?`, text: 'The data are for you then.', yes: 'Take it over' },
      }),
    );
  if (may({ kind: 'pass_by' })) actions.push(form('request.pass-by', 'Not for me'));
  if (may({ kind: 'withdraw' })) actions.push(form('request.withdraw', 'Withdraw', 'danger'));
  if (may({ kind: 'recall', holderHere: true })) actions.push(form('request.recall', 'Recall', 'danger'));
  if ([request.requesterId, request.typedById].includes(viewer.id))
    actions.push({
      kind: 'open-form',
      form: 'request.file',
      ...(request.state === 'declined'
        ? { label: 'File again', subject: { again: request.id } }
        : { label: 'Repeat this request', subject: { repeat: request.id } }),
    });
  if (seesDrafts(file, viewer)) actions.push(...checklistLink(file));
  return actions;
}

/** The mark that will be asked for, so that a button is not hidden for want of it. */
function markOf(request: DataRequest): { readonly mark?: string } {
  const mark = lastRelease(request)?.fileHash;
  return mark === undefined ? {} : { mark };
}

/** The form offers those that this viewer may see. */
function mayMerge({ request, policy, cast, mergeable }: CaseFile, viewer: Person): boolean {
  if (!mergeable) return false;
  const into = { ...request, id: '' };
  return decide(policy.pack, request, { kind: 'merge', into, sameAsker: true }, viewer, cast).ok;
}

/** Carries the version it was drawn from: a press on an old card is told how the case stands instead. */
function press(
  file: CaseFile,
  id: string,
  label: string,
  more: Pick<Extract<Action, { kind: 'run' }>, 'style' | 'confirm'>,
): Action {
  const payload: Payload = { id: file.request.id, version: String(file.request.version) };
  return { kind: 'run', id, label, payload, ...more };
}

function anyLevel(file: CaseFile): readonly string[] {
  return Object.keys(file.policy.pack.data_requests.levels);
}
