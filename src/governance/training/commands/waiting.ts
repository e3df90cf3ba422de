/** What waits for somebody's yes: single trainings of their people, and for the register's keepers whole imports. */
import type { Ask } from '../../../app/context.ts';
import type { Task } from '../../../app/feature.ts';
import type { Block, ListItem } from '../../../chat/card.ts';
import type { Reply } from '../../../chat/interaction.ts';
import { sayDay } from '../../../chat/say-when.ts';
import { peopleOfRoll } from '../../people/store/groups.ts';
import { courseName } from '../cards/mine.ts';
import { type Completion, waitingCompletions } from '../store/completions.ts';
import type { WaitingImport } from '../store/imports.ts';
import { importsToDecide } from './imports.ts';
import { confirmsForAll, todayOf } from './surroundings.ts';

/** A card lists no more. */
const mostListed = 25;

interface Waiting {
  readonly imports: readonly WaitingImport[];
  readonly single: readonly Completion[];
}

/** Nobody's own, whoever they are. */
async function waitingFor(ask: Ask): Promise<Waiting> {
  const imports = await importsToDecide(ask);
  if (confirmsForAll(ask)) {
    const all = await waitingCompletions(ask.reader, undefined, mostListed + 2);
    return { imports, single: all.filter(({ personId }) => personId !== ask.actor.id) };
  }
  const reports = await peopleOfRoll(ask.reader, todayOf(ask), ask.actor, 'reports');
  const ids = reports.map(({ id }) => id);
  return { imports, single: await waitingCompletions(ask.reader, ids, mostListed + 2) };
}

export async function waitingCount(ask: Ask): Promise<number> {
  const { imports, single } = await waitingFor(ask);
  return imports.length + single.length;
}

export async function waitingList(ask: Ask): Promise<Reply> {
  const { imports, single } = await waitingFor(ask);
  const people = await ask.directory.people(
    ask.reader,
    single.map(({ personId }) => personId),
  );
  const items: ListItem[] = [
    ...imports.map(
      (one): ListItem => ({
        title: `Import: ${one.fileName}`,
        detail: `${one.waiting} wait, read on ${sayDay(ask.policy.calendar.localDay(one.madeAt))}`,
        action: { kind: 'run', id: 'training.import.show', label: 'Look', payload: { import: one.id } },
      }),
    ),
    ...single.slice(0, mostListed).map(
      (one): ListItem => ({
        title: `${people.get(one.personId)?.name ?? 'Somebody'}: ${courseName(ask.policy.pack.training, one.course)}`,
        detail: `${sayDay(one.completedOn)}${one.evidence ? `, evidence: ${one.evidence}` : ''}`,
        action: { kind: 'run', id: 'training.show', label: 'Look', payload: { completion: one.id } },
      }),
    ),
  ];
  const more: Block[] =
    single.length > mostListed
      ? [
          {
            kind: 'text',
            text: `These are the ${mostListed} that have waited longest; there are more.`,
          },
        ]
      : [];
  return {
    kind: 'card',
    card: {
      audience: 'person',
      title: 'Trainings that wait for your yes',
      blocks: [
        items.length === 0 ? { kind: 'text', text: 'None waits for you.' } : { kind: 'list', items },
        ...more,
      ],
      actions: [],
    },
  };
}

/** One line, only when something waits. */
export async function trainingTasks(ask: Ask): Promise<readonly Task[]> {
  const count = await waitingCount(ask);
  if (count === 0) return [];
  const many = count > mostListed ? `More than ${mostListed}` : String(count);
  return [
    {
      list: 'waits-for-me',
      title: `${many} ${count === 1 ? 'training waits' : 'trainings wait'} for your yes`,
      action: { kind: 'run', id: 'training.waiting', label: 'Look', payload: {} },
    },
  ];
}
