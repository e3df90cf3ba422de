/** Quality assurance by another data steward: passed for one very file, or sent back with reasons (R065, R066). */
import type { Ask } from '../../../app/context.ts';
import type { FormHandler } from '../../../app/feature.ts';
import type { Block } from '../../../chat/card.ts';
import { type Fields, fields } from '../../../chat/form.ts';
import { nameOf, wordsOf } from '../cards/names.ts';
import { nextSentence } from '../cards/next.ts';
import { differentFile } from '../cards/refusals.ts';
import { releaseFacts } from '../cards/release.ts';
import { lastRelease, openStay, reference, withLast } from '../rules/request.ts';
import { positionOf } from '../rules/workflow.ts';
import { type CaseFile, openCaseFile } from '../store/case-file.ts';
import { askedFields, faultsOfAnswers, givenAnswers } from './asks.ts';
import { change } from './change.ts';
import { lookFor } from './look.ts';
import { asMark, markField } from './mark-field.ts';
import { overlapBlocks } from './overlaps.ts';
import { knownPeriod } from './send-record.ts';
import { tellPeople } from './tell.ts';

function asksOf({ policy, request }: CaseFile) {
  const position = positionOf(policy.pack.data_requests, request);
  return position.at === 'step' ? position.step.asks : [];
}

function checkedBlocks(file: CaseFile): readonly Block[] {
  const release = lastRelease(file.request);
  if (!release) return [];
  const note = wordsOf(file, `protection_note:${release.id}`);
  return [
    { kind: 'facts', facts: releaseFacts(file, release) },
    ...(note ? [{ kind: 'quote' as const, label: 'How small groups were protected', text: note }] : []),
  ];
}

const markHint = 'Read from your own copy: it says whether you hold the file that was prepared.';

export const pass: FormHandler = {
  id: 'request.pass',
  access: 'everyone',
  async open(ask, subject) {
    const looked = await lookFor(ask, subject, passing);
    if (!looked.ok) return looked.refused;
    const { file } = looked;
    const wanted = { mark: markField('Mark of your copy', markHint, 'required') } satisfies Fields;
    return {
      title: `Check ${reference(file.request)}`,
      submit: 'Pass',
      intro: [
        {
          kind: 'text',
          text: 'Open the file in the secure folder and look whether every student is protected. Then read the mark of that copy.',
        },
        ...checkedBlocks(file),
        ...(await overlapBlocks(ask, file, knownPeriod(file))),
      ],
      fields: { ...wanted, ...askedFields(asksOf(file)) },
      values: {},
    };
  },
  async submit(act, subject, values) {
    const mark = asMark(values.mark);
    const file = subject.id === undefined ? undefined : await openCaseFile(act, subject.id);
    const asks = file ? asksOf(file) : [];
    const errors = file ? await faultsOf(act, file, mark, values) : {};
    if (Object.keys(errors).length > 0) return { kind: 'invalid', errors };
    const stayId = file && openStay(file.request)?.id;
    const given = givenAnswers(asks, values, { stayId, givenById: act.actor.id, givenAt: act.now });
    return change(act, subject.id, {
      what: 'request.passed',
      move: () => ({ kind: 'qa', passed: true, ...(mark === undefined ? {} : { mark }) }),
      amend: (after) => ({
        ...withLast(after, { checkedById: act.actor.id, checkedAt: act.now, passed: true }),
        answers: [...after.answers, ...given.answers],
      }),
      words: () => given.words,
      facts: (after) => ({
        version: after.version,
        release: lastRelease(after)?.id ?? null,
        mark: mark ?? null,
      }),
      tell: () => {},
      say: (now) =>
        `Same file: version ${lastRelease(now.request)?.version ?? 0} of ${reference(now.request)} has passed. ${nextSentence(now, act.actor)}`,
    });
  },
};

/** May they pass it at all? The mark is compared when it is given. */
function passing({ request }: CaseFile) {
  const mark = lastRelease(request)?.fileHash;
  return { kind: 'qa', passed: true, ...(mark === undefined ? {} : { mark }) } as const;
}

async function faultsOf(
  ask: Ask,
  file: CaseFile,
  mark: string | undefined,
  values: Parameters<typeof faultsOfAnswers>[2],
): Promise<Readonly<Record<string, string>>> {
  const release = lastRelease(file.request);
  const other = release?.fileHash !== undefined && release.fileHash !== mark;
  return {
    ...(await faultsOfAnswers(ask, asksOf(file), values)),
    ...(other ? { mark: differentFile(file) } : {}),
  };
}

const sendBackFields = fields({
  reasons: {
    kind: 'text',
    label: 'What has to be done?',
    hint: 'Whoever prepared the data reads it and makes a new version. Name no student. Whoever asked does not read it.',
    multiline: true,
    max: 2000,
  },
});

export const sendBack: FormHandler<typeof sendBackFields> = {
  id: 'request.send-back',
  access: 'everyone',
  async open(ask, subject) {
    const looked = await lookFor(ask, subject, () => ({ kind: 'qa', passed: false }));
    if (!looked.ok) return looked.refused;
    const { file } = looked;
    return {
      title: `Send back ${reference(file.request)}`,
      submit: 'Send back',
      intro: [
        {
          kind: 'text',
          text: `${nameOf(file, file.request.holderId)} is told, and prepares a new version, which comes here again.`,
        },
        ...checkedBlocks(file),
      ],
      fields: sendBackFields,
      values: {},
    };
  },
  submit: (act, subject, values) =>
    change(act, subject.id, {
      what: 'request.sent-back',
      move: { kind: 'qa', passed: false },
      amend: (after) => withLast(after, { checkedById: act.actor.id, checkedAt: act.now, passed: false }),
      words: (after) => ({ [`qa_reasons:${lastRelease(after)?.id}`]: values.reasons }),
      facts: (after) => ({ version: after.version, release: lastRelease(after)?.id ?? null }),
      tell: (telling) =>
        tellPeople(telling, 'request.sent-back', [telling.file.request.holderId], {
          release: lastRelease(telling.file.request)?.version ?? 0,
          by: act.actor.id,
        }),
      say: (file) =>
        `Sent back. ${nameOf(file, file.request.holderId)} is told why, and prepares a new version.`,
    }),
};
