/** Somebody's history on the roster as a page: facts, absences, roles, departures; what, when, by whom. */
import type { Ask } from '../../../app/context.ts';
import type { DocumentHandler } from '../../../app/feature.ts';
import { sayDay, sayMoment } from '../../../chat/say-when.ts';
import { roleName } from '../../../policy/policy.ts';
import { absenceNames, sayDays } from '../cards/away.ts';
import { changeNames, factsIn, peopleIn, sayFact } from '../cards/history.ts';
import { standingOf } from '../cards/kinds.ts';
import { accountKeepers } from '../held.ts';
import { factNames } from '../rules/facts.ts';
import { absencesOf } from '../store/absences.ts';
import { departuresOf } from '../store/departures.ts';
import { changesOf } from '../store/history.ts';
import { rolesHeld } from '../store/roles.ts';

/** More changes than one person has; a page ends somewhere. */
const mostChanges = 500;

export const historyDocument: DocumentHandler = {
  id: 'people.history',
  access: { anyOf: accountKeepers },
  async load(ask, subject) {
    const person = await ask.directory.person(ask.reader, subject.person ?? '');
    if (!person) return undefined;
    const changes = await changesOf(ask.reader, person.id, mostChanges);
    const roles = await rolesHeld(ask.reader, { personId: person.id });
    const absences = await absencesOf(ask.reader, person.id);
    const departures = await departuresOf(ask.reader, person.id);
    const nameOf = await namer(ask, [
      ...changes.flatMap((one) => [...peopleIn(one), one.byId]),
      ...roles.flatMap((one) => [one.grantedById, one.revokedById]),
      ...absences.flatMap((one) => [one.setById, one.endedById]),
      ...departures.map((one) => one.madeById),
    ]);
    const by = (id: string | undefined) => (id ? nameOf(id) : '');
    return {
      kind: 'page',
      title: `${person.name}: history`,
      subtitle: `${standingOf(person).label}; hired on ${sayDay(person.hireDate)}`,
      blocks: [
        {
          kind: 'table',
          caption: 'Facts',
          columns: ['When', 'What', 'Field', 'Before', 'After', 'By'],
          rows: changes.flatMap((change) => {
            const head = [sayMoment(change.at, ask.policy.calendar.zone), changeNames[change.kind]];
            const fields = factsIn(change);
            if (fields.length === 0) return [[...head, '', '', '', by(change.byId)]];
            return fields.map((fact) => [
              ...head,
              factNames[fact],
              fact in change.before ? sayFact(fact, change.before[fact], nameOf) : '',
              sayFact(fact, change.after[fact], nameOf),
              by(change.byId),
            ]);
          }),
        },
        {
          kind: 'table',
          caption: 'Roles',
          columns: ['Role', 'From', 'Until', 'Given by', 'Taken back by'],
          rows: roles.map((one) => [
            roleName(ask.policy, one.role),
            sayDay(one.from),
            one.until ? sayDay(one.until) : '',
            by(one.grantedById),
            by(one.revokedById),
          ]),
        },
        {
          kind: 'table',
          caption: 'Away',
          columns: ['What', 'Days', 'State', 'Set by', 'Ended by'],
          rows: absences.map((one) => [
            absenceNames[one.kind],
            sayDays(one),
            { planned: 'to come', running: 'now', over: 'over', 'called-off': 'called off' }[one.state],
            by(one.setById),
            by(one.endedById),
          ]),
        },
        {
          kind: 'table',
          caption: 'Departures',
          columns: ['Last day', 'State', 'By'],
          rows: departures.map((one) => [
            sayDay(one.lastDay),
            one.state === 'planned' ? 'to come' : 'left',
            by(one.madeById),
          ]),
        },
      ],
    };
  },
};

async function namer(ask: Ask, ids: readonly (string | undefined)[]): Promise<(id: string) => string> {
  const people = await ask.directory.people(
    ask.reader,
    ids.filter((id) => id !== undefined),
  );
  return (id) => people.get(id)?.name ?? 'somebody no longer on the roster';
}
