/** The desk asks whoever reported, and they answer: by name here, without one through their code. */
import type { FormHandler } from '../../../app/feature.ts';
import { fields } from '../../../chat/form.ts';
import { incidentKind, isKeptFrom, partsOf, worksOn } from '../rules/incident.ts';
import { openIncident } from '../store/incidents.ts';
import { addMessage, messagesOf } from '../store/messages.ts';
import { change, notThere } from './change.ts';
import { tellWorkers } from './tell.ts';

const question = fields({
  text: { kind: 'text', label: 'What do you want to know?', multiline: true, max: 2000 },
});

export const askReporter: FormHandler<typeof question> = {
  id: 'breach.ask',
  access: 'everyone',
  async open(ask, { id }) {
    const file = id === undefined ? undefined : await openIncident(ask, { id });
    if (!file || !worksOn(partsOf(file.incident, ask.actor))) return { refused: notThere };
    const nameless = file.incident.reporterId === undefined;
    return {
      title: 'Ask the reporter',
      submit: 'Ask',
      intro: [
        {
          kind: 'text',
          text: nameless
            ? 'They did not say who they are. They see your question when they look with their code.'
            : 'They are told that you ask something, and answer in Safekeep. Your name stands with it.',
        },
      ],
      fields: question,
      values: {},
    };
  },
  submit: (act, { id }, { text }) =>
    change(act, id, {
      by: ['desk', 'executive', 'team'],
      afterwards: true,
      async also({ incident }) {
        await addMessage(act.tx, incident.id, { from: 'desk', writtenById: act.actor.id, text });
        if (incident.reporterId !== undefined)
          act.tx.notify({
            notice: 'breach.asked',
            about: { kind: incidentKind, id: incident.id },
            to: { personId: incident.reporterId },
          });
      },
      say: () => 'Asked.',
    }),
};

const answered = fields({
  text: { kind: 'text', label: 'Your answer', hint: 'Do not name a student.', multiline: true, max: 3000 },
});

export const answer: FormHandler<typeof answered> = {
  id: 'breach.answer',
  access: 'everyone',
  async open(ask, { id }) {
    const file = id === undefined ? undefined : await openIncident(ask, { id });
    if (!file || !partsOf(file.incident, ask.actor).has('reporter')) return { refused: notThere };
    const { incident, words } = file;
    const last = (await messagesOf(ask.reader, incident.id)).at(-1);
    if (last?.byId === undefined)
      return { title: 'Add to your report', submit: 'Send', intro: [], fields: answered, values: {} };
    const question = words[`message:${last.id}`]?.body ?? '[blanked]';
    return {
      title: 'Answer',
      submit: 'Send',
      intro: isKeptFrom(ask.surface, incident)
        ? [{ kind: 'text', text: 'The question stands on your report, in the browser.' }]
        : [{ kind: 'quote', label: 'They ask', text: question }],
      fields: answered,
      values: {},
    };
  },
  submit: (act, { id }, { text }) =>
    change(act, id, {
      by: ['reporter'],
      afterwards: true,
      async also({ incident }) {
        await addMessage(act.tx, incident.id, { from: 'reporter', writtenById: act.actor.id, text });
        await tellWorkers(act, incident, 'breach.message', act.actor.id);
      },
      say: () => 'Thank you. Those who look into it are told.',
    }),
};
