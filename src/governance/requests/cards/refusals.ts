/** Why a move was refused and what to do instead, in one place. */

import { sayMoment } from '../../../chat/say-when.ts';
import { assertNever } from '../../../kernel/assert-never.ts';
import { roleName } from '../../../policy/policy.ts';
import type { Actor, Refusal } from '../rules/moves.ts';
import { lastRelease, reference } from '../rules/request.ts';
import { claimStay } from '../rules/workflow.ts';
import type { CaseFile } from '../store/case-file.ts';
import { nameOf, oneOf, requesterName } from './names.ts';
import { nextSentence } from './next.ts';
import { statusOf } from './state.ts';

export const notThere =
  'There is no such data request, or it is not yours to see. Check the number: it looks like DR-1001.';

/** Said under the field too. */
export const allChosen = 'Choose some of the data and leave some: otherwise nothing is split.';

export function refusalText(file: CaseFile, refusal: Refusal, reader?: Actor): string {
  const ref = reference(file.request);
  switch (refusal.why) {
    case 'ended':
      return `${ref} has ended: ${statusOf(file).label.toLowerCase()}. File a new request if data are still needed.`;
    case 'taken':
      return `${nameOf(file, refusal.holderId)} has claimed ${ref}${claimedAt(file)}, so it is taken. Nothing was changed.`;
    case 'held_by_you':
      return `You hold ${ref} already. Nothing was changed.`;
    case 'other_step':
      return refusal.step
        ? `This is not what ${ref} needs now. Next step: ${refusal.step}.`
        : `Nothing is left to do on ${ref}.`;
    case 'only_holder':
      return refusal.holderId
        ? `${nameOf(file, refusal.holderId)} holds ${ref} and takes this step. Ask them to hand it over to you.`
        : `Nobody holds ${ref} now. A data steward has to claim it first.`;
    case 'only_stewards':
      return `${ref} is for the stewards of its data: ${oneOf(file, file.cast.stewards)}.`;
    case 'only_classifier':
      return `The risk level is set by ${oneOf(file, file.cast.classifiers)} (${file.policy.pack.data_requests.classify.src}).`;
    case 'only_role':
      return `This step is for ${oneOfRoles(file, refusal.roles)}, and not for whoever asked for the data.`;
    case 'only_checkers':
      return `Quality assurance is for another data steward: ${oneOf(file, file.cast.checkers)}.`;
    case 'other_file':
      return differentFile(file);
    case 'no_mark':
      return `The mark of the file was not given when ${ref} was prepared, so no copy can be compared with it. Send it back, so that a version with its mark is made.`;
    case 'checklist_open':
      return `The checklist is not complete: ${refusal.open} ${refusal.open === 1 ? 'line is' : 'lines are'} still to be answered, and ${refusal.no} ${refusal.no === 1 ? 'is' : 'are'} answered with “no”. Mend what is not right yet, then answer “yes”, or “not applicable” with the reason.`;
    case 'one_collection':
      return `${ref} is about one collection of data only, so it can’t be split.`;
    case 'made_already':
      return `The data of ${ref} are prepared already, so it is too late to split it. Put it back first if they have to be made apart.`;
    case 'split_all':
      return allChosen;
    case 'no_match':
      return `No other open request of ${requesterName(file)} that you may see is of the same kind and about all of these data, so ${ref} can’t be merged.`;
    case 'recorded_only':
      return 'What somebody else decided is recorded with their day and its evidence; only those whom the plan names decide by a press.';
    case 'no_meeting':
      return 'Pick the meeting of the board first; then record what it decided.';
    case 'not_decider':
      return `Only a decision of ${roleName(file.policy, refusal.role)} can be recorded here, and not of whoever asked for the data.`;
    case 'unauthorised':
      return `Data that may identify students leave only with the named authorisation of ${roleName(file.policy, file.policy.pack.data_requests.pii.authorised_by)} (${file.policy.pack.data_requests.pii.src}).`;
    case 'agreement_over':
      return `The agreement of ${ref} has ended, so nothing is sent under it. Whoever drafted it can correct the day until which it holds; it is decided on again then.`;
    case 'no_agreement':
      return `No agreement of ${ref} is in force, so there is nothing to correct.`;
    case 'pii_already':
      return `${ref} is marked already: its data may identify students.`;
    case 'pii_not_marked':
      return `${ref} is not marked: its data identify nobody.`;
    case 'pii_by_nature':
      return `${ref} asks for data about students themselves, so the mark stays. A request for other data is a new one.`;
    case 'pii_never':
      return `${file.policy.pack.data_requests.pii.refusal.trim()} ${file.policy.pack.data_requests.pii.instead}`;
    case 'sponsor_lapsed':
      return `“${refusal.question}”: whoever is named holds none of these roles now: ${oneOfRoles(file, refusal.roles)}. Let somebody else be named first.`;
    case 'no_act':
      return 'The plan knows no public-records act, so nothing can be marked as made under one.';
    case 'act_already':
      return `${ref} is marked already as made under the public-records act.`;
    case 'nothing_asked':
      return 'Nothing more is asked of this kind of request.';
    case 'only_heir':
      return 'Only the supervisor or a sponsor of whoever asked can take it over, once they have left.';
    case 'only_asker':
      return `Only whoever asked for the data, or typed the request in, can do this.`;
    case 'only_decider':
      return `Only the steward who holds ${ref} or ${oneOf(file, file.cast.classifiers)} can do this.`;
    case 'apart':
      return `${refusal.says} (${refusal.src})`;
    case 'not_a_steward':
      return 'Choose a data steward: only they can hold a data request.';
    case 'unclassified':
      return `${ref} can’t be sent before its risk level is set. ${nextSentence(file, reader)}`;
    case 'unknown_level':
      return 'The plan has no such risk level. Please choose again.';
    case 'question_open':
      return 'A question to the requester is open. Record the answer first; if they answered elsewhere, you can type it in.';
    case 'no_question':
      return `No question is open on ${ref}; it was answered already.`;
    case 'sent_already':
      return `${ref} was sent already, so this is too late. Recall what was sent if it must not be used.`;
    case 'not_sent':
      return `Nothing that was sent for ${ref} is in use, so there is nothing to recall.`;
    case 'requester_left':
      return 'Whoever asked for this no longer works here, and data are not sent to an account nobody has. Decline it, or let a colleague ask.';
    case 'moved_on':
      return `${ref} has moved on since this button was drawn: ${statusOf(file).label.toLowerCase()}. Here is how it stands now.`;
    default:
      return assertNever(refusal);
  }
}

/** Said under the field too. */
export function differentFile(file: CaseFile): string {
  const release = lastRelease(file.request);
  const known = `the mark that ${nameOf(file, release?.protectedById ?? release?.fulfilledById)} gave for version ${release?.version ?? 0}`;
  return `Different file: its mark is not ${known}. Take the file from the secure folder again and read its mark anew; if it still differs, the file was changed afterwards, and it has to go back to be prepared again.`;
}

function oneOfRoles(file: CaseFile, roles: readonly string[]): string {
  return roles.map((role) => roleName(file.policy, role)).join(' or ');
}

function claimedAt(file: CaseFile): string {
  const at = claimStay(file.policy.pack.data_requests, file.request)?.endedAt;
  return at ? ` on ${sayMoment(at, file.policy.calendar.zone)}` : '';
}
