/** Protect small groups: which technique was used, what was done in words, and the mark of the file as it is now (R065). */
import type { FormHandler } from '../../../app/feature.ts';
import { type Fields, fields } from '../../../chat/form.ts';
import { nextSentence } from '../cards/next.ts';
import { releaseFacts } from '../cards/release.ts';
import { markWantedAt } from '../rules/file-mark.ts';
import { lastRelease, openStay, reference, withLast } from '../rules/request.ts';
import type { CaseFile } from '../store/case-file.ts';
import { change } from './change.ts';
import { lookFor } from './look.ts';
import { asMark, markField } from './mark-field.ts';
import { overlapBlocks } from './overlaps.ts';
import { knownPeriod } from './send-record.ts';

function protectFields({ policy, request }: CaseFile): Fields {
  const plan = policy.pack.data_requests;
  const wanted = markWantedAt(plan, request, openStay(request)?.step ?? '');
  return {
    ...fields({
      technique: {
        kind: 'choice',
        label: 'How small groups are protected',
        options: plan.techniques.map(({ id, label, hint }) => ({
          value: id,
          label,
          ...(hint ? { description: hint } : {}),
        })),
      },
      note: {
        kind: 'text',
        label: 'What was done, in words',
        hint: 'Which groups and which cells, and why. Name no student. Whoever asked does not read this.',
        multiline: true,
        max: 2000,
      },
    }),
    ...(wanted === 'later'
      ? {}
      : {
          mark: markField(
            'Mark of the protected file',
            'Read from the file in the secure folder as it is now: it is checked, and sent, as this very file.',
            wanted,
          ),
        }),
  };
}

export const protect: FormHandler = {
  id: 'request.protect',
  access: 'everyone',
  async open(ask, subject) {
    const looked = await lookFor(ask, subject, () => ({ kind: 'protect' }));
    if (!looked.ok) return looked.refused;
    const { file } = looked;
    const release = lastRelease(file.request);
    return {
      title: `Protect ${reference(file.request)}`,
      submit: 'Small groups are safe',
      intro: [
        {
          kind: 'text',
          text: 'Save the protected file in the secure folder first; then say here how it was done.',
        },
        ...(release ? [{ kind: 'facts' as const, facts: releaseFacts(file, release) }] : []),
        ...(await overlapBlocks(ask, file, knownPeriod(file))),
      ],
      fields: protectFields(file),
      values: release?.technique === undefined ? {} : { technique: release.technique },
    };
  },
  submit: (act, subject, values) => {
    const { technique = '', note, mark } = values;
    return change(act, subject.id, {
      what: 'request.protected',
      move: { kind: 'protect' },
      amend: (after) =>
        withLast(after, {
          technique,
          protectedById: act.actor.id,
          fileHash: asMark(mark),
        }),
      words: (after) => ({ [`protection_note:${lastRelease(after)?.id}`]: note }),
      facts: (after) => ({
        version: after.version,
        release: lastRelease(after)?.id ?? null,
        technique,
        mark: lastRelease(after)?.fileHash ?? null,
      }),
      tell: () => {},
      say: (file) =>
        `Recorded: small groups in ${reference(file.request)} are protected. ${nextSentence(file, act.actor)}`,
    });
  },
};
