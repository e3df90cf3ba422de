/** Human Resources exempts somebody from a duty, with a reason that the plan knows, and takes it back. */
import type { Act, Ask } from '../../../app/context.ts';
import type { ActionHandler, FormHandler, Outcome, Word } from '../../../app/feature.ts';
import type { Card } from '../../../chat/card.ts';
import type { Field, Fields, RawValues, ValuesOf } from '../../../chat/form.ts';
import { sayDay } from '../../../chat/say-when.ts';
import { Temporal } from '../../../kernel/clock.ts';
import type { Policy } from '../../../policy/policy.ts';
import { dutyName } from '../cards/say.ts';
import { endExemption, exempt, exemptionsAt } from '../store/exemptions.ts';
import { todayOf } from './mine.ts';

const access = { anyOf: ['hr'] };

/** A card lists no more. */
const mostListed = 40;

function exemptable(policy: Policy): readonly string[] {
  return Object.entries(policy.pack.duties).flatMap(([id, { on, exempt: reasons }]) =>
    on && Object.keys(reasons).length > 0 ? [id] : [],
  );
}

const reasonField = (duty: string) => `reason_${duty}`;

function asked(ask: Ask): Fields {
  const duties = exemptable(ask.policy);
  return {
    person: { kind: 'person', label: 'Who?' },
    duty: {
      kind: 'choice',
      label: 'From what?',
      options: duties.map((duty) => ({ value: duty, label: dutyName(ask.policy, duty) })),
    },
    ...Object.fromEntries(
      duties.map((duty): [string, Field] => [
        reasonField(duty),
        {
          kind: 'choice',
          label: 'For which reason?',
          options: Object.entries(ask.policy.pack.duties[duty]?.exempt ?? {}).map(([value, { label }]) => ({
            value,
            label,
          })),
          showIf: { field: 'duty', is: [duty] },
        },
      ]),
    ),
    until: {
      kind: 'date',
      label: 'Until which day?',
      hint: 'The last day. Leave empty for no end.',
      from: todayOf(ask),
      optional: true,
    },
    note: { kind: 'text', label: 'Anything to add?', max: 300, optional: true },
  };
}

export const exemptForm: FormHandler<Fields> = {
  id: 'duties.exempt',
  access,
  async open(ask, subject) {
    if (exemptable(ask.policy).length === 0)
      return { refused: 'The plan knows no reason for an exemption from anything.' };
    return {
      title: 'Exempt somebody',
      submit: 'Exempt',
      intro: [
        {
          kind: 'text',
          text: 'What is open of it is ended, and stays on file. The reason and your name are recorded.',
        },
      ],
      fields: asked(ask),
      values: subject.person ? { person: subject.person } : {},
    };
  },
  submit,
};

async function submit(act: Act, _subject: unknown, given: ValuesOf<Fields>): Promise<Outcome> {
  const values: RawValues = given;
  const duty = String(values.duty);
  const reason = String(values[reasonField(duty)]);
  const reasons = act.policy.pack.duties[duty]?.exempt ?? {};
  const known = Object.hasOwn(reasons, reason) ? reasons[reason] : undefined;
  if (!known) return invalid(reasonField(duty), 'The plan does not know this reason. Please choose another.');
  const person = await act.directory.person(act.tx, String(values.person));
  if (!person || person.status === 'left') return invalid('person', 'Please choose somebody who works here.');
  if (person.id === act.actor.id)
    return invalid('person', 'Nobody exempts themselves. Ask a colleague in Human Resources.');
  const today = Temporal.PlainDate.from(todayOf(act));
  const before = (await exemptionsAt(act.tx, today)).some(
    (one) => one.personId === person.id && one.duty === duty,
  );
  if (before) return invalid('duty', `${person.name} is exempted from this already. Take that back first.`);
  await exempt(act.tx, {
    ...{ personId: person.id, duty, reason, from: today, byId: act.actor.id },
    until: values.until ? Temporal.PlainDate.from(String(values.until)) : undefined,
    note: values.note ? String(values.note) : undefined,
  });
  const until = values.until ? ` until ${sayDay(String(values.until))}` : '';
  return {
    kind: 'done',
    text: `${person.name} is exempted from “${dutyName(act.policy, duty)}”${until}: ${known.label} (${known.src}).`,
    about: { kind: 'person', id: person.id },
    card: await exemptionsCard(act),
  };
}

function invalid(field: string, message: string): Outcome {
  return { kind: 'invalid', errors: { [field]: message } };
}

async function exemptionsCard(ask: Ask): Promise<Card> {
  const all = await exemptionsAt(ask.reader, ask.policy.calendar.localDay(ask.now));
  return {
    audience: 'person',
    title: 'Exemptions',
    status: { label: `${all.length}`, tone: 'neutral' },
    blocks: [
      all.length === 0
        ? { kind: 'text', text: 'Nobody is exempted from anything.' }
        : {
            kind: 'list',
            items: all.slice(0, mostListed).map((one) => ({
              title: `${one.name}: ${dutyName(ask.policy, one.duty)}`,
              detail: `${ask.policy.pack.duties[one.duty]?.exempt[one.reason]?.label ?? one.reason}${one.until ? `, until ${sayDay(one.until)}` : ''}`,
              action: {
                kind: 'run',
                id: 'duties.exemption.end',
                label: 'Take back',
                payload: { exemption: one.id },
              },
            })),
          },
      ...(all.length > mostListed
        ? [
            {
              kind: 'text' as const,
              text: `And ${all.length - mostListed} more: take back some to see them.`,
            },
          ]
        : []),
    ],
    actions: [{ kind: 'open-form', form: 'duties.exempt', label: 'Exempt somebody', subject: {} }],
  };
}

export const endExemptionAction: ActionHandler = {
  id: 'duties.exemption.end',
  access,
  async run(act, payload) {
    const ended = await endExemption(act.tx, payload.exemption ?? '', act.actor.id);
    const card = await exemptionsCard(act);
    if (!ended) return { kind: 'refused', text: 'This exemption had ended already.', card };
    return { kind: 'done', text: 'Taken back. What they owe is opened again within minutes.', card };
  },
};

export const exemptionsWord: Word = {
  command: 'safekeep',
  word: 'exemptions',
  summary: 'Who is exempted from what, and why',
  access,
  run: async (ask) => ({ kind: 'card', card: await exemptionsCard(ask) }),
};
