/** Confirming a list of the annual report, and a remark beside one of its lines (R056). */
import type { Act, Ask } from '../../../app/context.ts';
import type { FormHandler, Outcome } from '../../../app/feature.ts';
import type { Card, Payload } from '../../../chat/card.ts';
import type { Field, Fields, ValuesOf } from '../../../chat/form.ts';
import { fields } from '../../../chat/form.ts';
import { sayDay, sayMoment } from '../../../chat/say-when.ts';
import { shortened } from '../../../chat/split-text.ts';
import { annualItem } from '../cards/list.ts';
import { count } from '../rules/say.ts';
import { type AnnualLine, addRemark, linesOf } from '../store/annual.ts';
import { confirmList, type List, listCase } from '../store/lists.ts';
import { drawList, mayConfirm, notYours, seenList } from './lists.ts';

interface Looked {
  readonly list: List;
  readonly lines: readonly AnnualLine[];
}

async function look(
  ask: Ask,
  subject: Payload,
): Promise<Looked | { readonly refused: string; readonly card?: Card }> {
  const list = await seenList(ask, subject.list);
  if (list?.kind !== 'annual' || !mayConfirm(ask, list)) return { refused: notYours };
  if (list.confirmedAt) {
    const by = list.confirmedById ? await ask.directory.person(ask.reader, list.confirmedById) : undefined;
    const card = await drawList(ask, list.id);
    return {
      refused: `${by?.name ?? 'Somebody'} confirmed it on ${sayMoment(list.confirmedAt, ask.policy.calendar.zone)}; it stays as it is.`,
      ...(card ? { card } : {}),
    };
  }
  return { list, lines: await linesOf(ask.reader, { listId: list.id }) };
}

const confirmation = fields({
  looked: {
    kind: 'tick',
    label: 'I have looked at everybody on this list',
    says: 'I have looked through it and confirm it',
  },
});

/** As many as a form shows above its field; everybody stands on the page. */
const mostShown = 20;

export const confirmForm: FormHandler<typeof confirmation> = {
  id: 'supervision.confirm-list',
  access: 'everyone',
  async open(ask, subject) {
    const looked = await look(ask, subject);
    if ('refused' in looked) return looked;
    const { list, lines } = looked;
    const incomplete = lines.filter((line) => line.incomplete);
    const away = lines.filter(({ status }) => status === 'leave');
    return {
      title: 'Confirm this list',
      submit: 'Confirm',
      intro: [
        {
          kind: 'text',
          text: `As of ${sayDay(list.asOf)}: ${count(lines.length, 'person', 'people')}, ${incomplete.length} incomplete, ${away.length} on leave. The IT Security Manager reads it with your remarks; afterwards it does not change.`,
        },
        ...(incomplete.length > 0
          ? [
              {
                kind: 'list',
                items: incomplete.slice(0, mostShown).map((line) => annualItem(ask.policy, list, line)),
              } as const,
            ]
          : []),
        ...(incomplete.length > mostShown
          ? [{ kind: 'text', text: `And ${incomplete.length - mostShown} others: see the page.` } as const]
          : []),
      ],
      fields: confirmation,
      values: {},
    };
  },
  async submit(act, subject): Promise<Outcome> {
    const looked = await look(act, subject);
    if ('refused' in looked) return refusal(looked);
    const { list, lines } = looked;
    const { confirmed, completed } = await confirmList(act.tx, list, act.actor.id, {
      people: lines.length,
      incomplete: lines.filter((line) => line.incomplete).length,
    });
    if (!confirmed) {
      const late = await look(act, subject);
      return refusal('refused' in late ? late : { refused: notYours });
    }
    if (completed) await tellComplete(act, list);
    const card = await drawList(act, list.id);
    return {
      kind: 'done',
      text: 'Confirmed. Thank you.',
      about: { kind: listCase, id: list.id },
      ...(card ? { card } : {}),
    };
  },
};

export const completeNotice = 'supervision.round-complete';

/** Once, by whoever confirms the last of them. */
async function tellComplete(act: Act, { kind, asOf }: List): Promise<void> {
  const { to } = act.policy.pack.supervision.annual_report;
  for (const person of await act.directory.holders(act.tx, to))
    act.tx.notify({ notice: completeNotice, to: { personId: person.id }, facts: { kind, asOf } });
}

function refusal({ refused, card }: { readonly refused: string; readonly card?: Card }): Outcome {
  return { kind: 'refused', text: refused, ...(card ? { card } : {}) };
}

/** A list to choose from holds no more on some platforms. */
const mostOffered = 100;

export const remarkForm: FormHandler<Fields> = {
  id: 'supervision.remark',
  access: 'everyone',
  async open(ask, subject) {
    const looked = await look(ask, subject);
    if ('refused' in looked) return looked;
    const all = remarkable(looked);
    const chosen = all.find(({ personId }) => personId === subject.person);
    const offered = chosen && !all.slice(0, mostOffered).includes(chosen) ? [chosen, ...all] : all;
    if (all.length === 0) return { refused: 'Nobody on this list lacks anything or is on leave.' };
    return {
      title: 'Add a remark',
      submit: 'Save',
      intro: [{ kind: 'text', text: 'The IT Security Manager reads it beside the line.' }],
      fields: {
        person: {
          kind: 'choice',
          label: 'About whom?',
          options: offered.slice(0, mostOffered).map(({ personId, name, jobTitle }) => ({
            value: personId,
            label: shortened(name, 75),
            description: shortened(jobTitle, 75),
          })),
        } satisfies Field,
        remark: {
          kind: 'text',
          label: 'Remark',
          hint: 'What is being done about it. Health and family matters do not belong here.',
          max: 500,
          multiline: true,
        } satisfies Field,
      },
      values: chosen ? { person: chosen.personId, remark: chosen.remark ?? '' } : {},
    };
  },
  async submit(act, subject, given: ValuesOf<Fields>): Promise<Outcome> {
    const looked = await look(act, subject);
    if ('refused' in looked) return refusal(looked);
    const { person, remark } = given as { readonly person: string; readonly remark: string };
    const line = remarkable(looked).find(({ personId }) => personId === person);
    if (!line)
      return { kind: 'invalid', errors: { person: 'They do not stand on this list. Please choose again.' } };
    await addRemark(act.tx, looked.list, person, act.actor.id, remark);
    act.tx.moved({ kind: listCase, id: looked.list.id });
    const card = await drawList(act, looked.list.id);
    return {
      kind: 'done',
      text: `Your remark stands beside ${line.name}.`,
      about: { kind: listCase, id: looked.list.id },
      ...(card ? { card } : {}),
    };
  },
};

function remarkable({ lines }: Looked): readonly AnnualLine[] {
  return lines.filter(({ incomplete, status }) => incomplete || status === 'leave');
}
