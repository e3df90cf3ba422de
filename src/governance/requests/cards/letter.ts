/** A letter to somebody outside: what happened, their own words, what they may know of the rest, and how to answer. */
import type { Block } from '../../../chat/card.ts';
import { openQuestion, sentRelease } from '../rules/request.ts';
import type { CaseFile } from '../store/case-file.ts';
import { answerDayBlocks, appealBlocks } from './kind.ts';
import type { Lead } from './leads.ts';
import { nameOf, wordsOf } from './names.ts';
import { needSentence } from './need.ts';
import { nextSentence } from './next.ts';
import { publicationBlocks } from './publication.ts';
import { definitionBlocks, releaseFacts } from './release.ts';
import { statusOf } from './state.ts';
import { termsBlocks } from './terms.ts';

export function letterBlocks(file: CaseFile, lead: Lead): readonly Block[] {
  const { request, outsider } = file;
  const question = openQuestion(request);
  const sent = sentRelease(request);
  const reader = outsider && { id: outsider.id, roles: [] };
  const need = needSentence(file);
  return [
    { kind: 'text', text: `Dear ${outsider?.name ?? 'reader'},` },
    { kind: 'text', text: lead.text },
    ...quote(file, 'What you asked', 'question'),
    ...answerDayBlocks(file),
    ...(question
      ? [
          ...quote(file, `${nameOf(file, question.askedById)} asks`, `question:${question.id}`),
          {
            kind: 'text' as const,
            text: `Please answer by e-mail to ${file.people.get(question.askedById)?.email ?? 'the district'}. Name no student.`,
          },
        ]
      : []),
    ...quote(file, 'Reason', 'decline_reason'),
    ...quote(file, 'What you could ask for instead', 'decline_instead'),
    ...appealBlocks(file),
    ...publicationBlocks(file),
    ...quote(file, 'Where it is public', 'public_link'),
    ...quote(file, 'About it', 'public_note'),
    ...request.releases.flatMap((release) =>
      release.recalledAt ? quote(file, 'Why it was called back', `recall_reason:${release.id}`) : [],
    ),
    ...(sent
      ? [
          { kind: 'facts' as const, facts: releaseFacts(file, sent) },
          ...termsBlocks(file),
          ...quote(file, 'Note', 'delivery_note'),
          ...definitionBlocks(file, sent),
        ]
      : []),
    { kind: 'text', text: `It stands at: ${statusOf(file).label}. ${nextSentence(file, reader)}` },
    ...(need ? [{ kind: 'text' as const, text: need }] : []),
    { kind: 'text', text: file.policy.pack.pack.district },
  ];
}

function quote(file: CaseFile, label: string, field: string): Block[] {
  const text = wordsOf(file, field);
  return text ? [{ kind: 'quote', label, text }] : [];
}
