/** `/safekeep hire`: Human Resources put somebody on the roster by hand. */
import type { Act } from '../../../app/context.ts';
import type { FormHandler, Outcome, Word } from '../../../app/feature.ts';
import { openForm } from '../../../app/open-form.ts';
import { type Fields, fields } from '../../../chat/form.ts';
import { sayDay } from '../../../chat/say-when.ts';
import type { PersonFacts } from '../rules/facts.ts';
import { addPerson, buildingNames, lockFacts, sameAs } from '../store/facts.ts';
import { tellTeams } from '../tell.ts';
import { localDay } from '../today.ts';
import { factFields, readFacts, type Typed, valuesOf } from './fact-fields.ts';
import { drawPerson } from './person.ts';

const access = { anyOf: ['hr'] };

export const hireForm: FormHandler<Fields> = {
  id: 'people.hire',
  access,
  async open(ask) {
    return {
      title: 'Hire somebody',
      submit: 'Put on the roster',
      intro: [
        {
          kind: 'text',
          text: 'They owe what the plan asks of a new person from the hire date on. Many at once come with a file: safekeep roster import.',
        },
      ],
      fields: {
        ...(await factFields(ask)),
        ...fields({
          namesake: {
            kind: 'tick',
            label: 'If the name is known already',
            says: 'This is somebody else of the same name',
            optional: true,
          },
        }),
      },
      values: await valuesOf(ask, { hireDate: localDay(ask).toString() }),
    };
  },
  async submit(act, _subject, values): Promise<Outcome> {
    const typed = values as unknown as Typed & { readonly namesake?: boolean };
    await lockFacts(act.tx);
    const read = await readFacts(act, typed, undefined);
    const errors = { ...(await knownName(act, typed)), ...(read.ok ? {} : read.problem) };
    if (!read.ok || Object.keys(errors).length > 0) return { kind: 'invalid', errors };
    const facts = read.value;
    const isNew = facts.building !== null && !(await knownBuilding(act, facts.building));
    const by = { byId: act.actor.id, surface: act.surface };
    const { id, change } = await addPerson(act.tx, facts, by);
    await act.house.personChanged(act, [id]);
    tellTeams(act, change, {}, facts);
    const card = await drawPerson(act, id);
    return {
      kind: 'done',
      text: hired(facts, isNew),
      about: { kind: 'person', id },
      ...(card ? { card } : {}),
    };
  },
};

async function knownName(
  act: Act,
  { name, namesake }: { readonly name: string; readonly namesake?: boolean },
) {
  const same = namesake ? undefined : await sameAs(act.tx, { name }, undefined);
  if (!same) return {};
  return {
    name: `${same.name} (${same.jobTitle}) is on the roster already. If this is somebody else, tick the box at the end.`,
  };
}

async function knownBuilding(act: Act, name: string): Promise<boolean> {
  const names = await buildingNames(act.tx);
  return names.some((one) => one.toLowerCase() === name.toLowerCase());
}

function hired(facts: PersonFacts, newBuilding: boolean): string {
  return [
    `${facts.name} is on the roster, hired on ${sayDay(facts.hireDate)}.`,
    ...(newBuilding ? [`“${facts.building}” is a new building.`] : []),
    ...(facts.email
      ? []
      : ['They have no e-mail address yet, so they can’t sign in; they are on your list.']),
  ].join(' ');
}

export const hireWord: Word = {
  command: 'safekeep',
  word: 'hire',
  summary: 'Put somebody on the roster',
  access,
  run: (ask) => openForm(ask, hireForm, {}),
};
