/** People decide whether it is a breach (R074): never by itself, never alone where the plan says so, always with reasons. */
import type { Ask } from '../../../app/context.ts';
import type { FormHandler } from '../../../app/feature.ts';
import { fields } from '../../../chat/form.ts';
import { assertNever } from '../../../kernel/assert-never.ts';
import type { Policy } from '../../../policy/policy.ts';
import { waitingProposal } from '../rules/proposal.ts';
import type { IncidentFile } from '../store/incidents.ts';
import { notThere } from './change.ts';
import { type Partners, peopleOf } from './deciders.ts';
import { discoveryAsked, discoveryNow, readDiscovery } from './discovery-fields.ts';
import { foundByDecider } from './found.ts';
import { partnersFor, proposeOrDecide } from './propose.ts';

function determineFields(policy: Policy) {
  const { severities } = policy.pack.breaches.response;
  const breach = { showIf: { field: 'ruling', is: ['breach'] } };
  const { discovered, earlier, discovered_why } = discoveryAsked;
  return fields({
    ruling: {
      kind: 'choice',
      label: 'What was decided?',
      options: [
        { value: 'breach', label: 'It is a breach' },
        { value: 'not_a_breach', label: 'It is not a reportable breach' },
      ],
    },
    reasons: { kind: 'text', label: 'Why?', hint: 'Do not name a student.', multiline: true, max: 3000 },
    severity: {
      kind: 'choice',
      label: 'How severe is it?',
      ...breach,
      options: severities.map(({ id, name, means, public_page }) => ({
        value: id,
        label: name,
        description: public_page ? `${means} The public page is for it.` : means,
      })),
    },
    discovered: { ...discovered, ...breach },
    earlier: { ...earlier, ...breach },
    discovered_why: { ...discovered_why, ...breach },
    learned: {
      kind: 'text',
      label: 'What is to be learned from it?',
      multiline: true,
      max: 3000,
      optional: true,
      showIf: { field: 'ruling', is: ['not_a_breach'] },
    },
  });
}

type Wanted = ReturnType<typeof determineFields>;

export const determine: FormHandler<Wanted> = {
  id: 'breach.determine',
  access: 'everyone',
  async open(ask, { id }) {
    const file = await foundByDecider(ask, id);
    if (!file) return { refused: notThere };
    const { incident, policy } = file;
    const refusal = notNow(file);
    if (refusal !== undefined) return { refused: refusal };
    const { decision } = policy.pack.breaches.response;
    const partners = await partnersFor(ask, file);
    return {
      title: 'Is it a breach?',
      submit: partners.kind === 'alone' ? 'Record the decision' : 'Propose it',
      intro: [
        { kind: 'text', text: sayWho(partners, decision.src) },
        {
          kind: 'text',
          text: 'If it is a breach, legal times run from the discovery, and the team is called with its tasks. No family and no authority is told by this: people do that. Whoever reported it is told how it ended.',
        },
      ],
      fields: determineFields(policy),
      values: { ...before(ask, file), discovered: discoveryNow(incident, policy) },
    };
  },
  async submit(act, { id }, values) {
    const file = await foundByDecider(act, id);
    if (!file) return { kind: 'refused', text: notThere };
    const { incident, policy } = file;
    const refusal = notNow(file);
    if (refusal !== undefined) return { kind: 'refused', text: refusal };
    const { reasons, severity, discovered, discovered_why, learned, earlier } = values;
    const ruling = values.ruling === 'breach' ? 'breach' : 'not_a_breach';
    const read =
      ruling === 'breach' && discovered !== undefined
        ? readDiscovery(incident, policy, act.now, { discovered, earlier })
        : undefined;
    if (read && 'errors' in read) return { kind: 'invalid', errors: read.errors };
    return proposeOrDecide(act, file, {
      proposal: {
        ...{ ruling, severity, discoveredAt: read?.at, early: ruling === 'breach' && earlier === true },
      },
      ...{ why: reasons, learned, refuse: notNow },
      ...(read ? { discovered: discovered_why ?? '' } : {}),
    });
  },
};

function notNow({ incident }: IncidentFile): string | undefined {
  return incident.state === 'concern'
    ? undefined
    : 'It is decided already. If there is something new, open the decision again first.';
}

/** What it takes beside this press. */
export function sayWho(partners: Partners, src: string): string {
  switch (partners.kind) {
    case 'alone':
      return partners.why === 'plan'
        ? `You may decide it (${src}).`
        : `The plan has two decide it (${src}), but there is nobody else whom it does not concern: you decide it alone, and the record says so.`;
    case 'there':
      return `Two decide it together (${src}): what you propose is decided when ${namesOf(partners)} says yes.`;
    case 'executives':
      return `Two decide it together (${src}): the executive team is called with what you propose, and it is decided when one of them says yes.`;
    case 'next':
      return `Two decide it together (${src}). Nobody of the executive team can, so ${namesOf(partners)} is called with what you propose, and decides with you.`;
    default:
      return assertNever(partners);
  }
}

function namesOf(partners: Partners): string {
  return peopleOf(partners)
    .map(({ name }) => name)
    .join(' or ');
}

/** What they proposed themselves stands in the form; words that somebody typed only on a page. */
function before(ask: Ask, file: IncidentFile) {
  const waiting = waitingProposal(file);
  if (!waiting || waiting.byId !== ask.actor.id || ask.surface !== 'web') return {};
  const why = file.words[`proposal-why:${waiting.id}`]?.body;
  return {
    ...(waiting.ruling === 'reopen' ? {} : { ruling: waiting.ruling }),
    ...(waiting.severity === undefined ? {} : { severity: waiting.severity }),
    ...(why ? { reasons: why } : {}),
  };
}
