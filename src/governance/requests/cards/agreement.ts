/** An agreement on a request's card: its reference, until when it holds, and a link to read and print it. */
import type { Person } from '../../../app/person.ts';
import type { Block, ListItem } from '../../../chat/card.ts';
import { sayDay } from '../../../chat/say-when.ts';
import { Temporal } from '../../../kernel/clock.ts';
import { earliest } from '../rules/earliest.ts';
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

/** What was put right in the version that stands, for those who decide on it; not for whoever asked. */
export function correctionBlocks(file: CaseFile, viewer: Pick<Person, 'id'>): readonly Block[] {
  const agreement = agreementOf(file.request);
  const text = agreement && wordsOf(file, `agreement_change:${agreement.id}`);
  if (!text || [file.request.requesterId, file.request.typedById].includes(viewer.id)) return [];
  return [{ kind: 'quote', label: `What was put right in ${titleOf(agreement)}`, text }];
}

/** Nothing is sent under it any more. */
export function agreementOver({ request, today }: CaseFile): boolean {
  const agreement = agreementOf(request);
  return agreement !== undefined && Temporal.PlainDate.compare(agreement.endsOn, today) < 0;
}

/** Ended, or ends before the data can be counted on: somebody should see that before they decide. */
function endsTooSoon({ request, policy, today, asOf }: CaseFile, { endsOn }: Agreement): boolean {
  const sent = earliest(policy.pack.data_requests, policy.calendar, request, undefined, asOf)?.on;
  return request.state === 'open' && Temporal.PlainDate.compare(endsOn, sent ?? today) < 0;
}

function term(file: CaseFile, agreement: Agreement): string {
  const until = sayDay(agreement.endsOn);
  if (agreementOver(file)) return `Ended on ${until}`;
  return endsTooSoon(file, agreement)
    ? `Until ${until}, which is before the data can be counted on`
    : `Until ${until}`;
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
      : `${term(file, agreement)}; ${drafted}`,
    ...(agreement.voidedAt || endsTooSoon(file, agreement) ? { tone: 'warning' as const } : {}),
    action: {
      kind: 'link',
      label: 'Read and print',
      path: `/documents/request.agreement?request=${file.request.id}&agreement=${agreement.id}`,
    },
  };
}
