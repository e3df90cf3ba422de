/** A data request on a card: for a person, with the buttons they may press; for a place, with one "Open". */
import type { Person } from '../../../app/person.ts';
import type { Block, Card } from '../../../chat/card.ts';
import { sayDay, sayMoment } from '../../../chat/say-when.ts';
import { heldSince } from '../rules/held.ts';
import { reference } from '../rules/request.ts';
import { isLevelled } from '../rules/workflow.ts';
import { type CaseFile, requestKind } from '../store/case-file.ts';
import { notForMe, passersBy } from '../store/heirs.ts';
import { agreementBlocks } from './agreement.ts';
import { buttonsFor } from './buttons.ts';
import { dueOf } from './due.ts';
import { appealBlocks, filedAnswers, kindFacts, stepAnswers } from './kind.ts';
import { inPlaceName, nameOf, oneOf, requesterName, titleOf, wordsOf } from './names.ts';
import { neededBy } from './need.ts';
import { nextSentence } from './next.ts';
import { pathBlock } from './path.ts';
import { owedBlocks, publicationBlocks } from './publication.ts';
import { atNumber, numberFor, reachOf, whyByCall } from './reach.ts';
import { releaseBlocks } from './release.ts';
import { rulingBlocks } from './ruling.ts';
import { statusOf } from './state.ts';

/** `lead` stands first: what a notice has to say. */
export function requestCard(file: CaseFile, viewer: Person, lead: readonly Block[] = []): Card {
  return {
    audience: 'person',
    title: `${reference(file.request)} · ${titleOf(file)}`,
    status: statusOf(file),
    blocks: [
      ...lead,
      ...bouncedBlocks(file),
      ...bodyBlocks(file, viewer),
      ...agreementBlocks(file, viewer),
      ...rulingBlocks(file, viewer),
      ...releaseBlocks(file, viewer),
      pathBlock(file),
      { kind: 'note', tone: 'info', text: nextSentence(file, viewer) },
    ],
    actions: buttonsFor(file, viewer),
    about: { kind: requestKind, id: file.request.id },
  };
}

/** Nobody works on, and sends, in the belief that whoever asked reads what is written to them. */
function bouncedBlocks(file: CaseFile): readonly Block[] {
  const reach = reachOf(file);
  if (!file.outsider?.bounced || reach.how !== 'phone') return [];
  const text = `${requesterName(file)} ${whyByCall(file)}. ${oneOf(file, reach.callers)} tells them${atNumber(file)} what was written to them and what comes.`;
  return [{ kind: 'note', tone: 'warning', text }];
}

/** Says nothing that not everybody in the channel may read. */
export function placeCard(file: CaseFile): Card {
  const { id } = file.request;
  return {
    audience: 'place',
    title: reference(file.request),
    status: statusOf(file),
    blocks: [],
    actions: [{ kind: 'run', id: 'request.show', label: 'Open', payload: { id } }],
    about: { kind: requestKind, id },
  };
}

function bodyBlocks(file: CaseFile, viewer: Person): readonly Block[] {
  const quotes: readonly (readonly [string, string])[] = [
    ['question', 'Question'],
    ...alsoAsked(file),
    ['purpose', 'Purpose'],
    ['recipients', 'Who will receive the data'],
    ['groups', 'Groups and years'],
    ['interest', 'Why it is needed'],
    ['classification_reason', 'Reason for the risk level'],
    ...file.request.questions.flatMap(({ id, askedById, askedAt }) => [
      [
        `question:${id}`,
        `${nameOf(file, askedById)} asked on ${sayMoment(askedAt, file.policy.calendar.zone)}`,
      ] as const,
      [`answer:${id}`, 'Answer'] as const,
    ]),
    ['pii_reason', 'Why the data may identify students'],
    ['not_pii_reason', 'Why the data identify nobody'],
    ['public_record_reason', 'What makes it a public-records request'],
    ['hand_over_note', 'Note for the next steward'],
    ...passersBy(file.words).map(
      (personId) => [notForMe(personId), `${nameOf(file, personId)} does not take it over`] as const,
    ),
    ['decline_reason', 'Reason'],
    ['decline_instead', 'What could be asked for instead'],
    ['withdraw_reason', 'Reason for withdrawing'],
    ['public_link', 'Where it is public'],
    ['public_note', 'About it'],
    ['delivery_note', 'Note on the delivery'],
  ];
  return [
    { kind: 'facts', facts: factsOf(file, viewer) },
    ...quotes.flatMap(([field, label]): Block[] => {
      const text = wordsOf(file, field);
      return text ? [{ kind: 'quote', label, text }] : [];
    }),
    ...appealBlocks(file),
    ...filedAnswers(file),
    ...stepAnswers(file, viewer.id),
    ...publicationBlocks(file),
    ...owedBlocks(file, viewer),
  ];
}

