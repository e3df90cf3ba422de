/** Reporting by name: one question has to be answered, and what to do now is on the screen at once. */
import type { FormHandler, Outcome } from '../../../app/feature.ts';
import { fields } from '../../../chat/form.ts';
import { Temporal } from '../../../kernel/clock.ts';
import type { Policy } from '../../../policy/policy.ts';
import { phones } from '../cards/do-now.ts';
import { notKept, thanksCard } from '../cards/thanks.ts';
import { incidentKind } from '../rules/incident.ts';
import { isAfter } from '../rules/moments.ts';
import type { Named } from '../store/insert.ts';
import { keepReport } from './keep.ts';
import { detailFields, readDetails, typedWords, whatFields, whenErrors } from './report-fields.ts';

function reportFields(policy: Policy) {
  const { happened, about } = whatFields(policy);
  return fields({
    happened,
    about,
    who: {
      kind: 'person',
      label: 'Whom does it involve?',
      hint: 'They are not told, and cannot see your report.',
      showIf: { field: 'about', is: ['somebody'] },
    },
    noticed: {
      kind: 'moment',
      label: 'When did you notice it?',
      hint: 'Leave it empty for “just now”.',
      optional: true,
    },
    ...detailFields(policy),
  });
}

export const report: FormHandler<ReturnType<typeof reportFields>> = {
  id: 'breach.report',
  access: 'everyone',
  async open({ policy }, { message }) {
    return {
      title: 'Report a data worry',
      submit: 'Report it now',
      intro: [
        {
          kind: 'text',
          text: 'One answer is enough. You do not have to be sure.',
        },
        {
          kind: 'list',
          items: [
            {
              title: 'Without your name',
              detail: 'Safekeep then keeps nothing about you.',
              action: { kind: 'link', label: 'Report without a name', path: '/report' },
            },
            { title: 'By phone', detail: phones(policy, new Set()) },
          ],
        },
        ...(message === undefined
          ? []
          : [
              {
                kind: 'note',
                tone: 'info',
                text: 'A link to the message goes with your report; none of its words do.',
              } as const,
            ]),
      ],
      fields: reportFields(policy),
      values: { about: policy.pack.breaches.report.about[0]?.id },
    };
  },
  check({ policy, now }, _subject, { noticed, when }) {
    const here = now.toZonedDateTimeISO(policy.calendar.zone).toPlainDateTime().toString();
    return {
      ...(typeof noticed === 'string' && noticed > here ? { noticed: stillToCome } : {}),
      ...(typeof when === 'string' ? whenErrors(policy, now, when) : undefined),
    };
  },
  async submit(act, { message }, values): Promise<Outcome> {
    const { policy, actor } = act;
    const { about, who, noticed, happened, when } = values;
    const roles = policy.pack.breaches.report.about.find(({ id }) => id === about)?.roles ?? [];
    const subjects: Named[] = roles.map((role) => ({ role }));
    if (about === 'myself') subjects.push({ personId: actor.id });
    if (about === 'supervisor' && actor.supervisorId !== undefined)
      subjects.push({ personId: actor.supervisorId });
    if (about === 'somebody' && who !== undefined) subjects.push({ personId: who });
    const noticedAt = noticed === undefined ? act.now : momentOf(noticed, policy.calendar.zone);
    const later = whenErrors(policy, act.now, when);
    if (isAfter(noticedAt, act.now) || later)
      return {
        kind: 'invalid',
        errors: { ...later, ...(isAfter(noticedAt, act.now) ? { noticed: stillToCome } : {}) },
      };
    const details = readDetails(policy, values);
    const kept = await keepReport(
      act,
      {
        ...details,
        ...{ noticedAt, subjects },
        words: typedWords({ happened, when, message }),
      },
      actor,
    );
    return {
      kind: 'done',
      ...(kept.routed ? {} : { tone: 'warning' as const }),
      text: `Thank you. ${kept.reference} is reported.`,
      about: { kind: incidentKind, id: kept.id },
      card: thanksCard(policy, {
        ...kept,
        about: new Set(roles),
        said: { systems: details.systems, kinds: details.kinds, words: happened },
      }),
    };
  },
  unkept: notKept,
};

const stillToCome = 'This is still to come. When did you notice it?';

function momentOf(local: string, zone: string): Temporal.Instant {
  return Temporal.PlainDateTime.from(local).toZonedDateTime(zone, { disambiguation: 'earlier' }).toInstant();
}
