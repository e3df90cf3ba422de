/** An exercise ends when whoever leads it says so; whoever took part is credited with the plan's course, once. */
import type { Act, Ask } from '../../../app/context.ts';
import type { FormHandler, Outcome } from '../../../app/feature.ts';
import type { Block } from '../../../chat/card.ts';
import type { Fields, RawValues, ValuesOf } from '../../../chat/form.ts';
import { toDate } from '../../../kernel/clock.ts';
import { clockOf, drillKind, leads } from '../rules/drill.ts';
import { partName } from '../rules/scenario.ts';
import { type DrillFile, openDrill } from '../store/drills.ts';
import { type Change, change, notThere } from './change.ts';
import { credit } from './credit.ts';

/** Ten boxes in a row are what a form of Slack holds. */
const mostInField = 10;
const tookPart = 'took_part_';

async function led(ask: Ask, id: string | undefined): Promise<DrillFile | undefined> {
  const file = id === undefined ? undefined : await openDrill(ask, { id });
  return file && leads(file.drill, ask.policy.pack, ask.actor) ? file : undefined;
}

/** Never whoever presses: nobody confirms a training of their own. */
function uncredited({ drill }: DrillFile, actorId: string): readonly string[] {
  const ids = drill.players.filter(({ creditedAt }) => !creditedAt).map(({ personId }) => personId);
  return [...new Set(ids)].filter((id) => id !== actorId);
}

function whoFields(ask: Ask, file: DrillFile): Fields {
  const ids = uncredited(file, ask.actor.id);
  const rows = Array.from({ length: Math.ceil(ids.length / mostInField) }, (_, row) =>
    ids.slice(row * mostInField, (row + 1) * mostInField),
  );
  const course = ask.policy.pack.training.courses[ask.policy.pack.breaches.drills?.course ?? ''];
  if (rows.length === 0 || !course) return {};
  return {
    ...Object.fromEntries(
      rows.map((row, at) => [
        `${tookPart}${at}`,
        {
          kind: 'choices',
          label: 'Who took part?',
          hint: `They are credited with “${course.name}”, as an exercise; you confirm it.`,
          optional: true,
          options: row.map((id) => ({
            value: id,
            label: (file.people.get(id)?.name ?? 'Somebody').slice(0, 60),
          })),
        },
      ]),
    ),
    location: {
      kind: 'text',
      label: 'Where did it take place?',
      hint: 'It stands in the training register.',
      max: 200,
      optional: true,
    },
  };
}

function whoValues(ask: Ask, file: DrillFile): RawValues {
  const ids = uncredited(file, ask.actor.id);
  const rows = Math.ceil(ids.length / mostInField);
  return {
    ...Object.fromEntries(
      Array.from({ length: rows }, (_, at) => [
        `${tookPart}${at}`,
        ids.slice(at * mostInField, (at + 1) * mostInField),
      ]),
    ),
    location: 'Online',
  };
}

/** Once it has ended nobody can answer them any more. */
function openBlocks({ drill, scenario, answers }: DrillFile): readonly Block[] {
  const open = scenario.injects
    .filter(({ id }) => drill.came.has(id))
    .flatMap(({ asks }) => asks)
    .filter(({ id }) => !answers.has(id));
  if (open.length === 0) return [];
  return [
    {
      kind: 'heading',
      text: open.length === 1 ? 'One question is open' : `${open.length} questions are open`,
    },
    {
      kind: 'list',
      items: open.map(({ asks, to }) => ({ title: asks, detail: `Asked of “${partName(scenario, to)}”` })),
    },
  ];
}

export const endForm: FormHandler<Fields> = {
  id: 'drill.end',
  access: 'everyone',
  async open(ask, { id }) {
    const file = await led(ask, id);
    if (!file) return { refused: notThere };
    if (file.drill.state === 'ended') return { refused: 'It has ended already.' };
    return {
      title: 'End it',
      submit: 'End it',
      intro: [
        {
          kind: 'text',
          text: 'Everybody who plays is thanked, and can read what was asked and what the plan and the law say to it. Ending it can’t be undone. Untick whoever was not there.',
        },
        ...openBlocks(file),
      ],
      fields: whoFields(ask, file),
      values: whoValues(ask, file),
    };
  },
  submit: (act, { id }, values) => close(act, id, values, ending),
};

export const creditForm: FormHandler<Fields> = {
  id: 'drill.credit',
  access: 'everyone',
  async open(ask, { id }) {
    const file = await led(ask, id);
    if (!file) return { refused: notThere };
    const fields = whoFields(ask, file);
    if (file.drill.state !== 'ended') return { refused: 'End it first: then you say who took part.' };
    if (Object.keys(fields).length === 0) return { refused: 'Everybody who played has their credit.' };
    return {
      title: 'Training credit',
      submit: 'Give it',
      intro: [{ kind: 'text', text: 'Tick whoever took part and has no credit for it yet.' }],
      fields,
      values: { location: 'Online' },
    };
  },
  submit: (act, { id }, values) => close(act, id, values, crediting),
};

const ending: Pick<Change, 'what' | 'data'> = {
  what: 'ended',
};
const crediting: Pick<Change, 'afterwards' | 'refuse'> = {
  afterwards: true,
  refuse: ({ drill }) => (drill.state === 'ended' ? undefined : 'It has not ended yet.'),
};

async function close(
  act: Act,
  id: string | undefined,
  given: ValuesOf<Fields>,
  how: Partial<Change>,
): Promise<Outcome> {
  const values: RawValues = given;
  const chosen = Object.entries(values).flatMap(([name, value]) =>
    name.startsWith(tookPart) && Array.isArray(value) ? value : [],
  );
  const location = typeof values.location === 'string' ? values.location.trim() : '';
  if (chosen.length > 0 && location === '')
    return {
      kind: 'invalid',
      errors: { location: 'Please say where: it stands in the training register of those you ticked.' },
    };
  const ends = how.what === 'ended';
  let credited = 0;
  return change(act, id, {
    by: 'leads',
    ...how,
    ...(ends
      ? {
          data: ({ drill }) => ({
            ...{ state: 'ended', runsSince: null, nextAt: null },
            clockAt: toDate(clockOf(drill, act.now)),
            endedAt: toDate(act.now),
            endedById: act.actor.id,
          }),
        }
      : {}),
    async also(file) {
      credited = await credit(act, file, chosen, location);
      if (!ends) return;
      for (const personId of new Set(file.drill.players.map((one) => one.personId)))
        act.tx.notify({
          notice: 'drill.ended',
          about: { kind: drillKind, id: file.drill.id },
          to: { personId },
        });
    },
    say: ({ drill }) =>
      `${ends ? `${drill.reference} has ended. ` : ''}${credited === 0 ? 'Nobody was given credit.' : `${credited} ${credited === 1 ? 'person has' : 'people have'} training credit for it.`}`,
  });
}
