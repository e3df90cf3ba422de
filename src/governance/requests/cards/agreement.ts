/** An agreement on a request's card: its reference, until when it holds, and a link to read and print it. */
import type { Person } from '../../../app/person.ts';
import type { Block, ListItem } from '../../../chat/card.ts';
import { sayDay } from '../../../chat/say-when.ts';
import { type Agreement, agreementOf, replacedBy } from '../rules/request.ts';
import { rulingsLeft } from '../rules/workflow.ts';
import type { CaseFile } from '../store/case-file.ts';
import { nameOf, wordsOf } from './names.ts';

/** Whoever asked reads it once nobody has to decide on it any more; a void one they don't. */
export function mayRead({ request, policy }: CaseFile, viewer: Pick<Person, 'id'>, one: Agreement): boolean {
  const asks = [request.requesterId, request.typedById].includes(viewer.id);
  return !asks || (!one.voidedAt && !rulingsLeft(policy.pack.data_requests, request));
}

export function agreementItem(file: CaseFile, viewer: Pick<Person, 'id'>): ListItem | undefined {
  const agreement = agreementOf(file.request);
  return agreement && mayRead(file, viewer, agreement) ? itemOf(file, agreement) : undefined;
}

export function agreementBlocks(file: CaseFile, viewer: Pick<Person, 'id'>): readonly Block[] {
  const readable = file.request.agreements.filter((one) => mayRead(file, viewer, one));
  if (readable.length === 0) return [];
  return [
    { kind: 'list', items: readable.map((one) => itemOf(file, one)) },
    ...correctionBlocks(file, viewer),
  ];
}

/** What was put right in the version that stands, for those who decide on it. */
export function correctionBlocks(file: CaseFile, viewer: Pick<Person, 'id'>): readonly Block[] {
  const agreement = agreementOf(file.request);
  const text = agreement && wordsOf(file, `agreement_change:${agreement.id}`);
  if (!text || !mayRead(file, viewer, agreement)) return [];
  return [{ kind: 'quote', label: `What was put right in ${titleOf(agreement)}`, text }];
}

function titleOf({ reference, version }: Agreement): string {
  return `Agreement ${reference}${version > 1 ? `, version ${version}` : ''}`;
}

function itemOf(file: CaseFile, agreement: Agreement): ListItem {
  const next = replacedBy(file.request, agreement);
  const drafted = `drafted by ${nameOf(file, agreement.draftedById)}`;
  return {
    title: titleOf(agreement),
    detail: agreement.voidedAt
      ? `${next ? `Replaced by version ${next.version} on` : 'Void since'} ${sayDay(file.policy.calendar.localDay(agreement.voidedAt))}; ${drafted}`
      : `Until ${sayDay(agreement.endsOn)}; ${drafted}`,
    ...(agreement.voidedAt ? { tone: 'warning' as const } : {}),
    action: {
      kind: 'link',
      label: 'Read and print',
      path: `/documents/request.agreement?request=${file.request.id}&agreement=${agreement.id}`,
    },
  };
}
