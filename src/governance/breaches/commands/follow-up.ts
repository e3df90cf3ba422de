/** A reporter without a name reads on and answers, by the code that they alone have. */
import type { Scene } from '../../../app/context.ts';
import type { NamelessDone, NamelessForm, NamelessOutcome } from '../../../app/feature.ts';
import { fields } from '../../../chat/form.ts';
import { sha256 } from '../../../kernel/hash.ts';
import { readSpokenCode } from '../../../kernel/ids.ts';
import { conversationCard, isAsked, saidBlocks } from '../cards/conversation.ts';
import { phones, stillToDo } from '../cards/do-now.ts';
import { stateLabel } from '../cards/state.ts';
import { notKept, spaced } from '../cards/thanks.ts';
import { incidentKind, isOpen } from '../rules/incident.ts';
import { fileByCode } from '../store/by-code.ts';
import type { IncidentFile } from '../store/incidents.ts';
import { addMessage, type Message, messagesOf } from '../store/messages.ts';
import { tellWorkers } from './tell.ts';

const codeLength = 12;

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
  offer: 'Read on with the code of your report',
  // Of 2^60 codes: whoever guesses needs longer than there are districts.
  mostAnHour: 240,
  open: (policy) => ({
    title: 'Read on, or answer',
    submit: 'Show it',
    intro: [
      {
        kind: 'text',
        text: 'For whoever reported without a name. Nothing is kept about who you are; what you add is kept with the hour only.',
      },
      {
        kind: 'list',
        items: [
          {
            title: 'Without your code',
            detail: `Nobody can find your report for you, for nobody knows who you are. It is being looked into all the same. Call, or report again: ${phones(policy, new Set())}`,
            action: { kind: 'link', label: 'Report without a name', path: '/report' },
          },
        ],
      },
    ],
    fields: asked,
    values: {},
  }),
  async submit(act, { code, more }): Promise<NamelessOutcome> {
    const typed = readSpokenCode(code);
    if (typed.length !== codeLength) return { kind: 'invalid', errors: { code: sayLength(typed.length) } };
    const file = await fileByCode(act, sha256(typed));
    if (!file)
      return {
        kind: 'invalid',
        errors: { code: 'No report has this code. Please compare it with what you wrote down.' },
      };
    const adds = more !== undefined && more.trim() !== '';
    if (adds) {
      const message = { from: 'reporter', writtenById: undefined, text: more } as const;
      const nth = await addMessage(act.tx, file.incident.id, message);
      await tellWorkers(act, file.incident, 'breach.message', undefined, { nth });
      act.tx.moved({ kind: incidentKind, id: file.incident.id });
    }
    return shown(
      act,
      typed,
      adds ? 'Thank you. It is kept, without your name, and those who look into it are told.' : undefined,
    );
  },
  repeat: (scene, { code }) => shown(scene, readSpokenCode(code), undefined),
  unkept: notKept,
};

function sayLength(length: number): string {
  return `A code has twelve letters and digits; this has ${length}. Please compare it with what you wrote down.`;
}

async function shown(scene: Scene, code: string, text: string | undefined): Promise<NamelessDone> {
  const file = await fileByCode(scene, sha256(code));
  if (!file) throw new Error('the report that this code opens is gone');
  const messages = await messagesOf(scene.reader, file.incident.id);
  return {
    kind: 'done',
    text: text ?? 'This is how it stands.',
    card: conversationCard(file, messages),
    page: { form: goesOn(file, messages, code), ...below(file) },
  };
}

/** The conversation with a place to answer under it; the code is filled in, and lies on this page alone. */
function goesOn(file: IncidentFile, messages: readonly Message[], code: string) {
  const waits = isAsked(messages);
  return {
    title: 'Your report',
    submit: 'Send',
    intro: [
      { kind: 'facts', facts: [{ label: 'How it stands', value: stateLabel(file.incident).label }] } as const,
      ...saidBlocks(file, messages),
    ],
    fields: fields({
      more: {
        ...asked.more,
        label: waits ? 'Your answer' : 'Anything to add?',
        hint: 'Do not name a student. Empty, it shows whether anything new was asked.',
      },
      code: asked.code,
    }),
    values: { code: spaced(code) },
  };
}

function below(file: IncidentFile): Pick<NonNullable<NamelessDone['page']>, 'below'> {
  if (!isOpen(file.incident)) return {};
  return {
    below: { audience: 'person', title: 'What you can do', blocks: stillToDo(file), actions: [] },
  };
}
