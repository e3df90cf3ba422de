/** One press of two: what somebody wants decided stands on the incident until another says yes; alone only where nobody else can (R074). */
import type { Act } from '../../../app/context.ts';
import type { Outcome } from '../../../app/feature.ts';
import { toIso } from '../../../kernel/clock.ts';
import { incidentKind } from '../rules/incident.ts';
import { mayContest } from '../rules/proposal.ts';
import type { IncidentFile } from '../store/incidents.ts';
import { insertProposal, type NewProposal, ruleProposal } from '../store/proposals.ts';
import { writeEvent } from '../store/timeline.ts';
import { type Change, change } from './change.ts';
import { conclude, concluded } from './conclude.ts';
import { callPartners, type Partners, partnersOf, peopleOf } from './deciders.ts';
import { type ClockNews, sayNews } from './recompute-clocks.ts';

export interface Wanted {
  readonly proposal: NewProposal;
  readonly why: string;
  /** What makes it that moment, and what is to be learned. */
  readonly discovered?: string | undefined;
  readonly learned?: string | undefined;
  readonly refuse: NonNullable<Change['refuse']>;
}

/** Whether the next press decides it, and whom it takes otherwise. */
export async function partnersFor(
  act: Parameters<typeof partnersOf>[0] & Pick<Act, 'actor'>,
  file: IncidentFile,
) {
  return mayContest(file, act.actor.id)
    ? ({ kind: 'alone', why: 'plan' } satisfies Partners)
    : partnersOf(act, file, act.actor);
}

export async function proposeOrDecide(act: Act, file: IncidentFile, wanted: Wanted): Promise<Outcome> {
  const partners = await partnersFor(act, file);
  return partners.kind === 'alone' ? decideAlone(act, file, wanted) : propose(act, file, wanted, partners);
}

function propose(act: Act, file: IncidentFile, wanted: Wanted, partners: Partners): Promise<Outcome> {
  const { id } = file.incident;
  const { ruling, severity, discoveredAt, early } = wanted.proposal;
  return change(act, id, {
    by: file.policy.pack.breaches.response.decision.by,
    afterwards: true,
    refuse: wanted.refuse,
    async also({ incident }) {
      const proposal = await insertProposal(act.tx, id, act.actor.id, wanted.proposal);
      await writeEvent(act.tx, id, {
        what: 'proposed',
        byId: act.actor.id,
        facts: {
          ...{ proposal: proposal.id, ruling, severity: severity ?? null, early },
          at: discoveredAt ? toIso(discoveredAt) : null,
        },
        words: wordsOf(proposal.id, wanted),
      });
      await callPartners(act, incident, partners, act.actor.id);
      const about = { kind: incidentKind, id };
      const facts = { proposal: proposal.id };
      for (const { id: personId } of peopleOf(partners))
        act.tx.notify({ notice: 'breach.proposed', about, to: { personId }, facts });
    },
    say: () =>
      `Proposed. It is decided when ${peopleOf(partners)
        .map(({ name }) => name)
        .join(' or ')} says yes; until then it stands as it is.`,
  });
}

function decideAlone(act: Act, file: IncidentFile, wanted: Wanted): Promise<Outcome> {
  const { incident } = file;
  const { ruling } = wanted.proposal;
  let news: ClockNews | undefined;
  return change(act, incident.id, {
    by: file.policy.pack.breaches.response.decision.by,
    afterwards: true,
    refuse: wanted.refuse,
    data: concluded(act, incident, { ...wanted.proposal, byId: act.actor.id }),
    async also() {
      const proposal = await insertProposal(act.tx, incident.id, act.actor.id, wanted.proposal);
      await ruleProposal(act.tx, proposal.id, 'agreed', act.actor.id);
      const learned = wanted.learned !== undefined;
      const words = wordsOf(proposal.id, wanted);
      news = await conclude(act, { incident, proposal, withId: undefined, words, learned });
    },
    say: ({ incident: { reference } }) => sayDecided(reference, ruling, news),
  });
}

/** For whoever pressed last. */
export function sayDecided(
  reference: string,
  ruling: NewProposal['ruling'],
  news: ClockNews | undefined,
): string {
  switch (ruling) {
    case 'breach':
      return `${reference} is a breach. The team is called and its tasks are open.${news ? sayNews(news) : ''}`;
    case 'not_a_breach':
      return `${reference} is not a reportable breach. It stays on record with the reasons.`;
    case 'reopen':
      return 'It is open again, as a worry that nobody has decided on.';
  }
}

function wordsOf(id: string, { why, discovered, learned }: Wanted): Readonly<Record<string, string>> {
  return {
    [`proposal-why:${id}`]: why,
    ...(discovered === undefined ? {} : { [`proposal-discovered:${id}`]: discovered }),
    ...(learned === undefined ? {} : { [`proposal-learned:${id}`]: learned }),
  };
}