function factsOf(file: CaseFile, viewer: Person): { label: string; value: string }[] {
  const { request, policy } = file;
  const plan = policy.pack.data_requests;
  const label = (list: readonly { id: string; label: string }[], id: string) =>
    list.find((one) => one.id === id)?.label ?? id;
  const number = numberFor(file, viewer.id);
  const again = file.numbers.get(request.resubmissionOfId ?? '');
  const due = dueOf(file);
  const needed = neededBy(file);
  return [
    { label: 'Asked by', value: requesterName(file) },
    ...(number ? [{ label: 'Phone', value: number }] : []),
    ...(request.requesterId === request.typedById
      ? []
      : [
          {
            label: 'Came in',
            value: `${label(plan.came_in_by, request.cameInBy)} on ${sayDay(request.cameInOn)}, typed in by ${nameOf(file, request.typedById)}`,
          },
        ]),
    { label: 'Filed', value: sayMoment(request.filedAt, policy.calendar.zone) },
    ...(again ? [{ label: 'Filed again after', value: `DR-${again}, which was not approved` }] : []),
    ...(file.again ? [{ label: 'Filed again as', value: `DR-${file.again}` }] : []),
    ...linkFacts(file),
    ...kindFacts(file),
    { label: 'Data', value: file.collections.map(({ name }) => name).join(', ') },
    { label: 'How detailed?', value: label(plan.details, request.detail) },
    { label: 'Format', value: label(plan.formats, request.format) },
    ...(needed ? [{ label: 'Needed by', value: needed }] : []),
    ...(isLevelled(plan, request) ? [{ label: 'Risk level', value: levelValue(file) }] : []),
    { label: 'With', value: withWhom(file) },
    ...(due ? [{ label: 'This step is', value: `${due.says} (${due.src})` }] : []),
  ];
}

function linkFacts({ request, numbers }: CaseFile): { label: string; value: string }[] {
  const from = numbers.get(request.splitFromId ?? '');
  const into = numbers.get(request.mergedIntoId ?? '');
  return [
    ...(from ? [{ label: 'Split from', value: `DR-${from}` }] : []),
    ...(into ? [{ label: 'Answered by', value: `DR-${into}` }] : []),
  ];
}

/** What was asked in requests that this one answers too. */
function alsoAsked({ words }: CaseFile): readonly (readonly [string, string])[] {
  return Object.keys(words).flatMap((field) => {
    const [what, number] = field.split(':');
    return what === 'also_asked' ? [[field, `Also asked, in DR-${number}`] as const] : [];
  });
}

function withWhom(file: CaseFile): string {
  const { request, policy } = file;
  if (!request.holderId) return 'nobody yet';
  const since = heldSince(policy.pack.data_requests, request);
  const name = inPlaceName(file, request.holderId);
  return since ? `${name}, since ${sayDay(policy.calendar.localDay(since))}` : name;
}

function levelValue(file: CaseFile): string {
  const { request, policy } = file;
  const plan = policy.pack.data_requests;
  const level = request.level === undefined ? undefined : plan.levels[request.level];
  if (!level) return 'not set yet';
  const standing = request.levelStandingId ? ', by the standing decision for this report' : '';
  return `${level.name}${standing}`;
}
