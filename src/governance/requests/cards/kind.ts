/** What kind of request it is, under which rule, by when an answer is owed, and what the plan asked about it. */
import type { Block } from '../../../chat/card.ts';
import { sayDay } from '../../../chat/say-when.ts';
import type { Question, Step } from '../../../policy/schema-requests.ts';
import { answerDay } from '../rules/answer-day.ts';
import { type Answer, answerTo, lastRelease, sentRelease } from '../rules/request.ts';
import { allSteps, workflowOf } from '../rules/workflow.ts';
import type { CaseFile } from '../store/case-file.ts';
import { nameOf, requesterName, wordsOf } from './names.ts';

type Fact = { readonly label: string; readonly value: string };

/** The kind that most are is not named, unless something hangs on it. */
export function kindFacts(file: CaseFile): readonly Fact[] {
  const { request, policy } = file;
  const { routes } = policy.pack.data_requests;
  const route = routes[request.route];
  const isUsual = request.route === Object.keys(routes)[0];
  return [
    ...(isUsual ? [] : [{ label: 'Kind', value: `${route?.name ?? request.route} (${route?.src ?? ''})` }]),
    ...(request.pii ? [{ label: 'Students', value: 'The data may identify students' }] : []),
    ...answerFacts(file),
  ];
}

/** Every day that is shown says its rule. */
function answerFacts({ request, policy }: CaseFile): readonly Fact[] {
  if (!request.answerBy) return [];
  const rule = answerDay(policy.pack.data_requests, policy.calendar, request);
  const why = rule ? `. ${rule.says} (${rule.src})` : '';
  return [{ label: 'Answer owed by', value: `${sayDay(request.answerBy)}${why}` }];
}

/** What exactly is authorised: these data, for this requester and these recipients, and no others (003 §3.3). */
export function authorisedBlocks(file: CaseFile): readonly Block[] {
  const { request, policy, collections } = file;
  const made = lastRelease(request);
  const detail = policy.pack.data_requests.details.find(({ id }) => id === request.detail);
  const recipients = wordsOf(file, 'recipients');
  const facts = [
    { label: 'For', value: requesterName(file) },
    { label: 'Data', value: collections.map(({ name }) => name).join(', ') },
    { label: 'How detailed?', value: detail?.label ?? request.detail },
    ...(made ? [{ label: 'Prepared', value: `Version ${made.version}, in ${made.folderLink}` }] : []),
  ];
  return [
    { kind: 'facts', facts },
    ...(recipients ? [{ kind: 'quote' as const, label: 'Who will receive the data', text: recipients }] : []),
  ];
}

/** For a letter, while it waits: the day and its rule, as the card says them. */
export function answerDayBlocks(file: CaseFile): readonly Block[] {
  const facts = file.request.state === 'open' && !sentRelease(file.request) ? answerFacts(file) : [];
  return facts.length > 0 ? [{ kind: 'facts', facts }] : [];
}

/** F: whoever asked under the act and was refused reads how to appeal; whatever was refused, in the act's own words. */
export function appealBlocks({ request, policy }: CaseFile): readonly Block[] {
  const act = policy.pack.data_requests.public_records;
  if (!act || request.publicRecordById === undefined || request.state !== 'declined') return [];
  const text = `${act.denial.trim()} ${act.name}, law as of ${sayDay(act.version)}.`;
  return [{ kind: 'note', tone: 'info', text }];
}

/** What was answered when it was filed, for everybody who sees it. */
export function filedAnswers(file: CaseFile): readonly Block[] {
  const asks = file.policy.pack.data_requests.routes[file.request.route]?.asks ?? [];
  return answerBlocks(file, asks, ({ stayId }) => stayId === undefined);
}

/** What was answered at its steps, for whoever works on it; whoever asked sees none of it. */
export function stepAnswers(file: CaseFile, viewerId: string): readonly Block[] {
  const { request, policy } = file;
  if (request.answers.length === 0) return [];
  if ([request.requesterId, request.typedById].includes(viewerId) && !worksOn(file, viewerId)) return [];
  const plan = policy.pack.data_requests;
  // Its own steps first: another kind may ask something else by the same name.
  const asks = [...workflowOf(plan, request), ...allSteps(plan)].flatMap((step) => step.asks);
  const once = asks.filter(({ id }, at) => asks.findIndex((one) => one.id === id) === at);
  return answerBlocks(file, once, ({ stayId }) => stayId !== undefined);
}

/** Above the questions of a step: what it is, where it stands, and what the request is for. */
export function gatherBlocks(file: CaseFile, step: Step): readonly Block[] {
  const route = file.policy.pack.data_requests.routes[file.request.route];
  const purpose = wordsOf(file, 'purpose');
  return [
    { kind: 'text', text: `${step.name} (${step.src}).` },
    ...(route ? [{ kind: 'text' as const, text: route.says.trim() }] : []),
    ...(purpose ? [{ kind: 'quote' as const, label: 'Purpose', text: purpose }] : []),
  ];
}

/** Typed it in and has a part in it all the same, as the Student Data Manager has. */
function worksOn({ request, staff, policy }: CaseFile, viewerId: string): boolean {
  if (request.requesterId === viewerId) return false;
  const { pii } = policy.pack.data_requests;
  const overseers = [...staff.coordinators, ...(staff.holdersOf.get(pii.authorised_by) ?? [])];
  return overseers.includes(viewerId);
}

/** Days, choices and people as facts; words as they were typed. */
function answerBlocks(
  file: CaseFile,
  asks: readonly Question[],
  which: (answer: Answer) => boolean,
): readonly Block[] {
  const given = asks.flatMap((ask) => {
    const answer = answerTo(file.request, ask.id);
    return answer && which(answer) ? [{ ask, answer }] : [];
  });
  const facts = given.flatMap(({ ask, answer }) => {
    const value = answer.value === undefined ? undefined : sayAnswer(file, ask, answer.value);
    return value === undefined ? [] : [{ label: ask.label, value }];
  });
  const quotes = given.flatMap(({ ask, answer }): Block[] => {
    const text = answer.value === undefined ? wordsOf(file, `given:${answer.id}`) : undefined;
    return text ? [{ kind: 'quote', label: ask.label, text }] : [];
  });
  return [...(facts.length > 0 ? [{ kind: 'facts' as const, facts }] : []), ...quotes];
}

function sayAnswer(file: CaseFile, { kind, options }: Question, value: string): string {
  switch (kind) {
    case 'yes_no':
      return value === 'yes' ? 'Yes' : 'No';
    case 'choice':
      return options.find(({ id }) => id === value)?.label ?? value;
    case 'date':
      return sayDay(value);
    case 'person':
      return nameOf(file, value);
    case 'text':
    case 'long_text':
    case 'reference':
      return value;
  }
}
