/** Hand over several at once, as before a leave: all that were chosen go to one steward, or none does. */
import type { Ask } from '../../../app/context.ts';
import type { FormHandler } from '../../../app/feature.ts';
import { type Fields, fields } from '../../../chat/form.ts';
import { titleOf } from '../cards/names.ts';
import { reference } from '../rules/request.ts';
import { type CaseFile, openCaseFiles } from '../store/case-file.ts';
import { heldBy } from '../store/wanted.ts';
import { drawDesk } from './desk.ts';
import { handOverTo, noteField, toField } from './hand-over.ts';

/** So many fit a list to choose from on every surface. */
const most = 50;

function severalFields(held: readonly CaseFile[]) {
  return fields({
    which: {
      kind: 'choices',
      label: 'Which requests?',
      options: held.map((file) => ({
        value: file.request.id,
        label: `${reference(file.request)} · ${titleOf(file)}`.slice(0, 75),
      })),
    },
    to: toField,
    note: noteField,
  } satisfies Fields);
}

async function heldFiles(ask: Ask): Promise<readonly CaseFile[]> {
  return openCaseFiles(ask, { ...heldBy(ask.actor.id), limit: most, lock: false });
}

export const handOverSeveral: FormHandler<ReturnType<typeof severalFields>> = {
  id: 'request.hand-over-several',
  access: 'everyone',
  async open(ask) {
    const held = await heldFiles(ask);
    if (held.length === 0) return { refused: 'You hold no data request, so there is none to hand over.' };
    return {
      title: 'Hand over requests',
      submit: 'Hand over',
      intro: [],
      fields: severalFields(held),
      values: {},
    };
  },
  async submit(act, _subject, { which, to, note }) {
    for (const id of which) {
      const outcome = await handOverTo(act, id, { to, ...(note === undefined ? {} : { note }) });
      if (outcome.kind !== 'done') return outcome;
    }
    const name = (await act.directory.person(act.reader, to))?.name ?? 'They';
    const count = which.length === 1 ? '1 request' : `${which.length} requests`;
    return { kind: 'done', text: `${name} holds ${count} now, and is told.`, card: await drawDesk(act) };
  },
};
