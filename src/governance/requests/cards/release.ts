/** What was made for a request: who made it, where it lies, what its terms mean and whether it was sent (R071, R090). */
import { holds, type Person } from '../../../app/person.ts';
import type { Block } from '../../../chat/card.ts';
import { sayDay, sayMoment } from '../../../chat/say-when.ts';
import { overseers } from '../rules/oversight.ts';
import type { Release } from '../rules/request.ts';
import type { CaseFile } from '../store/case-file.ts';
import { checklistFacts } from './checklist.ts';
import { nameOf, wordsOf } from './names.ts';
import { termsBlocks } from './terms.ts';

export function releaseBlocks(file: CaseFile, viewer: Person): readonly Block[] {
  const works = seesDrafts(file, viewer);
  return file.request.releases.flatMap((release): Block[] => {
    if (!works && !release.sentAt) return [];
    const recalled = wordsOf(file, `recall_reason:${release.id}`);
    return [
      { kind: 'heading', text: headingOf(file, release, works) },
      {
        kind: 'facts',
        facts: [
          ...releaseFacts(file, release),
          ...(works ? [...checkFacts(file, release), ...checklistFacts(file, release)] : []),
        ],
      },
      ...(works ? draftQuotes(file, release) : []),
      ...(recalled ? [{ kind: 'quote' as const, label: 'Why it was called back', text: recalled }] : []),
      ...(release.sentAt && !release.recalledAt ? termsBlocks(file) : []),
      ...(release.recalledAt ? [] : definitionBlocks(file, release)),
    ];
  });
}

/** Versions count drafts too, which are not for whoever asked: to them it is what was sent on a day. */
function headingOf({ policy }: CaseFile, { version, sentAt }: Release, works: boolean): string {
  return works || !sentAt ? `Version ${version}` : `Sent on ${sayMoment(sentAt, policy.calendar.zone)}`;
}

/** The last one that was called back before it was made. */
function calledBackBefore(file: CaseFile, { version }: Release): Release | undefined {
  return file.request.releases.findLast((one) => one.version < version && one.recalledAt);
}

/**
 * R065: whoever asked sees neither drafts nor counts, nor why something was sent back; whoever typed it in for them
 * neither, unless they work on it.
 */
export function seesDrafts({ request, cast, policy }: CaseFile, viewer: Person): boolean {
  if (request.requesterId === viewer.id) return false;
  if (request.typedById !== viewer.id) return true;
  const works = [request.holderId, request.fulfillerId, ...request.releases.map((one) => one.fulfilledById)];
  return (
    works.includes(viewer.id) ||
    cast.checkers.includes(viewer.id) ||
    holds(viewer, policy.pack.data_requests.route.to, ...overseers(policy.pack.data_requests))
  );
}

/** Bound to the file by its mark. */
function checkFacts(file: CaseFile, release: Release): { label: string; value: string }[] {
  return [
    ...(release.fileHash ? [{ label: 'Mark of the file', value: release.fileHash }] : []),
    ...(release.checkedAt
      ? [
          {
            label: release.passed ? 'Checked and passed' : 'Checked and sent back',
            value: `${nameOf(file, release.checkedById)}, ${sayMoment(release.checkedAt, file.policy.calendar.zone)}`,
          },
        ]
      : []),
  ];
}

function draftQuotes(file: CaseFile, release: Release): Block[] {
  const quotes: readonly (readonly [string, string])[] = [
    [`protection_note:${release.id}`, 'What was done to protect small groups'],
    [`qa_reasons:${release.id}`, 'Why it was sent back'],
  ];
  return quotes.flatMap(([field, label]): Block[] => {
    const text = wordsOf(file, field);
    return text ? [{ kind: 'quote', label, text }] : [];
  });
}

export function releaseFacts(file: CaseFile, release: Release): { label: string; value: string }[] {
  const { policy } = file;
  const method = policy.pack.data_requests.delivery_methods.find(({ id }) => id === release.deliveryMethod);
  const technique = policy.pack.data_requests.techniques.find(({ id }) => id === release.technique);
  const sentBefore = calledBackBefore(file, release)?.sentAt;
  return [
    {
      label: 'Prepared by',
      value: `${nameOf(file, release.fulfilledById)}, ${sayMoment(release.fulfilledAt, policy.calendar.zone)}`,
    },
    { label: 'Date stamp', value: sayDay(release.dateStamp) },
    { label: 'Secure folder', value: release.folderLink },
    ...(technique ? [{ label: 'How small groups are protected', value: technique.label }] : []),
    ...(release.deliveredOn
      ? [
          {
            label: 'Sent',
            value: `${sayDay(release.deliveredOn)} by ${nameOf(file, release.sentById)}: ${method?.label ?? release.deliveryMethod ?? ''}`,
          },
        ]
      : []),
    ...(sentBefore
      ? [
          {
            label: 'Replaces',
            value: `what was sent on ${sayMoment(sentBefore, policy.calendar.zone)}, which was called back`,
          },
        ]
      : []),
    ...(release.recalledAt
      ? [
          {
            label: 'Called back',
            value: `${sayMoment(release.recalledAt, policy.calendar.zone)} by ${nameOf(file, release.recalledById)}: do not use it`,
          },
        ]
      : []),
  ];
}

export function definitionBlocks(file: CaseFile, release: Release): Block[] {
  return release.definitions.flatMap((one): Block[] => {
    const name = file.collections.find(({ id }) => id === one.collectionId)?.name ?? 'Data';
    return [
      { kind: 'quote', label: `${name}: definitions`, text: one.definitions },
      { kind: 'quote', label: `${name}: business rules`, text: one.businessRules },
    ];
  });
}
