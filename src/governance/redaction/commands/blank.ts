/** Blanking a text: the Student Data Manager chooses one of a case's texts, says why, and it is gone for good. */
import type { Act, Ask } from '../../../app/context.ts';
import type { FormHandler, Outcome } from '../../../app/feature.ts';
import { openForm } from '../../../app/open-form.ts';
import type { Card, Payload } from '../../../chat/card.ts';
import { type Field, type Fields, fields, type ValuesOf } from '../../../chat/form.ts';
import type { Reply } from '../../../chat/interaction.ts';
import { sayDay, sayMoment } from '../../../chat/say-when.ts';
import { blankText, everyText } from '../../../store/texts.ts';
import type { CaseKey } from '../../../store/tx.ts';
import { fieldName, firstWords, reasons } from '../rules/choices.ts';
import { blankers } from '../rules/who.ts';

const managerOnly = { byPlan: blankers } as const;

/** Slack's select holds 100 options. The oldest that still have words come first, so every text can be reached in turn. */
const mostOffered = 100;

type Text = Awaited<ReturnType<typeof everyText>>[number];

interface Case {
  /** As it was typed; the card's title where a button led here. */
  readonly reference: string;
  readonly typed: string;
  readonly about: CaseKey;
  readonly card: Card;
  /** Those that still have words. */
  readonly texts: readonly (Text & { readonly body: string })[];
}

/** Looked up again each time, as the person who asks: what they may not see, they can't blank. */
async function caseOf(ask: Ask, subject: Payload): Promise<Case | undefined> {
  const { kind, id } = subject;
  const typed = (subject.reference ?? '').trim().toUpperCase();
  const byId = kind && id ? await ask.house.cardOf(ask, { kind, id }) : undefined;
  const found =
    kind && id && byId ? { kind, id, card: byId } : typed && (await ask.house.caseByReference(ask, typed));
  if (!found) return undefined;
  const reference = typed || found.card.title;
  const about = { kind: found.kind, id: found.id };
  const texts = (await everyText(ask.reader, about)).flatMap((text) =>
    text.body ? [{ ...text, body: text.body }] : [],
  );
  return { reference, typed, about, card: found.card, texts };
}

async function open(ask: Ask, subject: Payload): ReturnType<FormHandler<Fields>['open']> {
  const found = await caseOf(ask, subject);
  if (!found) return { refused: notFound(subject.reference) };
  if (found.texts.length === 0)
    return { refused: `${found.reference} holds no text that could be blanked.`, card: found.card };
  const writers = await ask.directory.people(
    ask.reader,
    found.texts.flatMap(({ writtenById }) => writtenById ?? []),
  );
  const zone = ask.policy.calendar.zone;
  return {
    title: 'Blank a text',
    submit: 'Blank it for good',
    intro: [
      {
        kind: 'note',
        tone: 'warning',
        text: `What you choose is emptied in ${found.reference} and can't be brought back. The audit trail stays whole: it never held the words. Everyone who looks sees who blanked it and when.`,
      },
    ],
    fields: {
      text: {
        kind: 'choice',
        label: 'Which text',
        options: found.texts.slice(0, mostOffered).map((text) => ({
          value: text.id,
          label: firstWords(text.field, text.body),
          description:
            `${(text.writtenById && writers.get(text.writtenById)?.name) || 'From outside'}, ${sayMoment(text.writtenAt, zone)}`.slice(
              0,
              75,
            ),
        })),
      },
      ...fixedFields,
    } satisfies Record<string, Field>,
    values: {},
  };
}

const fixedFields = fields({
  reason: {
    kind: 'choice',
    label: 'Why',
    options: reasons.map(({ id, label }) => ({ value: id, label })),
  },
  sure: { kind: 'tick', label: 'This is final', says: 'I have read the text and want it blanked' },
});

async function submit(act: Act, subject: Payload, values: ValuesOf<Fields>): Promise<Outcome> {
  const found = await caseOf(act, subject);
  if (!found) return { kind: 'refused', text: notFound(subject.reference) };
  const text = found.texts.find(({ id }) => id === values.text);
  const blanked = text && (await blankText(act.tx, text.id, act.actor.id));
  if (!text || !blanked)
    return {
      kind: 'refused',
      text: `That text of ${found.reference} is blanked already. Here is the case as it stands.`,
      card: found.card,
    };
  act.tx.audit({
    what: 'text.blanking-explained',
    about: found.about,
    facts: { text: text.id, reason: String(values.reason) },
  });
  if (text.writtenById && text.writtenById !== act.actor.id)
    act.tx.notify({
      notice: 'redaction.blanked',
      about: found.about,
      to: { personId: text.writtenById },
      facts: {
        text: text.id,
        kind: found.about.kind,
        // a card's title holds words of people, which stand in the case alone
        ...(found.typed === '' ? {} : { reference: found.typed }),
        reason: String(values.reason),
      },
    });
  const card = await act.house.cardOf(act, found.about);
  return {
    kind: 'done',
    text: `“${fieldName(text.field)}” of ${found.reference} is blanked as of ${sayDay(act.policy.calendar.localDay(act.now))}. Cards already delivered in chat are drawn again without it; e-mails, phone notifications and backups can't be called back from here.`,
    ...(card ? { card } : {}),
    about: found.about,
  };
}

function notFound(typed: string | undefined): string {
  const reference = (typed ?? '').trim();
  return reference === ''
    ? 'Which case? Type its reference after the word, such as: /safekeep blank DR-1042'
    : `There is no ${reference.toUpperCase().slice(0, 40)}, or it is not yours to see. Check the reference, such as DR-1042.`;
}

export const blankHandler: FormHandler<Fields> = { id: 'redaction.blank', access: managerOnly, open, submit };

export async function blankWord(ask: Ask, rest: string): Promise<Reply> {
  return openForm(ask, blankHandler, { reference: rest.trim().slice(0, 40) });
}
