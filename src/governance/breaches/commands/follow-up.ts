/** A reporter without a name reads on and answers, by the code that they alone have. */
import type { NamelessForm, Outcome } from '../../../app/feature.ts';
import { fields } from '../../../chat/form.ts';
import { sha256 } from '../../../kernel/hash.ts';
import { readSpokenCode } from '../../../kernel/ids.ts';
import { conversationCard } from '../cards/conversation.ts';
import { notKept } from '../cards/thanks.ts';
import { incidentKind } from '../rules/incident.ts';
import { fileByCode } from '../store/by-code.ts';
import { addMessage, messagesOf } from '../store/messages.ts';
import { tellWorkers } from './tell.ts';

const asked = fields({
  code: {
    kind: 'text',
    label: 'Your code',
    hint: 'Twelve letters and digits, as they were shown after your report.',
    max: 30,
    scan: false,
  },
  more: {
    kind: 'text',
    label: 'Anything to add, or to answer?',
    hint: 'Leave it empty to read only. Do not name a student.',
    multiline: true,
    max: 3000,
    optional: true,
  },
});

export const followUp: NamelessForm<typeof asked> = {
  id: 'breach.follow-up',
  path: 'report/follow-up',
  // Of 2^60 codes: whoever guesses needs longer than there are districts.
  mostAnHour: 240,
  open: () => ({
    title: 'Read on, or answer',
    submit: 'Show it',
    intro: [
      {
        kind: 'text',
        text: 'For whoever reported without a name. Nothing is kept about who you are; what you add is kept with the hour only.',
      },
    ],
    fields: asked,
    values: {},
  }),
  async submit(act, { code, more }): Promise<Outcome> {
    const file = await fileByCode(act, sha256(readSpokenCode(code)));
    if (!file)
      return {
        kind: 'invalid',
        errors: { code: 'No report has this code. Please compare it with what you wrote down.' },
      };
    if (more !== undefined && more.trim() !== '') {
      await addMessage(act.tx, file.incident.id, { from: 'reporter', writtenById: undefined, text: more });
      await tellWorkers(act, file.incident, 'breach.message', undefined);
      act.tx.moved({ kind: incidentKind, id: file.incident.id });
    }
    const now = (await fileByCode(act, sha256(readSpokenCode(code)))) ?? file;
    const messages = await messagesOf(act.reader, file.incident.id);
    return {
      kind: 'done',
      text: more === undefined ? 'This is how it stands.' : 'Thank you. It is kept, without your name.',
      card: conversationCard(now, messages),
    };
  },
  unkept: notKept,
};
