/** Planning an exercise: who plays which part, how fast its clock runs, and then it begins. */
import type { Act, Ask } from '../../../app/context.ts';
import type { FormHandler, Outcome } from '../../../app/feature.ts';
import type { Field, Fields, RawValues, ValuesOf } from '../../../chat/form.ts';
import { roleName } from '../../../policy/policy.ts';
import { drillCard } from '../cards/drill-card.ts';
import { realFirst } from '../cards/words.ts';
import { ahead, beginning, drillKind, type Pace, paces } from '../rules/drill.ts';
import { firstRole } from '../rules/plan-words.ts';
import { sayMinutes } from '../rules/say.ts';
import { type FoundScenario, scenariosOf } from '../scenarios.ts';
import { type DrillFile, openDrill } from '../store/drills.ts';
import { insertDrill, writeEvent } from '../store/write.ts';
import { bring } from './bring.ts';

export const planForm: FormHandler<Fields> = {
  id: 'drill.plan',
  access: { byPlan: ({ breaches }) => breaches.drills?.by ?? [] },
  async open(ask, { scenario: id }) {
    const found = await chosen(ask, id);
    if (!found) return { refused: 'There is no such scenario: choose one from /breach drill.' };
    const { scenario } = found.scenario;
    return {
      title: 'New exercise',
      submit: 'Begin it now',
      intro: [
        { kind: 'heading', text: scenario.title },
        { kind: 'text', text: scenario.about },
        {
          kind: 'text',
          text: `It trains this: ${scenario.trains} It takes people about ${scenario.minutes} minutes, as a rule, where whoever leads calls the events. It begins as soon as you press the button.`,
        },
        { kind: 'note', tone: 'warning', text: realFirst(ask) },
      ],
      fields: await asked(ask, found),
      values: await heldNow(ask, found),
    };
  },
  submit: (act, { scenario: id }, values) => begin(act, id, values),
};

async function chosen(ask: Ask, id: string | undefined): Promise<FoundScenario | undefined> {
  return id === undefined ? undefined : (await scenariosOf(ask.reader, ask.policy)).get(id);
}

const partPrefix = 'part_';

async function asked(ask: Ask, { scenario: { parts, injects } }: FoundScenario): Promise<Fields> {
  const lastAt = Math.max(...injects.map(({ at }) => at));
  return {
    ...Object.fromEntries(
      parts.map(({ id, name, usually }): [string, Field] => {
        const role = firstRole(ask.policy.pack, usually);
        return [
          `${partPrefix}${id}`,
          {
            kind: 'people',
            label: `Who plays “${name}”?`,
            hint: whose(ask, role),
          },
        ];
      }),
    ),
    pace: {
      kind: 'choice',
      label: 'How fast does its clock run?',
      hint: 'So long it is to the last event if the clock is left alone. You can call the next event, halt and go on at any time.',
      options: Object.entries(paces).map(([value, { says, speed }]) => ({
        value,
        label: `${says}: ${sayMinutes(Math.ceil(lastAt / speed))}`,
      })),
    },
  };
}

/** Whose part it usually is; whoever leads knows the answers, and plays nothing. */
function whose({ policy, actor }: Ask, role: string | undefined): string {
  if (role === undefined) return 'Your plan has nobody for it: name whom you like.';
  const usual = `Usually: ${roleName(policy, role)}.`;
  return actor.roles.includes(role) ? `${usual} You lead, so name somebody else.` : usual;
}

/** Whoever holds the role now. */
async function heldNow(ask: Ask, { scenario: { parts } }: FoundScenario): Promise<RawValues> {
  const values: Record<string, readonly string[]> = {};
  for (const { id, usually } of parts) {
    const role = firstRole(ask.policy.pack, usually);
    const holders = role === undefined ? [] : await ask.directory.holders(ask.reader, role);
    const others = holders.filter((one) => one.id !== ask.actor.id).map((one) => one.id);
    // A seat of many is not an exercise of many: the first of them, and whoever leads may add others.
    if (others.length > 0) values[`${partPrefix}${id}`] = others.slice(0, 1);
  }
  return { ...values, pace: 'five_minutes' };
}

async function begin(act: Act, id: string | undefined, values: ValuesOf<Fields>): Promise<Outcome> {
  const found = await chosen(act, id);
  if (!found) return { kind: 'refused', text: 'There is no such scenario any more.' };
  const { scenario, body } = found;
  const given: RawValues = values;
  const players = scenario.parts.flatMap(({ id: part }) =>
    listed(given[`${partPrefix}${part}`]).map((personId) => ({ part, personId })),
  );
  const errors = await faults(act, scenario.parts, given);
  if (Object.keys(errors).length > 0) return { kind: 'invalid', errors };
  const beginsAt = beginning(scenario, act.policy.calendar, act.now);
  const drillId = await insertDrill(act.tx, {
    ...{ policy: act.policy.fingerprint, scenario: scenario.scenario.id, body, beginsAt, players },
    ...{ pace: given.pace as Pace, facilitatorId: act.actor.id },
  });
  await writeEvent(act.tx, drillId, {
    ...{ what: 'began', byId: act.actor.id, clockAt: beginsAt },
    facts: { scenario: scenario.scenario.id, pace: String(given.pace), players: players.length },
  });
  const about = { kind: drillKind, id: drillId };
  for (const personId of new Set(players.map((one) => one.personId)))
    act.tx.notify({ notice: 'drill.began', about, to: { personId } });
  const begun = await opened(act, drillId);
  await bring(act, begun, ahead(scenario, begun.drill.came).slice(0, 1), {
    ...{ byId: act.actor.id, clockAt: beginsAt },
  });
  act.tx.moved(about);
  const file = await opened(act, drillId);
  return {
    kind: 'done',
    text: `${file.drill.reference} has begun. Everybody who plays is told.`,
    card: drillCard(act, file),
    about,
  };
}

async function opened(act: Act, id: string): Promise<DrillFile> {
  const file = await openDrill(act, { id });
  if (!file) throw new Error('an exercise that was just written is not there');
  return file;
}

async function faults(
  act: Act,
  parts: readonly { readonly id: string }[],
  given: RawValues,
): Promise<Readonly<Record<string, string>>> {
  const people = await act.directory.people(
    act.reader,
    parts.flatMap(({ id }) => listed(given[`${partPrefix}${id}`])),
  );
  const errors: Record<string, string> = {};
  for (const { id } of parts) {
    const chosenIds = listed(given[`${partPrefix}${id}`]);
    const away = chosenIds.filter((one) => people.get(one)?.status !== 'active');
    if (away.length > 0) errors[`${partPrefix}${id}`] = 'Somebody of these is not here at the moment.';
    if (chosenIds.includes(act.actor.id))
      errors[`${partPrefix}${id}`] =
        'You lead it and know the answers. Name somebody else here, or let somebody else begin it.';
  }
  return errors;
}

function listed(value: RawValues[string]): readonly string[] {
  return Array.isArray(value) ? value : [];
}
