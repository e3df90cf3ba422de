/** The first draft of an agreement, made of the request's facts, to read and print. Not legal advice, and it says so. */
import type { DocumentBlock } from '../../../chat/document.ts';
import { sayDay } from '../../../chat/say-when.ts';
import type { MemorandumCondition } from '../../../policy/schema-memorandum.ts';
import type { Duration } from '../../../policy/schema-words.ts';
import { type Agreement, reference, replacedBy } from '../rules/request.ts';
import { rulingsLeft } from '../rules/workflow.ts';
import type { CaseFile } from '../store/case-file.ts';
import { detailLabel, nameOf, requesterName, wordsOf } from './names.ts';

export function agreementPage(file: CaseFile, agreement: Agreement): readonly DocumentBlock[] {
  const { request, policy } = file;
  const { district } = policy.pack.pack;
  const { memorandum } = policy.pack.data_requests;
  const recipient = requesterName(file);
  const words = (field: string) => wordsOf(file, `${field}:${agreement.id}`) ?? '';
  const numbered = sections(file, agreement, recipient);
  return [
    standing(file, agreement),
    {
      kind: 'facts',
      facts: [
        { label: 'Between', value: `${district} (the district) and ${recipient} (the recipient)` },
        {
          label: 'For',
          value: `${reference(request)}, filed on ${sayDay(policy.calendar.localDay(request.filedAt))}`,
        },
        {
          label: 'Drafted',
          value: `${sayDay(policy.calendar.localDay(agreement.draftedAt))} by ${nameOf(file, agreement.draftedById)}`,
        },
        { label: 'In force until', value: sayDay(agreement.endsOn) },
        ...(agreement.version > 1 ? [{ label: 'Version', value: String(agreement.version) }] : []),
      ],
    },
    { kind: 'heading', text: '1. Purpose' },
    {
      kind: 'quote',
      label: memorandum?.purpose ?? 'Purpose',
      text: words('agreement_purpose'),
    },
    { kind: 'heading', text: '2. Data and scope' },
    {
      kind: 'facts',
      facts: [
        { label: 'Data', value: file.collections.map(({ name }) => name).join(', ') },
        { label: 'Detail', value: detailLabel(file) },
        {
          label: 'Students',
          value: request.pii ? 'The data may identify students' : 'The data identify no student',
        },
      ],
    },
    { kind: 'quote', label: 'Scope', text: words('agreement_scope') },
    { kind: 'quote', label: 'Who sees the data', text: wordsOf(file, 'recipients') ?? '' },
    ...numbered.flatMap(({ title, texts }, at): DocumentBlock[] => [
      { kind: 'heading', text: `${at + 3}. ${title}` },
      ...texts.map((text) => ({ kind: 'text' as const, text })),
    ]),
    { kind: 'heading', text: 'Signatures' },
    {
      kind: 'facts',
      facts: [`For ${district}`, `For ${recipient}`].flatMap((label) =>
        [label, 'Name and title', 'Date'].map((one) => ({ label: one, value: '_'.repeat(30) })),
      ),
    },
  ];
}

/** What may be done with it now: decided on, signed, or nothing any more. */
function standing(file: CaseFile, agreement: Agreement): DocumentBlock {
  const { request, policy } = file;
  const plan = policy.pack.data_requests;
  const next = replacedBy(request, agreement);
  if (agreement.voidedAt) {
    const since = `Void since ${sayDay(policy.calendar.localDay(agreement.voidedAt))}`;
    const why = next ? `version ${next.version} takes its place` : 'what it was drafted for did not go on';
    return { kind: 'note', tone: 'danger', text: `${since}: ${why}.` };
  }
  return rulingsLeft(plan, request)
    ? { kind: 'note', tone: 'warning', text: plan.memorandum?.note ?? '' }
    : { kind: 'note', tone: 'good', text: 'Nobody has to decide on it any more: everybody approved it.' };
}

interface Section {
  readonly title: string;
  readonly texts: readonly string[];
}

/** The plan's words, with what is open in them filled in; a section of which nothing is left is not numbered. */
function sections(file: CaseFile, agreement: Agreement, recipient: string): readonly Section[] {
  const { pii, route } = file.request;
  const plan = file.policy.pack.data_requests;
  const kind = plan.routes[route];
  const terms = kind?.disclosure?.redisclosure;
  const copy = kind?.publication?.copy;
  const holds: Readonly<Record<MemorandumCondition, boolean>> = {
    pii,
    no_pii: !pii,
    redisclosure: terms !== undefined,
    no_redisclosure: terms === undefined,
    publication: copy !== undefined,
    no_publication: copy === undefined,
  };
  const gaps: Readonly<Record<string, string>> = {
    recipient,
    until: sayDay(agreement.endsOn),
    redisclosure: terms ?? '',
    copy: copy ? sayDuration(copy) : '',
  };
  return (plan.memorandum?.sections ?? []).flatMap(({ title, texts }) => {
    const said = texts
      .filter(({ when }) => when === undefined || holds[when])
      .map(({ text }) => text.replace(/\{(\w+)\}/g, (gap, name: string) => gaps[name] ?? gap).trim());
    return said.length > 0 ? [{ title, texts: said }] : [];
  });
}

const units = { h: 'hour', d: 'day', bd: 'business day', sd: 'school day', y: 'year' } as const;

function sayDuration({ amount, unit }: Duration): string {
  return `${amount} ${units[unit]}${amount === 1 ? '' : 's'}`;
}
