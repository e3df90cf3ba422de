/** What is due once a year was done: what changed, and where it is posted (R017, R077). */
import type { Ask } from '../../../app/context.ts';
import type { FormHandler } from '../../../app/feature.ts';
import { fields } from '../../../chat/form.ts';
import { sayDay } from '../../../chat/say-when.ts';
import type { YearlyTask } from '../../../policy/schema-breach-after.ts';
import { doneRounds, newestRounds, type Round, settleRound, yearlyKind } from '../store/yearly.ts';
import { taskOf } from '../yearly.ts';

function yearlyFields({ posted }: YearlyTask) {
  return fields({
    what: {
      kind: 'text',
      label: posted ? 'What was changed?' : 'What was handed in, and to whom?',
      hint: 'Name no incident and nobody whom one concerns.',
      multiline: true,
      max: 1000,
    },
    where: {
      kind: 'text',
      label: 'Where is it posted?',
      format: 'web-link',
      max: 300,
      scan: false,
      ...(posted ? {} : { optional: true as const }),
    },
  });
}

export const yearlyForm: FormHandler<ReturnType<typeof yearlyFields>> = {
  id: 'breach.yearly',
  access: { byPlan: (pack) => pack.breaches.after.yearly.map(({ owner }) => owner) },
  async open(ask, { task }) {
    const at = await waiting(ask, task);
    if ('refused' in at) return at;
    const [last] = await doneRounds(ask.reader, at.task.id);
    const before = last?.settled;
    return {
      title: 'Once a year',
      submit: 'It is done',
      intro: [
        { kind: 'text', text: `${at.task.says} (${at.task.src}).` },
        ...(before
          ? [
              {
                kind: 'text',
                text: `Last done ${sayDay(ask.policy.calendar.localDay(before.at).toString())}.`,
              } as const,
            ]
          : []),
      ],
      fields: yearlyFields(at.task),
      values: {},
    };
  },
  async submit(act, { task }, { what, where }) {
    const at = await waiting(act, task);
    if ('refused' in at) return { kind: 'refused', text: at.refused };
    const { id } = at.round;
    const texts = await settleRound(act.tx, id, act.actor.id, { what, ...(where ? { where } : {}) });
    const facts = { task: at.task.id, texts };
    act.tx.audit({ what: 'breach_yearly.done', about: { kind: yearlyKind, id }, facts });
    return { kind: 'done', text: 'Kept. You are reminded when it is due again.' };
  },
};

async function waiting(
  ask: Ask,
  id: string | undefined,
): Promise<{ readonly task: YearlyTask; readonly round: Round } | { readonly refused: string }> {
  const task = taskOf(ask.policy, id);
  if (!task || !ask.actor.roles.includes(task.owner)) return { refused: 'This is not yours to do.' };
  const round = (await newestRounds(ask.reader)).get(task.id);
  return round && !round.settled ? { task, round } : { refused: 'It is done already; nothing is due.' };
}
