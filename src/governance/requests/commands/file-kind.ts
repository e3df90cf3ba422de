/** What kind of request it is, with what each kind says and asks; the first is chosen and asks nothing more. */
import type { Act } from '../../../app/context.ts';
import type { Field, Fields, RawValues } from '../../../chat/form.ts';
import type { Temporal } from '../../../kernel/clock.ts';
import { failed, ok, type Result } from '../../../kernel/result.ts';
import type { DataRequestPolicy, Route } from '../../../policy/schema-requests.ts';
import { answerDay } from '../rules/answer-day.ts';
import { identifying } from '../rules/identifying.ts';
import { type Answer, answerTo } from '../rules/request.ts';
import type { CaseFile } from '../store/case-file.ts';
import { askedFields, faultsOfAnswers, givenAnswers, valuesOfAnswers } from './asks.ts';

export function firstRoute(plan: DataRequestPolicy): string {
  return Object.keys(plan.routes)[0] ?? '';
}

export function kindFields(plan: DataRequestPolicy): Fields {
  const routes = Object.entries(plan.routes);
  const may = routes.flatMap(([id, { pii }]) => (pii === 'may' ? [id] : []));
  return {
    route: {
      kind: 'choice',
      label: 'What kind of request is it?',
      options: routes.map(([value, { name, hint }]) => ({
        value,
        label: name,
        ...(hint ? { description: hint } : {}),
      })),
    },
    ...Object.fromEntries(routes.slice(1).map(([id, route]) => [`read_${id}`, readField(id, route)])),
    ...(may.length > 0 ? { pii: piiField(may) } : {}),
    ...Object.assign(
      {},
      ...routes.map(([id, { asks }]) => askedFields(asks, listOf(id), { field: 'route', is: [id] })),
    ),
  };
}

/** A kind that asks more of people says so before they fill in the rest. */
function readField(id: string, { name, says, src }: Route): Field {
  return {
    kind: 'tick',
    label: name,
    hint: `${says.trim()} (${src})`,
    says: 'I have read this',
    showIf: { field: 'route', is: [id] },
  };
}

function piiField(may: readonly string[]): Field {
  return {
    kind: 'choice',
    label: 'May the data identify students?',
    hint: 'By name, number, or because a group is that small.',
    options: [
      { value: 'no', label: 'No' },
      { value: 'yes', label: 'Yes' },
    ],
    showIf: { field: 'route', is: may },
  };
}

const listOf = (route: string) => `kind_${route}`;

/** What an old request answered of its kind, without its days, where that kind is still there. */
export function kindAgain(plan: DataRequestPolicy, { request, words }: CaseFile): RawValues {
  const route = plan.routes[request.route];
  if (!route) return {};
  const asks = route.asks.filter(({ kind }) => kind !== 'date');
  const answered = (question: string) => {
    const answer = answerTo(request, question);
    return answer && (answer.value ?? words[`given:${answer.id}`]?.body ?? undefined);
  };
  return {
    route: request.route,
    ...(route.pii === 'may' ? { pii: request.pii ? 'yes' : 'no' } : {}),
    ...valuesOfAnswers(asks, answered, listOf(request.route)),
  };
}

export interface Kind {
  readonly route: string;
  readonly pii: boolean;
  readonly answers: readonly Answer[];
  /** Typed answers, by the field they are kept under. */
  readonly words: Readonly<Record<string, string>>;
  readonly answerBy: Temporal.PlainDate | undefined;
  readonly answerRemindOn: Temporal.PlainDate | undefined;
}

/** By field, what is wrong with the kind that was chosen; else all that a request keeps of it. */
export async function kindOf(
  act: Act,
  values: RawValues,
  cameInOn: Temporal.PlainDate,
): Promise<Result<Kind, Readonly<Record<string, string>>>> {
  const plan = act.policy.pack.data_requests;
  const id = typeof values.route === 'string' ? values.route : firstRoute(plan);
  const route = plan.routes[id];
  if (!route) return failed({ route: 'This choice is no longer offered. Please choose again.' });
  const errors = {
    ...askerFaults(route, values),
    ...piiFaults(plan, route, values),
    ...(await faultsOfAnswers(act, route.asks, values, listOf(id))),
  };
  if (Object.keys(errors).length > 0) return failed(errors);
  const owed = answerDay(plan, act.policy.calendar, { route: id, cameInOn, publicRecordById: undefined });
  const by = { stayId: undefined, givenById: act.actor.id, givenAt: act.now };
  return ok({
    route: id,
    pii: route.pii === 'always' || (route.pii === 'may' && values.pii === 'yes'),
    ...givenAnswers(route.asks, values, by, listOf(id)),
    answerBy: owed?.on,
    answerRemindOn: owed?.remindOn,
  });
}

function askerFaults(route: Route, { asker }: RawValues): Readonly<Record<string, string>> {
  if (route.for.includes(asker === 'outsider' ? 'outsider' : 'staff')) return {};
  return {
    asker: route.for.includes('staff')
      ? `“${route.name}” is for staff of the district. Choose who of them is asking, or another kind of request.`
      : `“${route.name}” comes from outside: choose “Somebody outside the district”, or another kind of request.`,
  };
}

/** 003 §5.4: refused with its citation, and the way that is open is named. */
function piiFaults(
  plan: DataRequestPolicy,
  route: Route,
  values: RawValues,
): Readonly<Record<string, string>> {
  const text = (field: string) => (typeof values[field] === 'string' ? values[field] : undefined);
  const asks = identifying(plan, {
    detail: text('detail') ?? '',
    texts: Object.fromEntries(
      ['title', 'question', 'purpose', 'groups'].map((field) => [field, text(field)]),
    ),
  });
  if (!asks) return {};
  if (route.pii === 'may')
    return asks.detail && values.pii !== 'yes'
      ? { pii: 'What you chose under “How detailed?” identifies students. Choose “Yes”, or less detail.' }
      : {};
  if (route.pii === 'always') return {};
  const refusal = `${plan.pii.refusal.trim()} ${plan.pii.instead}`;
  return {
    ...(asks.detail ? { detail: refusal } : {}),
    ...Object.fromEntries(
      Object.entries(asks.words).map(([field, words]) => [
        field,
        `This asks for data that identify students: ${words.map((word) => `“${word}”`).join(', ')}. ${refusal}`,
      ]),
    ),
  };
}
