/** The desk or an executive blanks a text of their own incident for good: whoever may blank elsewhere need not learn of it (R040, R075). */
import type { Ask } from '../../../app/context.ts';
import type { FormHandler } from '../../../app/feature.ts';
import { type Field, type Fields, fields } from '../../../chat/form.ts';
import { sayMoment } from '../../../chat/say-when.ts';
import { blankText, everyText } from '../../../store/texts.ts';
import { fieldName, firstWords, reasons } from '../../redaction/rules/choices.ts';
import { incidentKind, type Part } from '../rules/incident.ts';
import type { IncidentFile } from '../store/incidents.ts';
import { change, notThere } from './change.ts';
import { found } from './found.ts';
import { onlyOnPage } from './notice-write.ts';

const mayBlank: readonly Part[] = ['desk', 'executive'];

/** A select on a page; the oldest that still have words come first, so every text can be reached in turn. */
const mostOffered = 100;

const fixed = fields({
  reason: {
    kind: 'choice',
    label: 'Why',
    options: reasons.map(({ id, label }) => ({ value: id, label })),
  },
  sure: { kind: 'tick', label: 'This is final', says: 'I have read the text and want it blanked' },
});

export const blankInIncident: FormHandler<Fields> = {
  id: 'breach.blank',
  access: 'everyone',
  async open(ask, { id }) {
    const file = await found(ask, id, mayBlank);
    if (!file) return { refused: notThere };
    if (ask.surface !== 'web') return { refused: onlyOnPage };
    const texts = await withWords(ask, file);
    if (texts.length === 0) return { refused: 'It holds no text that could be blanked.' };
    const writers = await ask.directory.people(
      ask.reader,
      texts.flatMap(({ writtenById }) => writtenById ?? []),
    );
    const { zone } = file.policy.calendar;
    return {
      title: 'Blank a text',
      submit: 'Blank it for good',
      intro: [
        {
          kind: 'note',
          tone: 'warning',
          text: 'What you choose is emptied and can’t be brought back. The audit trail stays whole: it never held the words. Whoever looks into it sees who blanked it and when; nobody else hears of it.',
        },
      ],
      fields: {
        text: {
          kind: 'choice',
          label: 'Which text',
          options: texts.slice(0, mostOffered).map((text) => ({
            value: text.id,
            label: firstWords(text.field, text.body),
            description:
              `${writers.get(text.writtenById ?? '')?.name ?? 'The reporter'}, ${sayMoment(text.writtenAt, zone)}`.slice(
                0,
                75,
              ),
          })),
        },
        ...fixed,
      } satisfies Record<string, Field>,
      values: {},
    };
  },
  async submit(act, { id }, values) {
    const file = await found(act, id, mayBlank);
    if (!file) return { kind: 'refused', text: notThere };
    const text = (await withWords(act, file)).find((one) => one.id === values.text);
    if (!text) return { kind: 'refused', text: 'That text is blanked already.' };
    return change(act, id, {
      by: mayBlank,
      afterwards: true,
      what: 'text-blanked',
      facts: { text: text.id, field: fieldName(text.field), reason: String(values.reason) },
      also: async () => void (await blankText(act.tx, text.id, act.actor.id)),
      say: () => `“${fieldName(text.field)}” is blanked for good.`,
    });
  },
};

/** Of a nameless report the hour is all that is known of it, which is what stands with its texts too. */
async function withWords(ask: Ask, { incident }: IncidentFile) {
  const all = await everyText(ask.reader, { kind: incidentKind, id: incident.id });
  return all.flatMap((text) => (text.body ? [{ ...text, body: text.body }] : []));
}
