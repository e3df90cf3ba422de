/** Somebody turns out to be concerned: they lose sight of it at once, and it moves to the next whom it does not concern. */
import type { Act } from '../../../app/context.ts';
import type { FormHandler, Outcome } from '../../../app/feature.ts';
import { fields } from '../../../chat/form.ts';
import { type Incident, incidentKind, partsOf } from '../rules/incident.ts';
import { withdrawHandovers } from '../store/handovers.ts';
import { takeImprovementsFrom } from '../store/improvements.ts';
import { type IncidentFile, openIncident } from '../store/incidents.ts';
import { addSubjects, endParties } from '../store/insert.ts';
import { withdrawProposals } from '../store/proposals.ts';
import { takeTasksFrom } from '../store/tasks.ts';
import { writeEvent } from '../store/timeline.ts';
import { dropNotices, toldBefore } from '../store/told.ts';
import { writeIncident } from '../store/write.ts';
import { notThere } from './change.ts';
import { moveDesk, namedAs } from './move-desk.ts';

const asked = fields({
  who: {
    kind: 'person',
    label: 'Whom does it concern?',
    hint: 'They lose sight of it at once and are not told why. If it is you, it moves on to the next person.',
  },
  reason: { kind: 'text', label: 'What makes you think so?', multiline: true, max: 1000 },
});

export const addSubject: FormHandler<typeof asked> = {
  id: 'breach.subject',
  access: 'everyone',
  async open(ask, { id }) {
    const file = id === undefined ? undefined : await openIncident(ask, { id });
    if (!file || !mayName(file, ask.actor)) return { refused: notThere };
    return {
      title: 'It concerns somebody',
      submit: 'Keep it from them',
      intro: [
        {
          kind: 'text',
          text: 'From then on nothing about it goes into chat or mail, and what they had been told is listed on its page.',
        },
      ],
      fields: asked,
      values: {},
    };
  },
  async submit(act, { id }, { who, reason }): Promise<Outcome> {
    const file = id === undefined ? undefined : await openIncident(act, { id }, true);
    if (!file || !mayName(file, act.actor)) return { kind: 'refused', text: notThere };
    const { incident } = file;
    if (incident.subjects.some(({ personId }) => personId === who))
      return { kind: 'invalid', errors: { who: 'It is kept from them already.' } };
    const told = await toldBefore(act.reader, incident.id, who);
    await addSubjects(act.tx, incident.id, [{ personId: who }], act.actor.id);
    await writeEvent(act.tx, incident.id, {
      what: 'subject-named',
      byId: act.actor.id,
      facts: { person: who, told },
      words: reason,
    });
    await dropNotices(act.tx, incident.id, who);
    await keepFrom(act, incident, who);
    const subjects = [...namedAs(incident.subjects), { personId: who }];
    await moveDesk(act, { ...incident, version: incident.version + 1 }, subjects, act.actor.id);
    const about = { kind: incidentKind, id: incident.id };
    act.tx.moved(about);
    return {
      kind: 'done',
      text:
        who === act.actor.id
          ? 'It is kept from you from now on, and has moved on to somebody else. Thank you.'
          : 'It is kept from them from now on.',
      about,
    };
  },
};

function mayName({ incident }: IncidentFile, person: Parameters<typeof partsOf>[1]): boolean {
  const parts = partsOf(incident, person);
  return parts.size > 0;
}

/** From now on nothing about it goes into chat or mail, and what was theirs by name is theirs no longer. */
async function keepFrom(act: Act, incident: Incident, personId: string): Promise<void> {
  const theirs = incident.parties.filter((one) => !one.until && one.personId === personId);
  await endParties(
    act.tx,
    theirs.map(({ id }) => id),
  );
  if ((await withdrawHandovers(act.tx, personId, incident.id)).length > 0)
    await writeEvent(act.tx, incident.id, { what: 'handover-void', byId: act.actor.id });
  if ((await withdrawProposals(act.tx, incident.id, personId)) > 0)
    await writeEvent(act.tx, incident.id, { what: 'proposal-void', byId: act.actor.id });
  if ((await takeImprovementsFrom(act.tx, incident.id, personId)) > 0)
    await writeEvent(act.tx, incident.id, { what: 'actions-released', byId: act.actor.id });
  if ((await takeTasksFrom(act.tx, incident.id, personId)) > 0)
    await writeEvent(act.tx, incident.id, { what: 'released', byId: act.actor.id });
  const led = incident.onDutyId === personId ? { onDutyId: null } : {};
  await writeIncident(act.tx, incident, { confidential: true, ...led });
}
