/** People decide whether it is a breach (R074): never by itself, never alone where the plan says so, always with reasons. */
import type { Act } from '../../../app/context.ts';
import type { FormHandler } from '../../../app/feature.ts';
import { fields } from '../../../chat/form.ts';
import { toDate, toIso } from '../../../kernel/clock.ts';
import type { Policy } from '../../../policy/policy.ts';
import { areEnough } from '../rules/decide.ts';
import { incidentKind, partsOf, worksOn } from '../rules/incident.ts';
import type { IncidentFile } from '../store/incidents.ts';
import { writeEvent } from '../store/timeline.ts';
import { change, notThere } from './change.ts';
import { deciders, withExecutives } from './deciders.ts';
import { discoveryAsked, discoveryNow, readDiscovery } from './discovery-fields.ts';
import { found, foundByDecider } from './found.ts';
import { type ClockNews, recomputeClocks, sayNews } from './recompute-clocks.ts';
import { openTasks, seatTeam } from './response-tasks.ts';
import { tellWorkers } from './tell.ts';

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
    with: {
      kind: 'people',
      label: 'Who decided it with you?',
      hint: 'They are told that you named them.',
      optional: true,
    },
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
    return {
      title: 'Is it a breach?',
      submit: 'Record the decision',
      intro: [
        {
          kind: 'text',
          text:
            decision.together_with === undefined
              ? `You may decide it (${decision.src}).`
              : `The desk and somebody of the executive team decide it together (${decision.src}).`,
        },
        {
          kind: 'text',
          text: 'If it is a breach, legal times run from the discovery, and the team is called with its tasks. No family and no authority is told by this: people do that. Whoever reported it is told how it ended.',
        },
      ],
      fields: determineFields(policy),
      values: { discovered: discoveryNow(incident, policy) },
    };
  },
  async submit(act, { id }, values) {
    const file = await foundByDecider(act, id);
    if (!file) return { kind: 'refused', text: notThere };
    const { incident, policy } = file;
    const refusal = notNow(file);
    if (refusal !== undefined) return { kind: 'refused', text: refusal };
    const beside = (values.with ?? []).filter((one) => one !== act.actor.id);
    const wrong = await withWhom(act, file, beside);
    if (wrong !== undefined) return { kind: 'invalid', errors: { with: wrong } };
    const { ruling, reasons, severity, discovered, discovered_why, learned } = values;
    const read =
      ruling === 'breach' && discovered !== undefined
        ? readDiscovery(incident, policy, act.now, { discovered, earlier: values.earlier })
        : undefined;
    if (read && 'errors' in read) return { kind: 'invalid', errors: read.errors };
    const byId = act.actor.id;
    let news: ClockNews | undefined;
    return change(act, id, {
      by: policy.pack.breaches.response.decision.by,
      refuse: notNow,
      what: 'determined',
      facts: { ruling, with: beside, severity: severity ?? null },
      words: reasons,
      data: {
        ...{ state: ruling, ruling, decidedAt: toDate(act.now), decidedById: byId },
        severity: severity ?? null,
        ...(ruling === 'breach' && !incident.teamCalledAt ? { teamCalledAt: toDate(act.now) } : {}),
        ...(read ? { discoveredAt: toDate(read.at), discoveredById: byId } : {}),
      },
      async also({ incident: { id: incidentId } }) {
        if (read)
          await writeEvent(act.tx, incidentId, {
            what: 'discovery-set',
            byId,
            facts: { at: toIso(read.at), early: values.earlier === true },
            words: discovered_why ?? '',
          });
        if (learned !== undefined)
          await writeEvent(act.tx, incidentId, { what: 'learned', byId, words: learned });
        if (ruling === 'breach') await respond(act, incidentId, incident.teamCalledAt === undefined);
        news = await recomputeClocks(act, incident, 'decided', byId);
        await tellOfDecision(act, file, beside);
      },
      say: ({ incident: { reference } }) =>
        ruling === 'breach'
          ? `${reference} is a breach. The team is called and its tasks are open.${news ? sayNews(news) : ''}`
          : `${reference} is not a reportable breach. It stays on record with your reasons.`,
    });
  },
};

function notNow({ incident }: IncidentFile): string | undefined {
  return incident.state === 'concern'
    ? undefined
    : 'It is decided already. If there is something new, open the decision again first.';
}

/** What is wrong with those who are said to have decided it too. */
async function withWhom(
  act: Act,
  file: IncidentFile,
  beside: readonly string[],
): Promise<string | undefined> {
  const { incident, policy } = file;
  const { decision } = policy.pack.breaches.response;
  const seeing = await deciders(act, incident);
  if (beside.some((one) => !seeing.has(one)))
    return 'Somebody of these does not look into it: name only those who can see it.';
  if (areEnough(decision, [act.actor.id, ...beside], seeing, await withExecutives(act, file, seeing)))
    return undefined;
  return incident.executivesCalled === undefined
    ? 'The desk and the executive team decide it together: call the executive team first.'
    : `The desk and the executive team decide it together (${decision.src}): name who of them did.`;
}

/** The team is called with the decision, unless it was before, and what there is to do in a breach opens. */
async function respond(act: Act, id: string, first: boolean): Promise<void> {
  const called = first ? await found(act, id) : undefined;
  const roles = called?.policy.pack.breaches.response.team.roles.map((role) => ({ role }));
  if (called && roles) await seatTeam(act, called.incident, roles);
  const seated = await found(act, id);
  if (seated) await openTasks(act, seated, ['team', 'breach']);
}

async function tellOfDecision(act: Act, { incident }: IncidentFile, beside: readonly string[]) {
  const about = { kind: incidentKind, id: incident.id };
  for (const personId of beside) act.tx.notify({ notice: 'breach.named', about, to: { personId } });
  await tellWorkers(act, incident, 'breach.determined', [act.actor.id, ...beside]);
  const { reporterId } = incident;
  if (reporterId === undefined || reporterId === act.actor.id) return;
  const reporter = await act.directory.person(act.reader, reporterId);
  if (reporter && !worksOn(partsOf(incident, reporter)))
    act.tx.notify({ notice: 'breach.ended', about, to: { personId: reporterId } });
}
