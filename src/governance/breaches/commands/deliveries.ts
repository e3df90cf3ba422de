/** People sent letters, rang or came by, and some came back: recorded by reference, never done by Safekeep. */
import type { FormHandler } from '../../../app/feature.ts';
import { fields, type Option } from '../../../chat/form.ts';
import { channelNames } from '../cards/notice-words.ts';
import { type Channel, channels, type Letter, lettersOf, readReferences } from '../rules/affected.ts';
import { affectedOf, insertDeliveries, markReturned } from '../store/affected.ts';
import type { IncidentFile } from '../store/incidents.ts';
import type { Notice } from '../store/letters.ts';
import { notReferences, withRegister } from './affected.ts';
import { change, notThere } from './change.ts';
import { workers } from './found.ts';
import { noticeSheet } from './notice-sheet.ts';

/** What is said and not written needs no approved text. */
const spoken: readonly Channel[] = ['phone', 'in_person'];
const none = 'none';

function sentFields(usable: readonly Notice[], today: string) {
  return fields({
    which: {
      kind: 'choice',
      label: 'To whom?',
      options: [
        { value: 'unsent', label: 'All whom nothing was sent to yet' },
        { value: 'returned', label: 'All whose letter came back: sent again' },
        { value: 'these', label: 'These references' },
      ],
    },
    references: {
      kind: 'text',
      label: 'Which?',
      hint: notReferences,
      multiline: true,
      max: 2000,
      showIf: { field: 'which', is: ['these'] },
    },
    notice: {
      kind: 'choice',
      label: 'What?',
      options: [
        ...usable.map(
          ({ id, law, edition }): Option => ({
            value: id,
            label: edition === 1 ? law.template.name : `${law.template.name}, edition ${edition}`,
          }),
        ),
        { value: none, label: 'Only spoken to, by telephone or in person' },
      ],
    },
    channel: {
      kind: 'choice',
      label: 'How?',
      options: channels.map((value) => ({ value, label: channelNames[value] })),
    },
    on: { kind: 'date', label: 'On which day?', until: today },
  });
}

export const delivered: FormHandler<ReturnType<typeof sentFields>> = {
  id: 'breach.delivered',
  access: 'everyone',
  async open(ask, { id }) {
    const file = await withRegister(ask, id);
    if (!file) return { refused: notThere };
    const today = file.policy.calendar.localDay(ask.now).toString();
    const usable = await usableNotices(ask, file);
    return {
      title: 'Letters were sent',
      submit: 'Record it',
      intro: [
        { kind: 'text', text: 'Safekeep writes to nobody outside: people do, and say so here.' },
        ...(usable.length === 0
          ? [
              {
                kind: 'note',
                tone: 'warning',
                text: 'No letter is approved yet. Until one is, only calls and talks can be recorded.',
              } as const,
            ]
          : []),
      ],
      fields: sentFields(usable, today),
      values: { which: 'unsent', notice: usable[0]?.id ?? none, on: today },
    };
  },
  async submit(act, { id }, { which, references, notice, channel, on }) {
    const file = await withRegister(act, id);
    if (!file) return { kind: 'refused', text: notThere };
    const what = (await usableNotices(act, file)).find((one) => one.id === notice);
    const way = channels.find((one) => one === channel);
    if (!way || (!what && !spoken.includes(way)))
      return {
        kind: 'invalid',
        errors: { channel: 'A letter or an e-mail has a text that was approved: choose it above.' },
      };
    const all = lettersOf(
      file.policy.pack.breaches.notices,
      await affectedOf(act.reader, file.incident.id),
      what?.law.template,
    );
    const named = references === undefined ? undefined : readReferences(references);
    if (which === 'these' && !named) return { kind: 'invalid', errors: { references: notReferences } };
    const wanted = new Set(named);
    const letters = all.filter(({ affected, state }) =>
      which === 'these' ? wanted.has(affected.reference) : state === which,
    );
    const refusal = wrong(letters, wanted);
    if (refusal !== undefined)
      return { kind: 'invalid', errors: { [which === 'these' ? 'references' : 'which']: refusal } };
    const again = letters.filter(({ last }) => last !== undefined).length;
    return change(act, id, {
      by: workers,
      // Letters go out and come back after the closing too.
      afterwards: true,
      what: 'letters-sent',
      facts: { count: letters.length, again, channel: way, on, notice: what?.law.template.name ?? null },
      also: () =>
        insertDeliveries(act.tx, letters, { channel: way, on, noticeId: what?.id, byId: act.actor.id }),
      say: () =>
        `Recorded: ${letters.length}${again === 0 ? '' : `, ${again} of them not for the first time`}.`,
    });
  },
};

