/** A data request on a card: for a person, with the buttons they may press; for a place, with one "Open". */
import type { Person } from '../../../app/person.ts';
import type { Block, Card } from '../../../chat/card.ts';
import { reference } from '../rules/request.ts';
import { hasClosedSteps } from '../rules/workflow.ts';
import { type CaseFile, requestKind } from '../store/case-file.ts';
import { buttonsFor } from './buttons.ts';
import { sayDay, sayMoment } from './dates.ts';
import { nameOf, requesterName, titleOf, wordsOf } from './names.ts';
import { pathBlock } from './path.ts';
import { releaseBlocks } from './release.ts';
import { nextSentence, statusOf } from './state.ts';

/** `lead` stands first: what a notice has to say. */
export function requestCard(file: CaseFile, viewer: Person, lead: readonly Block[] = []): Card {
  return {
    audience: 'person',
    title: `${reference(file.request)} · ${titleOf(file)}`,
    status: statusOf(file),
    blocks: [...lead, ...bodyBlocks(file), ...releaseBlocks(file, viewer), pathBlock(file), nowBlock(file)],
    actions: buttonsFor(file, viewer),
    about: { kind: requestKind, id: file.request.id },
  };
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

function nowBlock(file: CaseFile): Block {
  return { kind: 'note', tone: 'info', text: nextSentence(file) };
}

export function bodyBlocks(file: CaseFile): readonly Block[] {
  const quotes: readonly (readonly [string, string])[] = [
    ['question', 'Question'],
    ['purpose', 'Purpose'],
    ['recipients', 'Who will receive the data'],
    ['groups', 'Groups and years'],
    ['interest', 'Why it is needed'],
    ['classification_reason', 'Reason for the risk level'],
    ...file.request.questions.flatMap(({ id, askedById, askedAt }) => [
      [`question:${id}`, `${nameOf(file, askedById)} asked on ${sayMoment(file.policy, askedAt)}`] as const,
      [`answer:${id}`, 'Answer'] as const,
    ]),
    ['hand_over_note', 'Note for the next steward'],
    ['decline_reason', 'Reason for declining'],
    ['withdraw_reason', 'Reason for withdrawing'],
    ['public_link', 'Where it is public'],
    ['public_note', 'About it'],
    ['delivery_note', 'Note on the delivery'],
  ];
  return [
    { kind: 'facts', facts: factsOf(file) },
    ...quotes.flatMap(([field, label]): Block[] => {
      const text = wordsOf(file, field);
      return text ? [{ kind: 'quote', label, text }] : [];
    }),
  ];
}

function factsOf(file: CaseFile): { label: string; value: string }[] {
  const { request, policy } = file;
  const plan = policy.pack.data_requests;
  const label = (list: readonly { id: string; label: string }[], id: string) =>
    list.find((one) => one.id === id)?.label ?? id;
  const facts = [
    { label: 'Asked by', value: requesterName(file) },
    ...(request.requesterId === request.typedById
      ? []
      : [
          {
            label: 'Came in',
            value: `${label(plan.came_in_by, request.cameInBy)} on ${sayDay(request.cameInOn)}, typed in by ${nameOf(file, request.typedById)}`,
          },
        ]),
    { label: 'Filed', value: sayMoment(policy, request.filedAt) },
    { label: 'Data', value: file.collections.map(({ name }) => name).join(', ') },
    { label: 'How detailed?', value: label(plan.details, request.detail) },
    { label: 'Format', value: label(plan.formats, request.format) },
    ...(request.neededBy ? [{ label: 'Needed by', value: sayDay(request.neededBy) }] : []),
    { label: 'Risk level', value: levelValue(file) },
    { label: 'With', value: request.holderId ? nameOf(file, request.holderId) : 'nobody yet' },
  ];
  return facts;
}

function levelValue(file: CaseFile): string {
  const { request, policy } = file;
  const plan = policy.pack.data_requests;
  const level = request.level === undefined ? undefined : plan.levels[request.level];
  if (!level) return 'not set yet';
  const standing = request.levelStandingId ? ', by the standing decision for this report' : '';
  const closed = hasClosedSteps(plan, request.level) ? '; its steps are not all open here yet' : '';
  return `${level.name}${standing}${closed}`;
}
