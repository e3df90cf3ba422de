/** What triage finds: facts that people set and correct; what they were before stays on the timeline. Nothing is decided by them. */
import type { Act } from '../../../app/context.ts';
import type { FormHandler } from '../../../app/feature.ts';
import { type Field, fields } from '../../../chat/form.ts';
import { type Temporal, toDate } from '../../../kernel/clock.ts';
import type { Policy } from '../../../policy/policy.ts';
import type { Facts } from '../../../store/tx.ts';
import type { Incident, Ongoing } from '../rules/incident.ts';
import { listLaws } from '../rules/public-list.ts';
import { answerOf, answers, known, readAnswer, triageLabels } from '../rules/triage.ts';
import type { IncidentFile } from '../store/incidents.ts';
import type { IncidentData } from '../store/write.ts';
import { change, notThere } from './change.ts';
import { found, whileNotClosed, workers } from './found.ts';
import { openListTasks } from './list-tasks.ts';
import { type ClockNews, recomputeClocks, sayNews } from './recompute-clocks.ts';
import { detailFields, peopleAsked } from './report-fields.ts';
import { openTasks } from './response-tasks.ts';

function triageFields(policy: Policy) {
  const { kinds, systems, ongoing } = detailFields(policy);
  return fields({
    kinds,
    systems,
    people: {
      kind: 'text',
      ...peopleAsked,
      hint: `${peopleAsked.hint} A number, at least so many. Leave it empty while nobody knows.`,
      max: 9,
      optional: true,
      scan: false,
    },
    ...schoolFields(policy),
    ongoing,
    inadvertent: {
      kind: 'choice',
      label: 'Was it shown or sent to somebody by mistake?',
      options: [...answers],
    },
    compromised: { kind: 'choice', label: 'Did somebody get into a system?', options: [...answers] },
    criminalUse: { kind: 'choice', label: 'Is criminal use of the data likely?', options: [...answers] },
    significant: {
      kind: 'choice',
      label: 'Is it significant?',
      hint: 'Done on purpose, about many people, or about sensitive records.',
      options: [...answers],
    },
    network: {
      kind: 'choice',
      label: 'Is the state’s education network involved?',
      options: [...answers],
    },
    why: { kind: 'text', label: 'How do you know?', multiline: true, max: 2000, optional: true },
  });
}

interface SchoolFields {
  readonly students: NumberField;
  readonly enrolled: NumberField;
}
type NumberField = Extract<Field, { readonly kind: 'text' }> & { readonly optional: true };

/** Asked only where a law has a public list by the share of a school; what is not asked reads as left empty. */
function schoolFields(policy: Policy): SchoolFields {
  if (listLaws(policy).length === 0) return {} as SchoolFields;
  const number = { kind: 'text', max: 9, optional: true, scan: false } as const;
  return {
    students: {
      ...{ ...number, label: 'Of the school that is hit hardest: how many students?' },
      hint: 'A number alone; no names. Leave both empty while nobody knows.',
    },
    enrolled: { ...number, label: 'How many students go there?' },
  };
}

