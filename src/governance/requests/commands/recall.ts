/** Recall: takes back what was sent, tells whoever got it, and opens the making of a replacement that names it. */
import type { FormHandler } from '../../../app/feature.ts';
import { fields } from '../../../chat/form.ts';
import { nameOf, requesterName } from '../cards/names.ts';
import type { Move } from '../rules/moves.ts';
import { lastRelease, reference, sentRelease } from '../rules/request.ts';
import type { CaseFile } from '../store/case-file.ts';
import { change } from './change.ts';
import { lookFor } from './look.ts';
import { tellAsker, tellPeople } from './tell.ts';

const recallFields = fields({
  reason: {
    kind: 'text',
    label: 'Why must it not be used?',
    hint: 'Whoever received it reads this. Name no student.',
    multiline: true,
    max: 2000,
  },
});

/** A steward who has left meanwhile can't make the replacement: it waits to be claimed. */
function recalling({ request, people }: CaseFile): Move {
  const holder = request.holderId === undefined ? undefined : people.get(request.holderId);
  return { kind: 'recall', holderHere: holder?.status === 'active' };
}

export const recall: FormHandler<typeof recallFields> = {
  id: 'request.recall',
  access: 'everyone',
  async open(ask, subject) {
    const looked = await lookFor(ask, subject, recalling);
    if (!looked.ok) return looked.refused;
    const { file } = looked;
    const version = sentRelease(file.request)?.version ?? 0;
    return {
      title: `Recall ${reference(file.request)}`,
      submit: 'Recall',
      intro: [
        {
          kind: 'note',
          tone: 'warning',
          text: `Version ${version} is called back: ${requesterName(file)} is told not to use it and to tell everybody who received it. The request is open again, so that a replacement can be made.`,
        },
      ],
      fields: recallFields,
      values: {},
    };
  },
  submit: (act, subject, values) =>
    change(act, subject.id, {
      what: 'request.recalled',
      move: recalling,
      amend: (after) => ({
        ...after,
        releases: after.releases.map((release) =>
          release.id === lastRelease(after)?.id
            ? { ...release, recalledAt: act.now, recalledById: act.actor.id }
            : release,
        ),
      }),
      words: (after) => ({ [`recall_reason:${lastRelease(after)?.id}`]: values.reason }),
      facts: (after) => ({ version: after.version, release: lastRelease(after)?.id ?? null }),
      tell: (telling, before) => {
        const facts = { release: sentRelease(before)?.version ?? 0, by: act.actor.id };
        tellAsker(telling, 'request.recalled', facts);
        const { holderId } = telling.file.request;
        tellPeople(
          telling,
          'request.recalled',
          holderId ? [holderId, before.fulfillerId] : [...telling.file.cast.stewards, before.fulfillerId],
          facts,
        );
      },
      say: (file) =>
        `Called back. ${requesterName(file)} is told; ${file.request.holderId ? nameOf(file, file.request.holderId) : 'whoever claims it'} makes the replacement.`,
    }),
};
