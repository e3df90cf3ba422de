/** Merge: another open request of the same person answers this one too; its question goes over to that one. */
import type { Act, Ask } from '../../../app/context.ts';
import type { FormHandler } from '../../../app/feature.ts';
import { fields } from '../../../chat/form.ts';
import { writeTexts } from '../../../store/texts.ts';
import { requesterName, titleOf, wordsOf } from '../cards/names.ts';
import { covers } from '../rules/linking.ts';
import { reference } from '../rules/request.ts';
import { type CaseFile, openCaseFile, openCaseFiles, requestKind } from '../store/case-file.ts';
import { openOfSameAsker } from '../store/wanted.ts';
import { change, filled } from './change.ts';
import { lookFor } from './look.ts';
import { tellAsker, tellPeople } from './tell.ts';

function mergeFields(targets: readonly CaseFile[]) {
  return fields({
    into: {
      kind: 'choice',
      label: 'Which request answers it too?',
      options: targets.map((file) => ({
        value: file.request.id,
        label: `${reference(file.request)} · ${titleOf(file)}`.slice(0, 75),
      })),
    },
  });
}

/** Those that this person may see, of whoever asked for this one. */
async function targetsOf(ask: Ask, file: CaseFile): Promise<readonly CaseFile[]> {
  const open = await openCaseFiles(ask, openOfSameAsker(file.request, file.outsider?.email));
  return open.filter(({ request }) => covers(request, file.request));
}

export const merge: FormHandler<ReturnType<typeof mergeFields>> = {
  id: 'request.merge',
  access: 'everyone',
  async open(ask, subject) {
    const file = subject.id === undefined ? undefined : await openCaseFile(ask, subject.id);
    const targets = file ? await targetsOf(ask, file) : [];
    const [first] = targets;
    const looked = await lookFor(ask, subject, ({ request }) => ({
      kind: 'merge',
      into: first?.request ?? request,
      sameAsker: first !== undefined,
    }));
    if (!looked.ok) return looked.refused;
    return {
      title: `Merge ${reference(looked.file.request)}`,
      submit: 'Merge',
      intro: [
        {
          kind: 'text',
          text: `This request ends, and the one you choose answers it too: it is from ${requesterName(looked.file)} as well, and about the same data. They are told.`,
        },
      ],
      fields: mergeFields(targets),
      values: {},
    };
  },
  async submit(act, subject, values) {
    // The one that goes on is held first, so that it can't end meanwhile.
    const into = await openCaseFile(act, values.into, true);
    const from = subject.id === undefined ? undefined : await openCaseFile(act, subject.id);
    const sameAsker =
      into !== undefined &&
      from !== undefined &&
      (await targetsOf(act, from)).some(({ request }) => request.id === into.request.id);
    return change(act, subject.id, {
      what: 'request.merged',
      move: ({ request }) => ({ kind: 'merge', into: into?.request ?? request, sameAsker }),
      also: async (file) => {
        if (into) await carryOver(act, file, into);
      },
      facts: ({ version }) => ({ version, into: values.into }),
      tell: (telling) => {
        const facts = { into: into?.request.number ?? 0 };
        tellAsker(telling, 'request.merged', facts);
        tellPeople(telling, 'request.merged', [telling.file.request.holderId], facts);
      },
      say: (file) =>
        `${reference(file.request)} has ended: ${into ? reference(into.request) : 'the other'} answers it too. ${requesterName(file)} is told.`,
    });
  },
};

/** Whoever works on the one that goes on reads what else was asked. */
async function carryOver(act: Act, ended: CaseFile, into: CaseFile): Promise<void> {
  const about = { kind: requestKind, id: into.request.id };
  const field = `also_asked:${ended.request.number}`;
  const words = filled({ [field]: wordsOf(ended, 'question') });
  const texts = await writeTexts(act.tx, about, act.actor.id, words);
  act.tx.audit({ what: 'request.took-over', about, facts: { from: ended.request.id, texts } });
  const telling = { tx: act.tx, file: into, actorId: act.actor.id };
  tellPeople(telling, 'request.took-over', [into.request.holderId], { from: ended.request.number });
  act.tx.moved(about);
}
