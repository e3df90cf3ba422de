/** What was made for a request: who made it, where it lies, what its terms mean and whether it was sent (R071, R090). */
import type { Person } from '../../../app/person.ts';
import type { Block } from '../../../chat/card.ts';
import { sayDay, sayMoment } from '../../../chat/say-when.ts';
import type { Release } from '../rules/request.ts';
import type { CaseFile } from '../store/case-file.ts';
import { nameOf, wordsOf } from './names.ts';

export function releaseBlocks(file: CaseFile, viewer: Person): readonly Block[] {
  const asks = [file.request.requesterId, file.request.typedById].includes(viewer.id);
  return file.request.releases.flatMap((release): Block[] => {
    // Whoever asked sees what was made once it is sent, and not while it is being checked.
    if (asks && !release.sentAt && release.fulfilledById !== viewer.id) return [];
    const recalled = wordsOf(file, `recall_reason:${release.id}`);
    return [
      { kind: 'heading', text: `Version ${release.version}` },
      { kind: 'facts', facts: releaseFacts(file, release) },
      ...(recalled ? [{ kind: 'quote' as const, label: 'Why it was called back', text: recalled }] : []),
      ...(release.recalledAt ? [] : definitionBlocks(file, release)),
    ];
  });
}

export function releaseFacts(file: CaseFile, release: Release): { label: string; value: string }[] {
  const { policy } = file;
  const method = policy.pack.data_requests.delivery_methods.find(({ id }) => id === release.deliveryMethod);
  const replaces = file.request.releases.find(({ version }) => version === release.version - 1);
  return [
    {
      label: 'Prepared by',
      value: `${nameOf(file, release.fulfilledById)}, ${sayMoment(release.fulfilledAt, policy.calendar.zone)}`,
    },
    { label: 'Date stamp', value: sayDay(release.dateStamp) },
    { label: 'Secure folder', value: release.folderLink },
    ...(release.deliveredOn
      ? [
          {
            label: 'Sent',
            value: `${sayDay(release.deliveredOn)} by ${nameOf(file, release.sentById)}: ${method?.label ?? release.deliveryMethod ?? ''}`,
          },
        ]
      : []),
    ...(replaces?.recalledAt
      ? [{ label: 'Replaces', value: `version ${replaces.version}, which was called back` }]
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
