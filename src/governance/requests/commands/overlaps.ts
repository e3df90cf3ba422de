/** Warns of earlier releases of the same data whose figures could be subtracted from these (B15). */
import type { Ask } from '../../../app/context.ts';
import type { Block } from '../../../chat/card.ts';
import { sayDay } from '../../../chat/say-when.ts';
import type { Period } from '../../disclosure/rules/period.ts';
import { type Entry, overlapping } from '../../disclosure/store/ledger.ts';
import { type CaseFile, requestKind } from '../store/case-file.ts';

/** More are said to be there, and stand in the ledger. */
const mostListed = 8;

/** On the forms of whoever protects, checks and sends. Without a known period, releases of any time. */
export async function overlapBlocks(
  ask: Ask,
  file: CaseFile,
  period: Period | undefined,
): Promise<readonly Block[]> {
  const found = await overlapsOf(ask, file, period);
  if (found.length === 0) return [];
  const listed = found.slice(0, mostListed);
  const more = found.length > mostListed ? ', and more in the ledger' : '';
  return [
    {
      kind: 'note',
      tone: 'warning',
      text: `The same data were sent before${period ? ' for days that overlap' : ''}: ${listed.map((one) => sayEntry(file, one)).join('; ')}${more}. Make sure that nothing about few students can be worked out from both together.`,
    },
  ];
}

/** The same in one sentence, for the days that were really sent. */
export async function overlapWarning(ask: Ask, file: CaseFile, period: Period | undefined): Promise<string> {
  const found = await overlapsOf(ask, file, period);
  if (found.length === 0) return '';
  const listed = found.slice(0, mostListed).map(({ reference }) => reference);
  return ` It overlaps with earlier releases of the same data: ${[...new Set(listed)].join(', ')}${found.length > mostListed ? ' and more' : ''}.`;
}

function overlapsOf(ask: Ask, file: CaseFile, period: Period | undefined): Promise<readonly Entry[]> {
  // A release about named students is no table to be subtracted from another.
  if (file.request.pii) return Promise.resolve([]);
  return overlapping(ask.reader, {
    ...{ collectionIds: file.request.collectionIds, period },
    notOf: { kind: requestKind, id: file.request.id },
    limit: mostListed + 1,
  });
}

function sayEntry({ policy }: CaseFile, one: Entry): string {
  const detail = policy.pack.data_requests.details.find(({ id }) => id === one.detail)?.label ?? one.detail;
  const recalled = one.recalledAt ? ', called back since' : '';
  return `${one.reference} (${detail}, ${one.period.from} to ${one.period.until}, sent ${sayDay(one.sentOn)}${recalled})`;
}
