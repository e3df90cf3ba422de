/** Reporting without a name: who it was reaches neither the store nor the log, and no time finer than the hour. */
import type { NamelessForm, Outcome } from '../../../app/feature.ts';
import { fields } from '../../../chat/form.ts';
import { sha256 } from '../../../kernel/hash.ts';
import type { Policy } from '../../../policy/policy.ts';
import { phones, rolesOf, saidIn } from '../cards/do-now.ts';
import { notKept, thanksCard } from '../cards/thanks.ts';
import { meantBy } from '../rules/route.ts';
import { fileByCode } from '../store/by-code.ts';
import type { Named } from '../store/insert.ts';
import { codeOf, keepReport } from './keep.ts';
import { detailFields, readDetails, typedWords, whatFields, whenErrors } from './report-fields.ts';

function anonymousFields(policy: Policy) {
  const { happened, about } = whatFields(policy);
  return fields({
    happened,
    about: {
      ...about,
      // Who one is, and whose staff, is what this form does not ask.
      options: about.options.filter(({ value }) => value !== 'myself' && value !== 'supervisor'),
    },
    who: {
      kind: 'text',
      label: 'Whom does it involve?',
      hint: 'A name or a position, if you know it. They are not told, and cannot see your report.',
      max: 200,
      optional: true,
    },
    ...detailFields(policy),
  });
}

export const anonymous: NamelessForm<ReturnType<typeof anonymousFields>> = {
  id: 'breach.anonymous',
  path: 'report',
  offer: 'Report a possible data breach, without your name',
  mostAnHour: 60,
  open(policy) {
    return {
      title: 'Report without a name',
      submit: 'Report it now',
      intro: [
        {
          kind: 'text',
          text: 'We do not ask who you are: no name or address is kept, and the hour only. One answer is enough. Slack and Teams may keep that you opened this there; /report in a private window leaves nothing with them.',
        },
        {
          kind: 'list',
          items: [
            { title: 'Or by phone', detail: phones(policy, new Set()) },
            {
              title: 'You have a code already?',
              action: { kind: 'link', label: 'Read on', path: '/report/follow-up' },
            },
          ],
        },
      ],
      fields: anonymousFields(policy),
      values: { about: policy.pack.breaches.report.about[0]?.id },
    };
  },
  check: (policy, now, { when }) =>
    (typeof when === 'string' ? whenErrors(policy, now, when) : undefined) ?? {},
  async submit(act, values): Promise<Outcome> {
    const { policy } = act;
    const { about, who, happened, when } = values;
    const later = whenErrors(policy, act.now, when);
    if (later) return { kind: 'invalid', errors: later };
    const roles = policy.pack.breaches.report.about.find(({ id }) => id === about)?.roles ?? [];
    const meant = who === undefined ? [] : await peopleMeant(act, who);
    const subjects: Named[] = [
      ...roles.map((role) => ({ role })),
      ...meant.map((personId) => ({ personId })),
    ];
    const details = readDetails(policy, values);
    const kept = await keepReport(
      act,
      {
        ...details,
        ...{ noticedAt: undefined, subjects },
        words: typedWords({ happened, when, who }),
      },
      act,
    );
    return {
      kind: 'done',
      ...(kept.routed ? {} : { tone: 'warning' as const }),
      text: 'Thank you. Your report is kept, without your name.',
      card: thanksCard(policy, {
        ...kept,
        about: new Set(roles),
        said: { systems: details.systems, kinds: details.kinds, words: happened },
      }),
    };
  },
  async repeat(scene) {
    const code = codeOf(scene);
    const file = await fileByCode(scene, sha256(code));
    if (!file) return undefined;
    const { incident, policy, words } = file;
    return {
      kind: 'done',
      text: 'This page was loaded again. Your report was kept the first time, once and without your name.',
      card: thanksCard(policy, {
        ...{ reference: incident.reference, routed: incident.deskRole !== undefined, code },
        about: rolesOf(incident),
        said: saidIn(incident, words.happened?.body),
      }),
    };
  },
  unkept: notKept,
};

/** Of those whom the roster knows by a word that was typed. */
async function peopleMeant(
  act: Parameters<NonNullable<typeof anonymous.submit>>[0],
  typed: string,
): Promise<readonly string[]> {
  const words = typed.split(/[^\p{L}\p{M}'’-]+/u).filter((word) => word.length > 1);
  const found = new Map<string, string>();
  for (const word of words.slice(0, 12))
    for (const { id, name } of await act.directory.search(act.reader, word)) found.set(id, name);
  return meantBy(
    typed,
    [...found].map(([id, name]) => ({ id, name })),
  );
}
