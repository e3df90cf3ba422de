/** Human Resources choose another supervisor for whoever answered to somebody who has left. Nobody is moved by itself. */
import type { FormHandler, Outcome } from '../../../app/feature.ts';
import { fields } from '../../../chat/form.ts';
import { circleSaid } from '../rules/supervisor.ts';
import { chainUp, changePerson, factsOf, lockFacts, reportsOf } from '../store/facts.ts';
import { tell } from '../tell.ts';
import { firstAbove } from './parting.ts';

/** As many as one form may name. */
const mostAtOnce = 50;

const reportFields = fields({
  people: {
    kind: 'people',
    label: 'Whose supervisor changes?',
    hint: 'Everybody who answered to them; take out whom you want to give to somebody else.',
  },
  supervisor: { kind: 'person', label: 'To whom do they answer now?' },
});

export const reportsForm: FormHandler<typeof reportFields> = {
  id: 'people.reports',
  access: { anyOf: ['hr'] },
  async open(ask, subject) {
    const leaver = await ask.directory.person(ask.reader, subject.person ?? '');
    const reports = leaver ? await reportsOf(ask.reader, leaver.id) : [];
    if (leaver?.status !== 'left' || reports.length === 0)
      return { refused: 'Nobody answers to them any more: it is done, or they have not left.' };
    const next = await firstAbove(ask, leaver.id);
    return {
      title: 'Another supervisor',
      submit: 'Change it',
      intro: [
        {
          kind: 'text',
          text: next
            ? `${next.name}, the next one up from ${leaver.name}, is filled in. Please choose whoever it really is.`
            : `Nobody stands above ${leaver.name}. Please choose somebody.`,
        },
      ],
      fields: reportFields,
      values: {
        people: reports.slice(0, mostAtOnce).map(({ id }) => id),
        ...(next ? { supervisor: next.id } : {}),
      },
    };
  },
  async submit(act, subject, { people, supervisor }): Promise<Outcome> {
    const leaverId = subject.person ?? '';
    await lockFacts(act.tx);
    const next = await act.directory.person(act.tx, supervisor);
    if (next?.status !== 'active')
      return { kind: 'invalid', errors: { supervisor: 'Please choose somebody who works here now.' } };
    const chain = await chainUp(act.tx, supervisor);
    const theirs = new Set((await reportsOf(act.tx, leaverId)).map(({ id }) => id));
    const moved: string[] = [];
    for (const id of people) {
      const facts = theirs.has(id) ? await factsOf(act.tx, id) : undefined;
      // Whoever answers to somebody else by now is left alone.
      if (!facts) continue;
      const circle = circleSaid({ id, name: facts.name }, chain);
      if (circle) return { kind: 'invalid', errors: { supervisor: circle } };
      const by = { byId: act.actor.id, surface: act.surface };
      const changed = await changePerson(act.tx, id, { ...facts, supervisorId: supervisor }, by);
      if (changed) moved.push(id);
    }
    if (moved.length === 0)
      return { kind: 'refused', text: 'None of them answered to somebody who has left any more.' };
    await act.house.personChanged(act, moved);
    tell(act, supervisor, 'people.team.moved', { people: moved.length, from: leaverId });
    return {
      kind: 'done',
      text: `${moved.length === 1 ? '1 person answers' : `${moved.length} people answer`} to ${next.name} now.`,
    };
  },
};
