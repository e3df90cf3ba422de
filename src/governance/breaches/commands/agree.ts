/** The other press of two: somebody else of those who decide says yes to what is proposed, or no with a reason; or it is taken back. */
import type { Act, Ask } from '../../../app/context.ts';
import type { ActionHandler, FormHandler, Outcome } from '../../../app/feature.ts';
import type { Block, Payload } from '../../../chat/card.ts';
import { fields } from '../../../chat/form.ts';
import { proposedFacts } from '../cards/proposal.ts';
import { incidentKind } from '../rules/incident.ts';
import { type Proposal, waitingProposal } from '../rules/proposal.ts';
import type { IncidentFile } from '../store/incidents.ts';
import { ruleProposal, withdrawProposals } from '../store/proposals.ts';
import { type Change, change, notThere } from './change.ts';
import { type Conclusion, conclude, concluded } from './conclude.ts';
import { partnersOf, peopleOf } from './deciders.ts';
import { foundByDecider } from './found.ts';
import { sayDecided } from './propose.ts';
import type { ClockNews } from './recompute-clocks.ts';

const asked = fields({
  answer: {
    kind: 'choice',
    label: 'Do you decide it so?',
    options: [
      { value: 'agree', label: 'Yes, I agree' },
      { value: 'object', label: 'No, and I say why' },
    ],
  },
  why: {
    kind: 'text',
    label: 'Why not?',
    hint: 'Do not name a student.',
    multiline: true,
    max: 2000,
    showIf: { field: 'answer', is: ['object'] },
  },
});

export const agree: FormHandler<typeof asked> = {
  id: 'breach.agree',
  access: 'everyone',
  async open(ask, { id, proposal }) {
    const file = await foundByDecider(ask, id);
    if (!file) return { refused: notThere };
    const waiting = waitingProposal(file);
    const refusal = gone(file, proposal) ?? (await mayNotAgree(ask, file, waiting));
    if (refusal !== undefined || !waiting) return { refused: refusal ?? notThere };
    if (file.incident.confidential && ask.surface !== 'web')
      return { refused: 'Nothing about it is written here: open it in your browser.' };
    return {
      title: 'Decide together',
      submit: 'Keep it',
      intro: [{ kind: 'facts', facts: proposedFacts(file, waiting) }, ...reasons(ask, file, waiting)],
      fields: asked,
      values: {},
    };
  },
  async submit(act, { id, proposal }, { answer, why }) {
    const file = await foundByDecider(act, id);
    const waiting = file && waitingProposal(file);
    if (!file) return { kind: 'refused', text: notThere };
    const refusal = gone(file, proposal) ?? (await mayNotAgree(act, file, waiting));
    if (refusal !== undefined || !waiting) return { kind: 'refused', text: refusal ?? notThere };
    if (answer === 'agree')
      return settle(act, file, waiting, {
        withId: act.actor.id,
        by: file.policy.pack.breaches.response.decision.by,
        rule: () => ruleProposal(act.tx, waiting.id, 'agreed', act.actor.id),
      });
    return change(act, id, {
      ...asProposed(file, waiting),
      what: 'objected',
      facts: { proposal: waiting.id, to: waiting.byId },
      words: why ?? '',
      async also() {
        await ruleProposal(act.tx, waiting.id, 'objected', act.actor.id);
        const about = { kind: incidentKind, id: file.incident.id };
        act.tx.notify({ notice: 'breach.objected', about, to: { personId: waiting.byId } });
      },
      say: () => 'Kept with your reason. Nothing is decided; whoever proposed it is told.',
    });
  },
};

export interface Settling {
  readonly withId: string;
  readonly by: Change['by'];
  readonly rule: () => Promise<void>;
  readonly more?: Pick<Conclusion, 'facts' | 'words' | 'toldId'>;
}

/** What was proposed is decided. */
export function settle(
  act: Act,
  file: IncidentFile,
  proposal: Proposal,
  { withId, by, rule, more = {} }: Settling,
): Promise<Outcome> {
  const { incident } = file;
  let news: ClockNews | undefined;
  return change(act, incident.id, {
    ...asProposed(file, proposal),
    by,
    data: concluded(act, incident, proposal),
    async also() {
      await rule();
      const learned = file.words[`proposal-learned:${proposal.id}`] !== undefined;
      news = await conclude(act, { incident, proposal, withId, learned, ...more });
    },
    say: ({ incident: { reference } }) => sayDecided(reference, proposal.ruling, news),
  });
}

/** On the proposal that they read, in the state for which it was made. */
export function asProposed(
  file: IncidentFile,
  { id }: Proposal,
): Pick<Change, 'by' | 'afterwards' | 'refuse'> {
  return {
    by: file.policy.pack.breaches.response.decision.by,
    afterwards: true,
    refuse: (fresh) => gone(fresh, id),
  };
}

/** Why it can't be answered any more. */
export function gone(file: IncidentFile, id: string | undefined): string | undefined {
  const waiting = waitingProposal(file);
  if (!waiting) return 'Nothing waits for another’s yes; here is how it stands now.';
  if (waiting.id !== id) return 'Something else is proposed meanwhile: read it again first.';
  const concern = file.incident.state === 'concern';
  return concern === (waiting.ruling !== 'reopen') ? undefined : 'It has moved on; propose it again.';
}

/** Why it is not theirs to say yes. */
async function mayNotAgree(
  ask: Ask,
  file: IncidentFile,
  waiting: Proposal | undefined,
): Promise<string | undefined> {
  if (!waiting) return undefined;
  if (waiting.byId === ask.actor.id) return 'You proposed it; somebody else says yes or no.';
  const proposer = await ask.directory.person(ask.reader, waiting.byId);
  const theirs = proposer?.status === 'active' && (await partnersOf(ask, file, proposer));
  if (!theirs || theirs.kind === 'alone')
    return 'Whoever proposed it does not decide on it any more: propose it yourself.';
  return peopleOf(theirs).some(({ id }) => id === ask.actor.id)
    ? undefined
    : `Somebody else has to say yes: ${peopleOf(theirs)
        .map(({ name }) => name)
        .join(' or ')}.`;
}

/** What people typed goes into no chat. */
function reasons(ask: Ask, { words }: IncidentFile, { id }: Proposal): readonly Block[] {
  if (ask.surface !== 'web') return [{ kind: 'text', text: 'Read the reasons on its page first.' }];
  const labels = { why: 'Why', discovered: 'What makes it that moment', learned: 'What is to be learned' };
  return Object.entries(labels).flatMap(([field, label]): Block[] => {
    const text = words[`proposal-${field}:${id}`];
    return text ? [{ kind: 'quote', label, text: text.body ?? '[blanked]' }] : [];
  });
}

export const withdraw: ActionHandler = {
  id: 'breach.withdraw-proposal',
  access: 'everyone',
  async run(act, { id, proposal }: Payload) {
    const file = await foundByDecider(act, id);
    if (!file) return { kind: 'refused', text: notThere };
    return change(act, id, {
      by: file.policy.pack.breaches.response.decision.by,
      afterwards: true,
      refuse: (fresh) =>
        gone(fresh, proposal) ??
        (waitingProposal(fresh)?.byId === act.actor.id
          ? undefined
          : 'Whoever proposed it takes it back. You may object, or propose something else.'),
      what: 'proposal-withdrawn',
      facts: { proposal: proposal ?? null },
      also: async ({ incident }) => void (await withdrawProposals(act.tx, incident.id, act.actor.id)),
      say: () => 'It is taken back; nothing is decided.',
    });
  },
};
