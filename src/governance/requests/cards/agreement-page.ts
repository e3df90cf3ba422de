/** The first draft of an agreement, made of the request's facts, to read and print. Not legal advice, and it says so. */
import type { DocumentBlock } from '../../../chat/document.ts';
import { sayDay } from '../../../chat/say-when.ts';
import { type Agreement, reference } from '../rules/request.ts';
import type { CaseFile } from '../store/case-file.ts';
import { detailLabel, nameOf, requesterName, wordsOf } from './names.ts';

export function agreementPage(file: CaseFile, agreement: Agreement): readonly DocumentBlock[] {
  const { request, policy } = file;
  const { district } = policy.pack.pack;
  const recipient = requesterName(file);
  const words = (field: string) => wordsOf(file, `${field}:${agreement.id}`) ?? '';
  const numbered = sections(file, agreement, recipient);
  return [
    agreement.voidedAt
      ? {
          kind: 'note',
          tone: 'danger',
          text: `Void since ${sayDay(policy.calendar.localDay(agreement.voidedAt))}: what it was drafted for did not go on.`,
        }
      : {
          kind: 'note',
          tone: 'warning',
          text: 'Draft, not legal advice. The district’s legal staff review it before anybody signs.',
        },
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
      ],
    },
    { kind: 'heading', text: '1. Purpose' },
    {
      kind: 'quote',
      label: 'The data are used for this, and for nothing else',
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
    ...[`For ${district}`, `For ${recipient}`].map(
      (name): DocumentBlock => ({
        kind: 'signature',
        name,
        lines: ['Name and title: ______________________________', 'Date: ____________________'],
      }),
    ),
  ];
}

interface Section {
  readonly title: string;
  readonly texts: readonly string[];
}

/** What 34 CFR 99.31 and 99.35 want agreements to say, in the district's words. */
function sections(file: CaseFile, agreement: Agreement, recipient: string): readonly Section[] {
  const { pii, route } = file.request;
  const plan = file.policy.pack.data_requests;
  const kind = plan.routes[route];
  const copy = kind?.publication;
  return [
    {
      title: 'Words',
      texts: [
        '“Personally identifiable information” is what 34 CFR 99.3 calls so: names, numbers and whatever else, alone or together, lets a reasonable person in the school community identify a student with reasonable certainty.',
        '“De-identified” data are data from which all of it was taken, after a reasonable determination that no student can be identified, also together with other information that is reasonably available (34 CFR 99.31(b)(1)).',
      ],
    },
    {
      title: 'No re-identification',
      texts: [
        `${recipient} does not try to identify anybody in the data, and links them with no other data so that anybody could be identified. Whoever comes upon a student’s identity tells the district at once, and nobody else.`,
      ],
    },
    {
      title: 'No redisclosure',
      texts: [
        kind?.disclosure?.redisclosure ??
          'The data are not passed on to anybody who is not named above. Results are published only in a form in which nobody can be identified.',
        ...(copy
          ? [
              `A copy of what is to be published or presented goes to the district at least ${copy.copy.amount} business days before (${copy.src}).`,
            ]
          : []),
      ],
    },
    {
      title: 'Security',
      texts: [
        'The data travel by SFTP between named people, never by e-mail. They are kept under a password, where only those named above can read them, and on no unsecured drive or personal device.',
        'Whoever learns or suspects that anybody else has seen the data tells the district at once.',
      ],
    },
    {
      title: 'At the end',
      texts: pii
        ? [
            `The data are destroyed when they are no longer needed for the purpose, at the latest on ${sayDay(agreement.endsOn)}, and a certificate of their destruction goes to the district (34 CFR 99.35).`,
          ]
        : [
            'The data are de-identified, so no certificate of destruction is asked for. What is said above about re-identification and redisclosure holds for as long as anybody has them.',
          ],
    },
    {
      title: 'Term',
      texts: [
        `This agreement is in force from its last signature until ${sayDay(agreement.endsOn)}. The district may end it at once, and call the data back, if it is broken.`,
      ],
    },
  ];
}