function wrong(letters: readonly Letter[], wanted: ReadonlySet<string>): string | undefined {
  const found = new Set(letters.map(({ affected }) => affected.reference));
  const lost = [...wanted].filter((one) => !found.has(one)).length;
  if (lost > 0) return `${lost} of them do not stand in the register, or this letter is not for them.`;
  return letters.length === 0 ? 'There is nobody of that kind whom this letter is for.' : undefined;
}

function returnFields(today: string) {
  return fields({
    references: { kind: 'text', label: 'Which came back?', hint: notReferences, multiline: true, max: 2000 },
    on: { kind: 'date', label: 'On which day?', until: today },
  });
}

export const returned: FormHandler<ReturnType<typeof returnFields>> = {
  id: 'breach.returned',
  access: 'everyone',
  async open(ask, { id }) {
    const file = await withRegister(ask, id);
    if (!file) return { refused: notThere };
    const today = file.policy.calendar.localDay(ask.now).toString();
    const { undeliverable } = file.policy.pack.breaches.notices;
    return {
      title: 'Letters came back',
      submit: 'Record it',
      intro: undeliverable
        ? [{ kind: 'note', tone: 'info', text: `${undeliverable.text} (${undeliverable.src})` }]
        : [],
      fields: returnFields(today),
      values: { on: today },
    };
  },
  async submit(act, { id }, { references, on }) {
    const file = await withRegister(act, id);
    if (!file) return { kind: 'refused', text: notThere };
    const named = readReferences(references);
    if (!named) return { kind: 'invalid', errors: { references: notReferences } };
    const wanted = new Set(named);
    const letters = lettersOf(
      file.policy.pack.breaches.notices,
      await affectedOf(act.reader, file.incident.id),
    ).filter(({ affected, state }) => wanted.has(affected.reference) && state === 'sent');
    const found = new Set(letters.map(({ affected }) => affected.reference));
    if (found.size < wanted.size)
      return {
        kind: 'invalid',
        errors: { references: `To ${wanted.size - found.size} of them nothing is out that could come back.` },
      };
    if (letters.some(({ last }) => last !== undefined && last.sentOn > on))
      return { kind: 'invalid', errors: { on: 'It was not sent yet on that day.' } };
    return change(act, id, {
      by: workers,
      // Letters go out and come back after the closing too.
      afterwards: true,
      what: 'letters-returned',
      facts: { count: letters.length, on },
      also: () =>
        markReturned(
          act.tx,
          letters.flatMap(({ last }) => last?.id ?? []),
          on,
          act.actor.id,
        ),
      say: () => `Recorded: ${letters.length} came back. They can be sent again by another way.`,
    });
  },
};

/** What may go to people now: approved and breaking nothing by what is known since, or sent before. */
async function usableNotices(
  ask: Parameters<typeof withRegister>[0],
  file: IncidentFile,
): Promise<readonly Notice[]> {
  const { notices } = await noticeSheet(ask, file);
  return notices
    .filter(
      ({ notice, held }) => notice.state === 'sent' || (notice.state === 'approved' && held.length === 0),
    )
    .map(({ notice }) => notice)
    .filter(({ law }) => law.template.to === 'people');
}
