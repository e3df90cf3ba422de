/** A person's lines on their list: requests that wait for them, and what they asked for. */
import type { Ask } from '../../app/context.ts';
import type { Task } from '../../app/feature.ts';
import type { Person } from '../../app/person.ts';
import { sayDay } from '../../chat/say-when.ts';
import { type Due, dueOf } from './cards/due.ts';
import { showAction } from './cards/lists.ts';
import { packetTasks } from './cards/meetings.ts';
import { requesterName, titleOf } from './cards/names.ts';
import { nextSentence, yours } from './cards/next.ts';
import { atNumber, reachOf } from './cards/reach.ts';
import { statusOf } from './cards/state.ts';
import { coverageTasks } from './commands/coverage.ts';
import { openQuestion, reference } from './rules/request.ts';
import { recordersOf, turnOf } from './rules/turn.ts';
import { isLevelled, positionOf, waitsForClaim, waitsForClassification } from './rules/workflow.ts';
import { type CaseFile, openCaseFiles } from './store/case-file.ts';
import { concerning } from './store/wanted.ts';

export async function tasksOf(ask: Ask): Promise<readonly Task[]> {
  const files = await openCaseFiles(ask, concerning(ask.actor, ask.policy.pack.data_requests));
  const tasks = files.flatMap((file) => [
    ...waiting(file, ask.actor.id).map((what) => waitsForMe(file, what, dueOf(file))),
    ...packetTasks(file, ask.actor.id).map(({ what, due }) => waitsForMe(file, what, due)),
    ...(levelIsTheirs(file, ask.actor.id)
      ? [waitsForMe(file, 'Its risk level is yours to set', levelDue(file))]
      : []),
    ...(asked(file, ask.actor.id) ? [askedFor(file, ask.actor)] : []),
  ]);
  return [...tasks, ...(await coverageTasks(ask))];
}

/** Everything that this person could do next, in a few words each. */
function waiting(file: CaseFile, personId: string): readonly string[] {
  const { request, cast, policy } = file;
  const plan = policy.pack.data_requests;
  const things: string[] = [];
  if (openQuestion(request)) things.push(...answering(file, personId));
  else if (waitsForClaim(plan, request)) {
    if (cast.stewards.includes(personId)) things.push('To be claimed by a steward');
  } else {
    const own = taking(file, personId);
    const holds = request.holderId === personId && own.length === 0;
    things.push(...own, ...(holds ? [statusOf(file).label] : []));
  }
  if (cast.heirs?.includes(personId)) things.push(`${requesterName(file)} has left. Take it over?`);
  return things;
}

function levelIsTheirs({ request, cast, policy }: CaseFile, personId: string): boolean {
  const plan = policy.pack.data_requests;
  return request.level === undefined && isLevelled(plan, request) && cast.classifiers.includes(personId);
}

/** Until a step waits for the level, what is due is somebody else's. */
function levelDue(file: CaseFile): Due | undefined {
  return waitsForClassification(file.policy.pack.data_requests, file.request) ? dueOf(file) : undefined;
}

/** A step that names a role, for those who take it and those who record what they decided. */
function taking({ request, cast, policy }: CaseFile, personId: string): readonly string[] {
  const plan = policy.pack.data_requests;
  const position = positionOf(plan, request);
  if (position.at !== 'step') return [];
  if (turnOf(plan, request, cast).includes(personId)) return [`Your turn: ${yours(position.step)}`];
  return recordersOf(plan, cast, position.step).includes(personId)
    ? [`Decided elsewhere? Record this step: ${position.step.name}`]
    : [];
}

function answering(file: CaseFile, personId: string): readonly string[] {
  const reach = reachOf(file);
  const holds = [file.request.holderId, openQuestion(file.request)?.askedById].includes(personId);
  switch (reach.how) {
    case 'here':
      if (reach.personId === personId) return ['A question to answer'];
      return holds ? ['Waits for an answer to your question'] : [];
    case 'email':
      return holds ? ['Waits for an answer by e-mail, to be recorded'] : [];
    case 'phone':
      if (reach.callers.includes(personId))
        return [`Call ${requesterName(file)}${atNumber(file)} with the question, and record the answer`];
      return holds ? ['Waits for an answer to your question'] : [];
  }
}

function asked({ request }: CaseFile, personId: string): boolean {
  return request.requesterId === personId || request.typedById === personId;
}

/** Sorted and marked by when its step is due; whoever asked may need it sooner. */
function waitsForMe(file: CaseFile, what: string, due: Due | undefined): Task {
  const { neededBy } = file.request;
  return {
    list: 'waits-for-me',
    title: `${reference(file.request)} · ${titleOf(file)}`,
    detail: [
      what,
      ...(due ? [`${due.says} (${due.src})`] : []),
      ...(neededBy ? [`needed by ${sayDay(neededBy)}`] : []),
    ].join('; '),
    ...(due ? { dueOn: due.day, late: due.late } : {}),
    action: showAction(file),
  };
}

function askedFor(file: CaseFile, asker: Person): Task {
  const { neededBy } = file.request;
  return {
    list: 'i-asked-for',
    title: `${reference(file.request)} · ${titleOf(file)}`,
    detail: `${statusOf(file).label}. ${nextSentence(file, asker)}`,
    ...(neededBy ? { dueOn: neededBy.toString() } : {}),
    action: showAction(file),
  };
}
