/** From one shift to the next: a summary for whoever leads from now on, who says that they have it. */
import type { ActionHandler, FormHandler } from '../../../app/feature.ts';
import { fields } from '../../../chat/form.ts';
import { writeTexts } from '../../../store/texts.ts';
import { waitingHandover } from '../rules/handover.ts';
import { incidentKind } from '../rules/incident.ts';
import { acknowledgeHandover, insertHandover } from '../store/handovers.ts';
import { change, notThere } from './change.ts';
import { takerOf } from './checks.ts';
import { found, whileNotClosed, workers } from './found.ts';
import { seatTeam } from './response-tasks.ts';

const asked = fields({
  to: { kind: 'person', label: 'Who leads from now on?' },
  summary: {
    kind: 'text',
    label: 'What must they know?',
    hint: 'Where it stands, what is under way, what comes next. Do not name a student.',
    multiline: true,
    max: 3000,
  },
});

export const handOver: FormHandler<typeof asked> = {
  id: 'breach.hand-over',
  access: 'everyone',
  async open(ask, { id }) {
    if (!(await found(ask, id))) return { refused: notThere };
    return {
      title: 'Hand it over',
      submit: 'Hand it over',
      intro: [
        { kind: 'text', text: 'It stays with whoever leads now until the next has said that they have it.' },
      ],
      fields: asked,
      values: {},
    };
  },
  async submit(act, { id }, { to, summary }) {
    const file = await found(act, id);
    if (!file) return { kind: 'refused', text: notThere };
    if (to === act.actor.id) return { kind: 'invalid', errors: { to: 'Somebody else, please.' } };
    const taker = await takerOf(act, file.incident, to);
    if ('fault' in taker) return { kind: 'invalid', errors: { to: taker.fault } };
    return change(act, id, {
      by: workers,
      ...whileNotClosed,
      what: 'handed-over',
      facts: { to },
      async also({ incident }) {
        const about = { kind: incidentKind, id: incident.id };
        const handover = await insertHandover(act.tx, incident.id, { fromId: act.actor.id, toId: to });
        await writeTexts(act.tx, about, act.actor.id, { [`handover:${handover}`]: summary });
        await seatTeam(act, incident, [{ personId: to }]);
        act.tx.notify({ notice: 'breach.handed-over', about, to: { personId: to } });
      },
      say: () => `${taker.person.name} is asked to take over. You lead until they have.`,
    });
  },
};

export const takeOver: ActionHandler = {
  id: 'breach.take-over',
  access: 'everyone',
  async run(act, { id, handover }) {
    const file = await found(act, id);
    const waiting = file && waitingHandover(file);
    if (!waiting || waiting.id !== handover)
      return { kind: 'refused', text: 'This hand-over no longer waits for anybody.' };
    return change(act, id, {
      by: workers,
      ...whileNotClosed,
      refuse: (fresh) =>
        whileNotClosed.refuse?.(fresh) ??
        (waitingHandover(fresh)?.toId === act.actor.id
          ? undefined
          : 'This hand-over waits for somebody else, or is done already.'),
      what: 'taken-over',
      facts: { from: waiting.fromId },
      data: { onDutyId: act.actor.id },
      also: () => acknowledgeHandover(act.tx, waiting.id),
      say: () => 'You lead from now on.',
    });
  },
};
