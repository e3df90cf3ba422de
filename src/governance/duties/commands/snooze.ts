/** Putting a reminder off, with a reason, within the plan's bound and never beyond the day on which others are shown it. */
import type { Act, Ask } from '../../../app/context.ts';
import type { FormHandler, Outcome, Word } from '../../../app/feature.ts';
import { openForm } from '../../../app/open-form.ts';
import { fields } from '../../../chat/form.ts';
import { sayDay } from '../../../chat/say-when.ts';
import { lockPerson } from '../../people/store/lock.ts';
import { dutiesKind } from '../../people/store/obligations.ts';
import { dutyName } from '../cards/say.ts';
import { type Owed, snoozableUntil } from '../rules/list.ts';
import { owedOf } from '../store/mine.ts';
import { putOff } from '../store/snooze.ts';
import { todayOf } from './mine.ts';

interface Choice {
  readonly one: Owed;
  readonly latest: string;
}

async function choices(ask: Ask): Promise<readonly Choice[]> {
  const today = todayOf(ask);
  const open = await owedOf(ask.reader, ask.policy.calendar.zone, { personIds: [ask.actor.id] });
  return open.flatMap((one) => {
    const latest = snoozableUntil(ask.policy, one, today);
    return latest === undefined ? [] : [{ one, latest }];
  });
}

function asked(ask: Ask, all: readonly Choice[]) {
  const latest = all.map((one) => one.latest).sort();
  return fields({
    what: {
      kind: 'choice',
      label: 'Which reminder?',
      options: all.map((choice) => ({
        value: choice.one.id,
        label: dutyName(ask.policy, choice.one.duty),
        description: `until ${sayDay(choice.latest)} at the latest`,
      })),
    },
    until: {
      kind: 'date',
      label: 'Remind me on',
      from: ask.policy.calendar.localDay(ask.now).add({ days: 1 }).toString(),
      ...(latest.length > 0 ? { until: latest.at(-1) ?? '' } : {}),
    },
    reason: { kind: 'text', label: 'Why later?', max: 300 },
  });
}

export const snoozeForm: FormHandler<ReturnType<typeof asked>> = {
  id: 'duties.snooze',
  access: 'everyone',
  async open(ask) {
    const all = await choices(ask);
    if (all.length === 0) return { refused: nothingToPutOff };
    const only = all.length === 1 ? all[0] : undefined;
    return {
      title: 'Remind me later',
      submit: 'Put off',
      intro: [
        {
          kind: 'text',
          text: 'This puts off the reminder, not the date by which it is due. Whoever else is shown it then still is.',
        },
      ],
      fields: asked(ask, all),
      values: only ? { what: only.one.id } : {},
    };
  },
  submit,
};

const nothingToPutOff =
  'No reminder of yours can be put off now: there is none, it was put off as often as the plan allows, or the next step concerns somebody else.';

async function submit(
  act: Act,
  _subject: unknown,
  values: { readonly what: string; readonly until: string; readonly reason: string },
): Promise<Outcome> {
  await lockPerson(act.tx, act.actor.id);
  const choice = (await choices(act)).find(({ one }) => one.id === values.what);
  if (!choice) return { kind: 'refused', text: nothingToPutOff };
  if (values.until > choice.latest)
    return {
      kind: 'invalid',
      errors: { until: `This one can be put off until ${sayDay(choice.latest)}, and no longer.` },
    };
  await putOff(act.tx, act.policy, {
    obligation: choice.one,
    until: values.until,
    reason: values.reason,
    byId: act.actor.id,
  });
  return {
    kind: 'done',
    text: `You will be reminded on ${sayDay(values.until)}. It stays due ${sayDay(choice.one.dueOn)}.`,
    about: { kind: dutiesKind, id: act.actor.id },
  };
}

export const laterWord: Word = {
  command: 'safekeep',
  word: 'later',
  summary: 'Put off a reminder, with a reason',
  access: 'everyone',
  run: (ask) => openForm(ask, snoozeForm, {}),
};