export const triage: FormHandler<ReturnType<typeof triageFields>> = {
  id: 'breach.triage',
  access: 'everyone',
  async open(ask, { id }) {
    const file = await found(ask, id);
    if (!file) return { refused: notThere };
    const { incident, policy } = file;
    const { systems } = policy.pack.breaches.report;
    const all = triageFields(policy);
    return {
      title: 'What we know',
      submit: 'Keep it',
      intro: [
        {
          kind: 'text',
          text: 'Correct what is wrong and add what is new. What stood here before is kept. Nothing is decided by it.',
        },
      ],
      fields: all,
      values: {
        kinds: [...incident.kinds],
        systems: incident.systems.flatMap((name) => {
          const at = systems.indexOf(name);
          return at < 0 ? [] : [String(at)];
        }),
        ...(incident.people === undefined ? {} : { people: String(incident.people) }),
        ...(incident.students === undefined ? {} : { students: String(incident.students) }),
        ...(incident.enrolled === undefined ? {} : { enrolled: String(incident.enrolled) }),
        ongoing: incident.ongoing,
        inadvertent: answerOf(incident.inadvertent),
        compromised: answerOf(incident.compromised),
        criminalUse: answerOf(incident.criminalUse),
        significant: answerOf(incident.significant),
        network: answerOf(incident.network),
      },
    };
  },
  async submit(act, { id }, values) {
    const file = await found(act, id);
    if (!file) return { kind: 'refused', text: notThere };
    const people = peopleIn(values.people);
    if (people === 'no-number')
      return { kind: 'invalid', errors: { people: 'Please give a number, such as 120.' } };
    const share = shareIn(values.students, values.enrolled);
    if ('errors' in share) return { kind: 'invalid', errors: share.errors };
    const { systems } = file.policy.pack.breaches.report;
    const after = {
      kinds: values.kinds ?? [],
      systems: (values.systems ?? []).flatMap((at) => systems[Number(at)] ?? []),
      people,
      ongoing: (values.ongoing ?? 'unknown') as Ongoing,
      inadvertent: readAnswer(values.inadvertent),
      compromised: readAnswer(values.compromised),
      criminalUse: readAnswer(values.criminalUse),
      significant: readAnswer(values.significant),
      network: readAnswer(values.network),
      ...(listLaws(file.policy).length === 0 ? countedIn(file.incident) : share),
    };
    const changed = changesOf(file.incident, after);
    if (Object.keys(changed).length === 0 && values.why === undefined)
      return { kind: 'refused', text: 'Nothing has changed.' };
    let news: ClockNews | undefined;
    return change(act, id, {
      by: workers,
      ...whileNotClosed,
      what: 'triaged',
      facts: { changed },
      ...(values.why === undefined ? {} : { words: values.why }),
      data: dataOf(after, act.now),
      also: async (now) => {
        news = await afterTriage(act, file, now);
      },
      say: () => `Kept.${news ? sayNews(news) : ''}`,
    });
  },
};

/** W16: a disclosure by mistake counts before anybody has decided, where the plan has a task that opens with it. */
async function afterTriage(act: Act, before: IncidentFile, now: IncidentFile): Promise<ClockNews> {
  if (now.incident.inadvertent === true && before.incident.inadvertent !== true)
    await openTasks(act, now, ['inadvertent']);
  await openListTasks(act, now.incident.id);
  return recomputeClocks(act, now.incident, 'facts', act.actor.id);
}

type Known = Pick<Incident, keyof typeof triageLabels>;

function changesOf(before: Known, after: Known): Facts {
  const names = Object.keys(triageLabels) as (keyof Known)[];
  return Object.fromEntries(
    names
      .filter((name) => JSON.stringify(known(before[name])) !== JSON.stringify(known(after[name])))
      .map((name) => [name, [known(before[name]), known(after[name])]]),
  );
}

/** From then on the number and the kinds are what people found, which may be too few for a law: no longer a reporter's guess. */
function dataOf(after: Known, now: Temporal.Instant): IncidentData {
  const { kinds, systems, people, ongoing, inadvertent, compromised, criminalUse, significant, network } =
    after;
  return {
    ...{ kinds: [...kinds], systems: [...systems], people: people ?? null, ongoing },
    ...{ inadvertent: inadvertent ?? null, compromised: compromised ?? null },
    ...{ criminalUse: criminalUse ?? null, significant: significant ?? null },
    ...{ network: network ?? null, students: after.students ?? null, enrolled: after.enrolled ?? null },
    peopleStatedAt: people === undefined ? null : toDate(now),
    kindsStatedAt: kinds.length === 0 ? null : toDate(now),
  };
}

/** Both or neither, and no more than there are. */
function shareIn(
  students: string | undefined,
  enrolled: string | undefined,
): Pick<Incident, 'students' | 'enrolled'> | { readonly errors: Readonly<Record<string, string>> } {
  const [of, all] = [peopleIn(students), peopleIn(enrolled)];
  if (of === 'no-number') return { errors: { students: 'Please give a number, such as 60.' } };
  if (all === 'no-number') return { errors: { enrolled: 'Please give a number, such as 400.' } };
  if (of === undefined && all !== undefined) return { errors: { students: 'How many of them?' } };
  if (of !== undefined && !all) return { errors: { enrolled: 'How many students go there?' } };
  if (of !== undefined && all !== undefined && of > all)
    return { errors: { students: 'That is more than go there.' } };
  return { students: of, enrolled: all };
}

function countedIn({ students, enrolled }: Incident): Pick<Incident, 'students' | 'enrolled'> {
  return { students, enrolled };
}

function peopleIn(typed: string | undefined): number | 'no-number' | undefined {
  if (typed === undefined) return undefined;
  const digits = typed.replaceAll(/[\s,.']/g, '');
  return /^\d{1,8}$/.test(digits) ? Number(digits) : 'no-number';
}
