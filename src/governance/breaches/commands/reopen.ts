/** New facts: a decision, or a closed incident, is opened again with a reason, and it says what that changes. */
import type { FormHandler } from '../../../app/feature.ts';
import type { Block } from '../../../chat/card.ts';
import { fields } from '../../../chat/form.ts';
import type { IncidentFile } from '../store/incidents.ts';
import { notThere } from './change.ts';
import { sayWho } from './determine.ts';
import { foundByDecider } from './found.ts';
import { partnersFor, proposeOrDecide } from './propose.ts';

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
    const { src } = file.policy.pack.breaches.response.decision;
    const partners = await partnersFor(ask, file);
    return {
      title: 'Open it again',
      submit: partners.kind === 'alone' ? 'Open it again' : 'Propose it',
      intro: [
        ...(partners.kind === 'alone' ? [] : [{ kind: 'text', text: sayWho(partners, src) } as const]),
        ...whatChanges(file),
      ],
      fields: asked,
      values: {},
    };
  },
  async submit(act, { id }, { reason }) {
    const file = await foundByDecider(act, id);
    if (!file) return { kind: 'refused', text: notThere };
    return proposeOrDecide(act, file, {
      proposal: { ruling: 'reopen', severity: undefined, discoveredAt: undefined, early: false },
      why: reason,
      refuse: ({ incident: { state } }) =>
        state === 'concern' ? 'Nothing has been decided yet, or it is open again already.' : undefined,
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
