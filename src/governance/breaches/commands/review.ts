/** The post-mortem: what happened, why, and what helped or hindered (W17). It looks for causes, not for somebody to blame. */
import type { FormHandler } from '../../../app/feature.ts';
import { fields } from '../../../chat/form.ts';
import type { Policy } from '../../../policy/policy.ts';
import type { IncidentFile } from '../store/incidents.ts';
import { reviewsOf, writeReview } from '../store/reviews.ts';
import { change, notThere } from './change.ts';
import { found, workers } from './found.ts';
import { takenOut, takeOut } from './take-out.ts';
import { namesNobody, refusedIn } from './whom-it-names.ts';

const long = { kind: 'text', multiline: true, max: 3000 } as const;
const typed = ['happened', 'helped', 'hindered'] as const;

export const reviewClears = { helped: 'What helped', hindered: 'What hindered' } as const;

function reviewFields(policy: Policy, written: boolean, there: readonly string[]) {
  const { causes } = policy.pack.breaches.after.review;
  return fields({
    happened: {
      ...long,
      label: 'What happened, as we know now?',
      hint: 'Say what systems and rules did, not who failed. Name nobody.',
      ...(written ? { optional: true as const } : {}),
    },
    causes: {
      kind: 'choices',
      label: 'Why could it happen?',
      options: causes.map(({ id, name }) => ({ value: id, label: name })),
    },
    helped: { ...long, label: 'What helped, and went well?', optional: true },
    hindered: { ...long, label: 'What hindered?', optional: true },
    checked: namesNobody,
    ...takeOut(reviewClears, there),
  });
}

export const reviewForm: FormHandler<ReturnType<typeof reviewFields>> = {
  id: 'breach.review',
  access: 'everyone',
  async open(ask, { id }) {
    const file = await found(ask, id);
    if (!file) return { refused: notThere };
    const refusal = tooEarly(file);
    if (refusal !== undefined) return { refused: refusal };
    const review = (await reviewsOf(ask.reader, [file.incident.id])).get(file.incident.id);
    const before = typed.flatMap((field) => {
      const body = file.words[`review-${field}`]?.body;
      return ask.surface === 'web' && body ? [[field, body]] : [];
    });
    return {
      title: 'Post-mortem',
      submit: 'Keep it',
      intro: [
        {
          kind: 'text',
          text: 'It is about what to do better. What follows for a person is never written here.',
        },
        ...(review
          ? [
              {
                kind: 'text',
                text: 'What you leave empty stays as it is. What stood here before is kept.',
              } as const,
            ]
          : []),
      ],
      fields: reviewFields(
        file.policy,
        review !== undefined,
        Object.keys(reviewClears).filter((field) => file.words[`review-${field}`]),
      ),
      values: { ...Object.fromEntries(before), ...(review ? { causes: [...review.causes] } : {}) },
    };
  },
  async submit(act, { id }, values) {
    const file = await found(act, id);
    if (!file) return { kind: 'refused', text: notThere };
    const before = (await reviewsOf(act.reader, [file.incident.id])).get(file.incident.id);
    const cleared = takenOut(values.clear, reviewClears);
    const words = typed.flatMap((field) => {
      const text = values[field];
      return text === undefined ? [] : [[`review-${field}`, text]];
    });
    const errors: Record<string, string> = {};
    for (const field of typed) {
      const refused = await refusedIn(act, file, values[field] ?? '', values.checked === true);
      if (refused !== undefined) errors[field] = refused;
    }
    if (Object.keys(errors).length > 0) return { kind: 'invalid', errors };
    return change(act, id, {
      by: workers,
      afterwards: true,
      refuse: tooEarly,
      what: 'reviewed',
      facts: {
        causes: [...values.causes],
        before: before ? [...before.causes] : null,
        cleared,
        ...(values.checked ? { checked_names: true } : {}),
      },
      words: {
        ...Object.fromEntries(words),
        ...Object.fromEntries(cleared.map((field) => [`review-${field}`, ''])),
      },
      also: ({ incident }) => writeReview(act.tx, incident.id, act.actor.id, values.causes),
      say: () => 'Kept. Add what is done about it, with somebody who does it and a day.',
    });
  },
};

/** Also of what was found to be none: a near miss teaches too. */
export function tooEarly({ incident }: IncidentFile): string | undefined {
  return incident.state === 'concern' ? 'It comes once it is decided whether it is a breach.' : undefined;
}
