/** New facts: a decision, or a closed incident, is opened again with a reason, and it says what that changes. */
import type { FormHandler } from '../../../app/feature.ts';
import type { Block } from '../../../chat/card.ts';
import { fields } from '../../../chat/form.ts';
import { incidentKind, partsOf, worksOn } from '../rules/incident.ts';
import type { IncidentFile } from '../store/incidents.ts';
import { change, notThere } from './change.ts';
import { foundByDecider } from './found.ts';
import { recomputeClocks } from './recompute-clocks.ts';
import { tellWorkers } from './tell.ts';

const asked = fields({
  reason: {
    kind: 'text',
    label: 'What is new?',
    hint: 'Do not name a student.',
    multiline: true,
    max: 2000,
  },
});

export const reopen: FormHandler<typeof asked> = {
  id: 'breach.reopen',
  access: 'everyone',
  async open(ask, { id }) {
    const file = await foundByDecider(ask, id);
    if (!file) return { refused: notThere };
    if (file.incident.state === 'concern') return { refused: 'Nothing has been decided yet.' };
    return {
      title: 'Open it again',
      submit: 'Open it again',
      intro: whatChanges(file),
      fields: asked,
      values: {},
    };
  },
  async submit(act, { id }, { reason }) {
    const file = await foundByDecider(act, id);
    if (!file) return { kind: 'refused', text: notThere };
    const { incident } = file;
    return change(act, id, {
      by: file.policy.pack.breaches.response.decision.by,
      afterwards: true,
      refuse: ({ incident: { state } }) =>
        state === 'concern' ? 'Nothing has been decided yet, or it is open again already.' : undefined,
      what: 'reopened',
      facts: { was: incident.decided?.ruling ?? null, closed: incident.state === 'closed' },
      words: reason,
      data: {
        ...{ state: 'concern', ruling: null, decidedAt: null, decidedById: null, severity: null },
        ...{ closedAt: null, closedById: null },
      },
      async also() {
        await recomputeClocks(act, incident, 'facts', act.actor.id);
        await tellWorkers(act, incident, 'breach.reopened', [act.actor.id]);
        const { reporterId } = incident;
        const reporter =
          reporterId === undefined || reporterId === act.actor.id
            ? undefined
            : await act.directory.person(act.reader, reporterId);
        if (reporter && !worksOn(partsOf(incident, reporter)))
          act.tx.notify({
            notice: 'breach.looked-at-again',
            about: { kind: incidentKind, id: incident.id },
            to: { personId: reporter.id },
          });
      },
      say: () => 'It is open again, as a worry that nobody has decided on.',
    });
  },
};

function whatChanges({ incident, tasks }: IncidentFile): readonly Block[] {
  const breach = incident.decided?.ruling === 'breach';
  const done = tasks.filter(({ state }) => state !== 'open').length;
  return [
    { kind: 'text', text: 'With new facts a decision can be taken back. This is what changes:' },
    {
      kind: 'list',
      items: [
        {
          title: breach ? 'It is no longer a breach' : 'It is no longer “not a reportable breach”',
          detail: 'It is a worry again until people decide anew.',
        },
        {
          title: breach ? 'Legal times count as provisional again' : 'Legal times stand as provisional again',
          detail:
            'They keep counting from the discovery. What was sent already stays sent, and stays on record.',
        },
        {
          title: 'The team and its tasks stay',
          detail: `${tasks.length - done} open, ${done} done or not needed.`,
        },
        {
          title: 'The timeline keeps both',
          detail: 'The decision, its reasons, and what you write here.',
        },
        { title: 'Whoever reported it is told', detail: 'That it is looked at again, without your reasons.' },
      ],
    },
  ];
}
