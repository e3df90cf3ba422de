/** Who is next and with what, said to whoever reads it. */
import { roleName } from '../../../policy/policy.ts';
import type { Step } from '../../../policy/schema-requests.ts';
import { decide } from '../rules/decide.ts';
import type { Actor } from '../rules/moves.ts';
import { lastRelease, openQuestion, sentRelease } from '../rules/request.ts';
import { lacksChecker, lacksDecider, namedBy, unreachedCheckers } from '../rules/turn.ts';
import { isLevelled, positionOf, waitsForClassification } from '../rules/workflow.ts';
import type { CaseFile } from '../store/case-file.ts';
import { nameOf, oneOf, requesterName } from './names.ts';
import { reachOf } from './reach.ts';

/** "Your turn: …", "Next step: …", or that it has ended. `reader` may be somebody outside, with their own id and no role. */
export function nextSentence(file: CaseFile, reader?: Actor): string {
  const { request } = file;
  const plan = file.policy.pack.data_requests;
  if (request.state !== 'open') return endSentence(file, reader);
  const [asked] = questionSentences(file, reader);
  if (waitsForClassification(plan, request)) {
    const level = levelSentence(file, reader, 'Next:');
    return asked ? `${asked} ${levelSentence(file, reader, 'Also:')}` : level;
  }
  const position = positionOf(plan, request);
  const here =
    asked ?? (position.at === 'step' ? stepSentence(file, position.step, reader) : 'Nothing is left to do.');
  if (request.level !== undefined || !isLevelled(plan, request)) return here;
  return isOne(file.cast.classifiers, reader) && !isOne(doersOf(file), reader)
    ? `${levelSentence(file, reader, 'Next:')} ${here.replace(/^Next(?: step)?:/, 'Meanwhile:')}`
    : `${here} ${levelSentence(file, reader, 'Also:')}`;
}

function endSentence(file: CaseFile, reader: Actor | undefined): string {
  const sent = sentRelease(file.request);
  if (!sent) return 'The request has ended; nothing more will happen with it.';
  const recall = { kind: 'recall', holderHere: true } as const;
  return reader && decide(file.policy.pack, file.request, recall, reader, file.cast).ok
    ? 'The request has ended. It can still be recalled if something in it proves wrong.'
    : `The request has ended. If something in it proves wrong, tell ${nameOf(file, sent.sentById)}.`;
}

function questionSentences(file: CaseFile, reader: Actor | undefined): readonly string[] {
  if (!openQuestion(file.request)) return [];
  return [`Next: ${answerers(file, reader)}. Until then the clock of this step stands still.`];
}

function answerers(file: CaseFile, reader: Actor | undefined): string {
  const { outsiderId } = file.request;
  const recorder = file.request.holderId ?? openQuestion(file.request)?.askedById;
  const asker = requesterName(file);
  const reach = reachOf(file);
  switch (reach.how) {
    case 'here':
      return isOne([reach.personId], reader) ? 'you answer the question' : `${asker} answers the question`;
    case 'email':
      if (isOne([outsiderId], reader)) return 'you answer the question by e-mail';
      return isOne([recorder], reader)
        ? `${asker} answers by e-mail, and you record the answer`
        : `${asker} answers by e-mail, and ${nameOf(file, recorder)} records the answer`;
    case 'phone':
      return isOne(reach.callers, reader)
        ? `you ask ${asker} by phone and type in the answer`
        : `${oneOf(file, reach.callers)} asks ${asker} by phone and types in the answer`;
  }
}

function levelSentence(file: CaseFile, reader: Actor | undefined, begin: 'Next:' | 'Also:'): string {
  const { classifiers } = file.cast;
  const who = isOne(classifiers, reader) ? 'you set the risk level' : undefined;
  return `${begin} ${who ?? `the risk level is set by ${oneOf(file, classifiers)}`}. Nothing is sent before that.`;
}

/** R065: why a check is blocked, and what helps. */
export function noChecker(file: CaseFile): string {
  const { request, policy } = file;
  const unreached = unreachedCheckers(policy.pack.data_requests, request, file.cast);
  if (unreached.length > 0)
    return `It waits for a check by ${oneOf(file, unreached)}, and no message gets to them: tell them another way, or let another data steward be named.`;
  const rule = policy.pack.separation.find(
    ({ apart }) => apart.includes('fulfiller') && apart.includes('qa'),
  );
  const maker = nameOf(file, lastRelease(request)?.fulfilledById);
  return `Nobody can check it now: that takes another ${roleName(policy, policy.pack.data_requests.route.to)} than ${maker}${rule ? ` (${rule.src})` : ''}. It waits until somebody else has that role and is here.`;
}

/** Whom it waits for, where nobody who holds the role may decide on it: whoever asked never does. */
export function noDecider(file: CaseFile, step: Step): string {
  const role = roleName(file.policy, step.by);
  return `Nobody who may decide on this request holds the role ${role} now; whoever asked never decides. It waits until somebody else has that role, also in somebody’s place.`;
}

function stepSentence(file: CaseFile, step: Step, reader: Actor | undefined): string {
  if (lacksDecider(file.policy.pack.data_requests, file.request, file.cast))
    return `Next step: ${step.name}. ${noDecider(file, step)}`;
  if (lacksChecker(file.policy.pack.data_requests, file.request, file.cast))
    return `Next step: ${step.name}. ${noChecker(file)}`;
  const doers = doersOf(file);
  if (!isOne(doers, reader)) return `Next step: ${step.name}. It waits for ${whoDoes(file, step)}.`;
  const others = doers.filter((id) => id !== reader?.id);
  const also = others.length === 0 ? '' : ` It waits for ${oneOf(file, others)} too.`;
  return `Your turn: ${yours(step)}.${also}`;
}

/** A step in the words for whoever takes it; a step’s name is a sentence about them. */
export function yours({ you, name }: Step): string {
  return you ?? name;
}

/** The people whom the next step names; none where it names a role, or nobody holds the request. */
function doersOf(file: CaseFile): readonly string[] {
  const { policy, request, cast } = file;
  const position = positionOf(policy.pack.data_requests, request);
  return position.at === 'step' ? namedBy(policy.pack.data_requests, request, cast, position.step) : [];
}

export function whoDoes(file: CaseFile, step: Step): string {
  const { policy, request, cast } = file;
  const ids = namedBy(policy.pack.data_requests, request, cast, step);
  if (ids.length > 0 || step.kind === 'claim') return oneOf(file, ids);
  return ['holder', 'fulfiller'].includes(step.by) ? 'whoever claims it' : roleName(policy, step.by);
}

function isOne(ids: readonly (string | undefined)[], reader: Actor | undefined): boolean {
  return reader !== undefined && ids.includes(reader.id);
}
