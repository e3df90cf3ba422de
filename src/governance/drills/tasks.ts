/** What of exercises stands on somebody's list: what they are asked, what they lead, what is theirs to make better, and that one is due. */
import type { Ask } from '../../app/context.ts';
import type { Task } from '../../app/feature.ts';
import type { Action } from '../../chat/card.ts';
import { casePath } from '../../chat/case-path.ts';
import { sayDay } from '../../chat/say-when.ts';
import { addTo } from '../../policy/due.ts';
import { drillKind, partsPlayed } from './rules/drill.ts';
import { type DrillFile, drillsOn, lastEnded } from './store/drills.ts';

export async function tasksOf(ask: Ask): Promise<readonly Task[]> {
  const files = await drillsOn(ask, ask.actor.id);
  return [
    ...files.flatMap((file) => [...atIt(ask, file), ...toMakeBetter(ask, file)]),
    ...(await dueOne(ask, files)),
  ];
}

function openIt({ drill }: DrillFile): Action {
  return { kind: 'link', label: 'Open it', path: casePath({ kind: drillKind, id: drill.id }) };
}

function atIt(ask: Ask, file: DrillFile): readonly Task[] {
  const { drill, scenario, answers } = file;
  if (drill.state === 'ended') return [];
  const parts = partsPlayed(drill, ask.actor.id);
  const title = `${drill.reference}: ${scenario.scenario.title}`;
  if (parts.length > 0) {
    const open = scenario.injects
      .filter(({ id }) => drill.came.has(id))
      .flatMap(({ asks }) => asks)
      .filter(({ id, to }) => parts.includes(to) && !answers.has(id)).length;
    const detail =
      open === 0
        ? 'Nothing is asked of you'
        : `${open} ${open === 1 ? 'question waits' : 'questions wait'} for you`;
    return [{ list: 'waits-for-me', title, detail, action: openIt(file) }];
  }
  if (drill.facilitatorId !== ask.actor.id) return [];
  return [{ list: 'waits-for-me', title, detail: 'You lead it', action: openIt(file) }];
}

function toMakeBetter(ask: Ask, { drill, notes, words, policy }: DrillFile): readonly Task[] {
  const today = policy.calendar.localDay(ask.now).toString();
  return notes
    .filter(({ kind, ownerId, settledAt }) => kind === 'better' && ownerId === ask.actor.id && !settledAt)
    .map(({ id, dueOn }) => ({
      list: 'i-owe',
      title: `${drill.reference}: ${shortly(words[`note:${id}`]?.body ?? '[blanked]')}`,
      ...(dueOn === undefined ? {} : { dueOn, late: dueOn < today, detail: `Until ${sayDay(dueOn)}` }),
      action: { kind: 'run', id: 'drill.settle', label: 'It is done', payload: { id: drill.id, note: id } },
    }));
}

const mostInLine = 120;

function shortly(says: string): string {
  const flat = says.replace(/\s+/g, ' ');
  return flat.length <= mostInLine ? flat : `${flat.slice(0, mostInLine - 1)}…`;
}

/** So often the plan wants one; the year counts from the last that ended. */
async function dueOne(ask: Ask, files: readonly DrillFile[]): Promise<readonly Task[]> {
  const { pack, calendar } = ask.policy;
  const wanted = pack.breaches.drills?.wanted;
  if (!wanted || !ask.actor.roles.includes(wanted.role)) return [];
  if (files.some(({ drill }) => drill.state !== 'ended')) return [];
  const last = await lastEnded(ask.reader);
  const newest = last && calendar.localDay(last).toString();
  const task = {
    list: 'i-owe',
    title: 'Hold an exercise with an invented data breach',
    action: { kind: 'run', id: 'drill.list', label: 'Choose one', payload: {} },
  } as const;
  if (newest === undefined) return [{ ...task, detail: `None was held yet (${wanted.src})` }];
  const dueOn = addTo(calendar, newest, wanted.every);
  const today = calendar.localDay(ask.now).toString();
  if (dueOn > addTo(calendar, today, pack.reminders.ahead)) return [];
  return [
    { ...task, dueOn, late: dueOn < today, detail: `The last was on ${sayDay(newest)} (${wanted.src})` },
  ];
}
