/** Of consequences for a person only this is kept: that it was referred to Human Resources, and on which day (R076). */
import type { FormHandler } from '../../../app/feature.ts';
import { fields } from '../../../chat/form.ts';
import { sayDay } from '../../../chat/say-when.ts';
import { change, notThere } from './change.ts';
import { isAhead, stillToCome } from './checks.ts';
import { found, workers } from './found.ts';

/** No words: whoever could write some would write what is nobody's business here. */
const asked = fields({ on: { kind: 'date', label: 'Referred on' } });

export const referral: FormHandler<typeof asked> = {
  id: 'breach.referral',
  access: 'everyone',
  async open(ask, { id }) {
    const file = await found(ask, id);
    if (!file) return { refused: notThere };
    return {
      title: 'Human Resources',
      submit: 'Keep it',
      intro: [
        {
          kind: 'text',
          text: 'Only the day is kept. Whom it is about and what follows is for Human Resources, and never written here. Safekeep tells them nothing.',
        },
      ],
      fields: asked,
      values: { on: file.policy.calendar.localDay(ask.now).toString() },
    };
  },
  async submit(act, { id }, { on }) {
    const file = await found(act, id);
    if (!file) return { kind: 'refused', text: notThere };
    if (isAhead(on, file.policy, act.now)) return { kind: 'invalid', errors: { on: stillToCome } };
    return change(act, id, {
      by: workers,
      afterwards: true,
      what: 'referred',
      facts: { on },
      say: () => `Kept: referred to Human Resources on ${sayDay(on)}.`,
    });
  },
};
