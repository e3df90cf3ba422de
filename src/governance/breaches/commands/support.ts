/** What is offered to those affected: a hotline, hours to come by, monitoring, and what is done where no letter arrives (L05). */
import type { FormHandler } from '../../../app/feature.ts';
import { fields } from '../../../chat/form.ts';
import { supportLabels } from '../cards/notice-words.ts';
import { change, notThere } from './change.ts';
import { found, whileNotClosed, workers } from './found.ts';
import { onlyOnPage } from './notice-write.ts';

const asked = fields({
  hotline: {
    kind: 'text',
    label: supportLabels.hotline,
    hint: 'A number or an address, and when somebody answers.',
    multiline: true,
    max: 500,
    optional: true,
  },
  walk_in: {
    kind: 'text',
    label: supportLabels.walk_in,
    hint: 'Where and when people can come by.',
    multiline: true,
    max: 500,
    optional: true,
  },
  monitoring: {
    kind: 'text',
    label: supportLabels.monitoring,
    hint: 'By whom, how long, and how people enrol. Or that none is offered, and why.',
    multiline: true,
    max: 1500,
    optional: true,
  },
  undeliverable: {
    kind: 'text',
    label: supportLabels.undeliverable,
    hint: 'What is done, and the words for the district’s page.',
    multiline: true,
    max: 1500,
    optional: true,
  },
});

export const support: FormHandler<typeof asked> = {
  id: 'breach.support',
  access: 'everyone',
  async open(ask, { id }) {
    const file = await found(ask, id);
    if (!file) return { refused: notThere };
    if (ask.surface !== 'web') return { refused: onlyOnPage };
    const { monitoring, undeliverable } = file.policy.pack.breaches.notices;
    const stands = (field: keyof typeof supportLabels) => file.words[`support:${field}`]?.body ?? undefined;
    const values = {
      hotline: stands('hotline'),
      walk_in: stands('walk_in'),
      monitoring: stands('monitoring'),
      undeliverable: stands('undeliverable') ?? undeliverable?.text,
    };
    return {
      title: 'What is offered',
      submit: 'Keep it',
      intro: [
        { kind: 'text', text: 'Letters take it over. It is recorded; nothing waits for it.' },
        ...monitoring.map(
          ({ says, src }) => ({ kind: 'note', tone: 'info', text: `${says} (${src})` }) as const,
        ),
      ],
      fields: asked,
      values: Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)),
    };
  },
  async submit(act, { id }, values) {
    const typed = Object.entries(supportLabels).map(([field]) => [
      `support:${field}`,
      values[field as keyof typeof supportLabels] ?? '',
    ]);
    return change(act, id, {
      by: workers,
      ...whileNotClosed,
      what: 'support-set',
      words: Object.fromEntries(typed),
      say: () => 'Kept. New drafts of letters begin with it.',
    });
  },
};
