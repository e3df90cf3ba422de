/** Somebody who decides too said yes elsewhere: a person writes down who, when and what shows it, as "recorded by" (R074). */
import type { Scene } from '../../../app/context.ts';
import type { FormHandler } from '../../../app/feature.ts';
import { fields } from '../../../chat/form.ts';
import { sayDay, sayMoment } from '../../../chat/say-when.ts';
import { proposedFacts } from '../cards/proposal.ts';
import { isMissed, type Proposal, waitingProposal } from '../rules/proposal.ts';
import type { IncidentFile } from '../store/incidents.ts';
import { ruleProposal } from '../store/proposals.ts';
import { gone, settle } from './agree.ts';
import { notThere } from './change.ts';
import { isAhead, stillToCome } from './checks.ts';
import { partnersOf, peopleOf } from './deciders.ts';
import { found, workers } from './found.ts';

const asked = fields({
  who: { kind: 'person', label: 'Who said yes?', hint: 'They are told that you wrote it down.' },
  how: {
    kind: 'choice',
    label: 'How?',
    options: [
      { value: 'telephone', label: 'By telephone' },
      { value: 'in_person', label: 'In person' },
      { value: 'in_writing', label: 'In writing' },
    ],
  },
  on: { kind: 'date', label: 'On which day?' },
  evidence: {
    kind: 'text',
    label: 'What shows it?',
    hint: 'Who called whom at what time, or where the letter lies. Do not name a student.',
    multiline: true,
    max: 1000,
  },
});

export const agreedElsewhere: FormHandler<typeof asked> = {
  id: 'breach.agreed-elsewhere',
  access: 'everyone',
  async open(ask, { id, proposal }) {
    const file = await found(ask, id);
    if (!file) return { refused: notThere };
    const waiting = waitingProposal(file);
    const refusal = gone(file, proposal) ?? (waiting && tooEarly(file, waiting, ask));
    if (refusal !== undefined || !waiting) return { refused: refusal ?? notThere };
    if (file.incident.confidential && ask.surface !== 'web')
      return { refused: 'Nothing about it is written here: open it in your browser.' };
    return {
      title: 'They said yes elsewhere',
      submit: 'Write it down',
      intro: [
        { kind: 'facts', facts: proposedFacts(file, waiting) },
        { kind: 'text', text: 'It is decided by this, and shown as recorded by you.' },
      ],
      fields: asked,
      values: { on: file.policy.calendar.localDay(ask.now).toString() },
    };
  },
  async submit(act, { id, proposal }, { who, how, on, evidence }) {
    const file = await found(act, id);
    const waiting = file && waitingProposal(file);
    if (!file) return { kind: 'refused', text: notThere };
    const refusal = gone(file, proposal) ?? (waiting && tooEarly(file, waiting, act));
    if (refusal !== undefined || !waiting) return { kind: 'refused', text: refusal ?? notThere };
    const { calendar } = file.policy;
    const proposedOn = calendar.localDay(waiting.at).toString();
    if (isAhead(on, file.policy, act.now)) return { kind: 'invalid', errors: { on: stillToCome } };
    if (on < proposedOn)
      return { kind: 'invalid', errors: { on: `It was proposed only on ${sayDay(proposedOn)}.` } };
    if (who === act.actor.id)
      return { kind: 'invalid', errors: { who: 'If it is you, say yes to it yourself.' } };
    const able = await ableTo(act, file, waiting);
    if (!able.some((person) => person.id === who))
      return { kind: 'invalid', errors: { who: `It takes ${able.map(({ name }) => name).join(' or ')}.` } };
    return settle(act, file, waiting, {
      withId: who,
      by: workers,
      rule: () => ruleProposal(act.tx, waiting.id, 'agreed', who, { on, recordedById: act.actor.id }),
      more: {
        facts: { how: how, on, person: act.actor.id },
        words: { [`proposal-evidence:${waiting.id}`]: evidence },
        toldId: who,
      },
    });
  },
};

/** Whoever proposed it writes it down only once the plan's minutes have passed and nobody else did: nobody decides alone in a hurry. */
export function tooEarly(
  { policy }: IncidentFile,
  waiting: Proposal,
  { actor, now }: Pick<Scene, 'now'> & { readonly actor: { readonly id: string } },
): string | undefined {
  const { after_minutes } = policy.pack.breaches.response.decision;
  if (waiting.byId !== actor.id || isMissed(waiting, after_minutes, now)) return undefined;
  const from = waiting.at.add({ minutes: after_minutes });
  return `You proposed it, so somebody else who works on it writes that down; from ${sayMoment(from, policy.calendar.zone)} on you may.`;
}

async function ableTo(scene: Scene, file: IncidentFile, waiting: Proposal) {
  const proposer = await scene.directory.person(scene.reader, waiting.byId);
  return proposer?.status === 'active' ? peopleOf(await partnersOf(scene, file, proposer)) : [];
}
