/** Who learned what of a vendor's incident, and when: one line of the list. */
import type { FormHandler } from '../../../app/feature.ts';
import { fields } from '../../../chat/form.ts';
import { Temporal, toIso } from '../../../kernel/clock.ts';
import { writeTexts } from '../../../store/texts.ts';
import { incidentKind } from '../rules/incident.ts';
import type { Side } from '../rules/vendor.ts';
import { insertLearned } from '../store/vendors.ts';
import { change, notThere } from './change.ts';
import { stillToCome } from './checks.ts';
import { momentOf, workers } from './found.ts';
import { foundVendor } from './vendor.ts';

const asked = fields({
  side: {
    kind: 'choice',
    label: 'Whose side are they on?',
    options: [
      { value: 'vendor', label: 'The vendor’s' },
      { value: 'us', label: 'The district’s' },
      { value: 'other', label: 'Somebody else’s' },
    ],
  },
  at: { kind: 'moment', label: 'When did they learn it?' },
  what: {
    kind: 'text',
    label: 'Who learned what, and from whom?',
    hint: 'Do not name a student.',
    multiline: true,
    max: 1000,
  },
});

export const learnedForm: FormHandler<typeof asked> = {
  id: 'breach.learned',
  access: 'everyone',
  async open(ask, subject) {
    if (!(await foundVendor(ask, subject))?.vendor) return { refused: notThere };
    return { title: 'Who learned what', submit: 'Add it', intro: [], fields: asked, values: {} };
  },
  async submit(act, subject, { side, at, what }) {
    const known = await foundVendor(act, subject);
    if (!known?.vendor) return { kind: 'refused', text: notThere };
    const { file, vendor } = known;
    const when = momentOf(at, file.policy);
    if (Temporal.Instant.compare(when, act.now) > 0) return { kind: 'invalid', errors: { at: stillToCome } };
    return change(act, file.incident.id, {
      by: workers,
      afterwards: true,
      what: 'vendor-learned',
      facts: { vendor: vendor.id, side, at: toIso(when) },
      async also({ incident }) {
        const byId = act.actor.id;
        const id = await insertLearned(act.tx, vendor.id, byId, { side: side as Side, at: when });
        await writeTexts(act.tx, { kind: incidentKind, id: incident.id }, byId, { [`learned:${id}`]: what });
      },
      say: () => 'Added.',
    });
  },
};
