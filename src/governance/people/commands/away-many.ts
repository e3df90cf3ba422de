/** `/safekeep off-contract`: the time between two contracts for everybody of a group at once. */
import type { FormHandler, Outcome, Word } from '../../../app/feature.ts';
import { openForm } from '../../../app/open-form.ts';
import { sayDays } from '../cards/away.ts';
import { setMany } from '../store/absences-many.ts';
import { groupsInUse, peopleOfGroup } from '../store/groups.ts';
import { localDay } from '../today.ts';
import { dayFields, faultsIn, readDays } from './away.ts';

const access = { anyOf: ['hr'] };
/** What a list of choices holds on Slack. */
const mostGroups = 100;

export const awayGroupForm: FormHandler = {
  id: 'people.away.group',
  access,
  async open(ask) {
    const groups = await groupsInUse(ask.reader, mostGroups);
    if (groups.length === 0)
      return {
        refused:
          'Nobody on the roster is in a group yet. Groups come with the staff file (groups), or from a person’s card: Change.',
      };
    const { until, from } = dayFields(localDay(ask));
    return {
      title: 'Off contract',
      submit: 'Save for all of them',
      intro: [
        {
          kind: 'text',
          text: 'For ten-month staff: they are reminded of nothing on these days, and nobody is told that they are late. A file with dates for each person: safekeep absences import.',
        },
      ],
      fields: {
        group: {
          kind: 'choice',
          label: 'Which group?',
          options: groups.map(({ name, people }) => ({
            value: name,
            label: name.slice(0, 75),
            description: people === 1 ? '1 person' : `${people} people`,
          })),
        },
        from: { ...from, label: 'The first day off contract' },
        until: {
          ...until,
          label: 'The last day off contract',
          hint: 'They are back on the day after.',
          optional: false,
        },
      },
      values: {},
    };
  },
  async submit(act, _subject, values): Promise<Outcome> {
    const typed = values as unknown as {
      readonly group: string;
      readonly from: string;
      readonly until: string;
    };
    const days = readDays(typed.from, typed.until);
    const errors = faultsIn('off-contract', days);
    if (Object.keys(errors).length > 0) return { kind: 'invalid', errors };
    const people = await peopleOfGroup(act.tx, typed.group);
    const set = await setMany(
      act.tx,
      people.map((personId) => ({ personId, kind: 'off-contract', ...days, setById: act.actor.id })),
      `group:${typed.group}`,
    );
    if (set.added + set.changed === 0)
      return {
        kind: 'refused',
        text: `Nobody in ${typed.group} is left to be set: these days stand already.`,
      };
    return {
      kind: 'done',
      text: `${typed.group}: off contract ${sayDays(days)}. ${saySet(set)} It begins by itself, within a quarter of an hour where the day has come.`,
    };
  },
};

export function saySet({
  added,
  changed,
  same,
}: {
  readonly added: number;
  readonly changed: number;
  readonly same: number;
}): string {
  const parts = [
    ...(added > 0 ? [`${added} set`] : []),
    ...(changed > 0 ? [`${changed} given other days`] : []),
    ...(same > 0 ? [`${same} stood so already`] : []),
  ];
  return `${parts.length > 0 ? parts.join(', ') : 'Nothing set'}.`;
}

export const offContractWord: Word = {
  command: 'safekeep',
  word: 'off-contract',
  summary: 'When ten-month staff are between two contracts',
  access,
  run: (ask) => openForm(ask, awayGroupForm, {}),
};
