/** The response team is called: the plan's roles and whoever is named beside them, never anybody whom it concerns. */
import type { FormHandler } from '../../../app/feature.ts';
import { fields } from '../../../chat/form.ts';
import { toDate } from '../../../kernel/clock.ts';
import { roleName } from '../../../policy/policy.ts';
import { isSubject } from '../rules/incident.ts';
import { change, notThere } from './change.ts';
import { found, whileNotClosed, workers } from './found.ts';
import { openTasks, seatTeam } from './response-tasks.ts';

const asked = fields({
  people: {
    kind: 'people',
    label: 'Who else is needed?',
    hint: 'By name. They see everything of it from then on.',
    optional: true,
  },
});

export const callTeam: FormHandler<typeof asked> = {
  id: 'breach.team',
  access: 'everyone',
  async open(ask, { id }) {
    const file = await found(ask, id);
    if (!file) return { refused: notThere };
    const { incident, policy } = file;
    const { team } = policy.pack.breaches.response;
    const called = incident.teamCalledAt !== undefined;
    return {
      title: called ? 'Add to the team' : 'Call the team',
      submit: called ? 'Add them' : 'Call them now',
      intro: called
        ? []
        : [
            {
              kind: 'text',
              text: `Called are: ${team.roles.map((role) => roleName(policy, role)).join(', ')} (${team.src}). Whoever it concerns is left out. They are told now, at night too, and the plan’s tasks open.`,
            },
          ],
      fields: asked,
      values: {},
    };
  },
  async submit(act, { id }, { people = [] }) {
    const file = await found(act, id);
    if (!file) return { kind: 'refused', text: notThere };
    const chosen = await act.directory.people(act.reader, people);
    const concerned = [...chosen.values()].filter((person) => isSubject(file.incident, person));
    if (concerned.length > 0)
      return {
        kind: 'invalid',
        errors: { people: `It is kept from ${concerned.map(({ name }) => name).join(', ')}.` },
      };
    const called = file.incident.teamCalledAt !== undefined;
    if (called && people.length === 0)
      return { kind: 'invalid', errors: { people: 'Whom do you want to add?' } };
    return change(act, id, {
      by: workers,
      ...whileNotClosed,
      refuse: (fresh) =>
        whileNotClosed.refuse?.(fresh) ??
        (called === (fresh.incident.teamCalledAt !== undefined)
          ? undefined
          : 'It has been called meanwhile; here is how it stands now.'),
      what: called ? 'team-joined' : 'team-called',
      facts: { people: [...people] },
      ...(called ? {} : { data: { teamCalledAt: toDate(act.now) } }),
      async also(changed) {
        const { roles } = changed.policy.pack.breaches.response.team;
        await seatTeam(act, changed.incident, [
          ...(called ? [] : roles.map((role) => ({ role }))),
          ...people.map((personId) => ({ personId })),
        ]);
        // Seats first: opening would seat some of the same roles again, from the file as it was.
        const seated = await found(act, id);
        if (!called && seated) await openTasks(act, seated, ['team']);
      },
      say: () =>
        called ? 'They are in the team now.' : 'The team is called, and the plan’s tasks are open.',
    });
  },
};
