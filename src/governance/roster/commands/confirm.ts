/** Human Resources says yes to a staged file, or refuses it. */
import type { ActionHandler, FormHandler, Outcome } from '../../../app/feature.ts';
import type { Block } from '../../../chat/card.ts';
import type { Fields } from '../../../chat/form.ts';
import { sharePercent } from '../rules/loss.ts';
import { people, sayCounts } from '../rules/words.ts';
import { importById, type RosterImport } from '../store/imports.ts';
import { applyAtOnce, confirmImport, type Decided, needsSecondYes, refuseImport } from './decide.ts';
import { access, drawImport } from './view.ts';

const notThere = 'This roster file is not on record.';

function asked({ counts }: RosterImport, secondYes: boolean): Fields {
  return {
    ...(counts.gone > 0
      ? {
          gone: {
            kind: 'choice' as const,
            label: `${people(counts.gone)} not in the file any more: have they left?`,
            hint: 'Roles, sign-ins and chat accounts of whoever has left end at once.',
            options: [
              {
                value: 'later',
                label: 'I answer for each of them',
                description: 'They stay staff until then',
              },
              { value: 'all', label: `All ${counts.gone} of them have left` },
            ],
          },
        }
      : {}),
    ...(secondYes
      ? {
          lacks: {
            kind: 'text' as const,
            label: `The file lacks ${counts.gone} of ${people(counts.known)} (${sharePercent(counts)} %). Is it whole?`,
            hint: `If you have checked it, type the number ${counts.gone}.`,
            max: 10,
            scan: false,
          },
        }
      : {}),
    looked: { kind: 'tick' as const, label: 'What changes', says: 'I have looked at what changes.' },
  };
}

export const confirmForm: FormHandler = {
  id: 'roster.confirm',
  access,
  async open(ask, subject) {
    const found = await importById(ask.reader, subject.import ?? '');
    if (!found) return { refused: notThere };
    const card = await drawImport(ask, found.id);
    if (found.state !== 'staged')
      return { refused: 'This file does not wait for an answer any more.', ...(card ? { card } : {}) };
    const intro: readonly Block[] = [
      { kind: 'text', text: `The roster changes as the file says: ${sayCounts(found.counts)}.` },
      {
        kind: 'list',
        items: [
          {
            title: 'Every change, person by person',
            action: { kind: 'link', label: 'Look', path: `/documents/roster.diff?import=${found.id}` },
          },
        ],
      },
    ];
    const values = found.counts.gone > 0 ? { gone: 'later' } : {};
    return {
      title: 'Change the roster',
      submit: 'Say yes',
      intro,
      fields: asked(found, needsSecondYes(ask, found)),
      values,
    };
  },
  async submit(act, subject, values): Promise<Outcome> {
    const importId = subject.import ?? '';
    const goneToo = values.gone === 'all';
    const typed = typeof values.lacks === 'string' ? Number(values.lacks.replace(/[\s,.]/g, '')) : undefined;
    const decided = await confirmImport(act, { importId, byId: act.actor.id, goneToo, lacks: typed });
    if (decided.kind === 'too-many')
      return { kind: 'invalid', errors: { lacks: `Type ${decided.gone} if the file is whole.` } };
    if (decided.kind !== 'confirmed') return refusedWith(await drawImport(act, importId), decided);
    const ended = await applyAtOnce(act, decided.found, goneToo);
    const card = await drawImport(act, importId);
    return {
      kind: 'done',
      text: ended
        ? `The roster is changed: ${sayCounts(decided.found.counts)}.${goneToo || decided.found.counts.gone === 0 ? '' : ' Who is gone waits on your list.'}`
        : 'Thank you. The roster is being changed; you will be told when it is done.',
      about: { kind: 'roster-import', id: importId },
      ...(card ? { card } : {}),
    };
  },
};

export const refuseFile: ActionHandler = {
  id: 'roster.refuse',
  access,
  async run(act, payload): Promise<Outcome> {
    const importId = payload.import ?? '';
    const problem = await refuseImport(act, importId, act.actor.id);
    const card = await drawImport(act, importId);
    if (problem) return refusedWith(card, problem);
    return {
      kind: 'done',
      text: 'The file is refused, and the roster stays as it is.',
      about: { kind: 'roster-import', id: importId },
      ...(card ? { card } : {}),
    };
  },
};

function refusedWith(card: Awaited<ReturnType<typeof drawImport>>, decided: Decided): Outcome {
  const text =
    decided.kind === 'not-waiting'
      ? 'Somebody has answered already, or a newer file has come. Here is how it stands.'
      : notThere;
  return { kind: 'refused', text, ...(card ? { card } : {}) };
}
