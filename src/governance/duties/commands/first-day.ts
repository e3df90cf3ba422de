/** Every message that the first day would send, by recipient and count: seen before anybody is reminded of anything. */
import type { Ask, Scene } from '../../../app/context.ts';
import type { DocumentHandler, PlannedReminder } from '../../../app/feature.ts';
import type { Document } from '../../../chat/document.ts';
import { sayDay } from '../../../chat/say-when.ts';
import { climb, ladderOf } from '../../../policy/ladder.ts';
import type { Pack } from '../../../policy/schema.ts';
import { reminderSwitch } from '../../people/store/reminders.ts';
import { dutyName } from '../cards/say.ts';
import { notLookedAt } from '../look.ts';
import { dueRungs } from '../store/rungs.ts';

/** Who decides about going live, and who hears the complaints. */
export function reminderKeepers({ data_requests }: Pack): readonly string[] {
  return ['hr', data_requests.classify.by];
}

/** Looked at only, so that a page may be larger than one that is changed. */
const pageSize = 20_000;

/** This working day, or the next one on which reminders may go: YYYY-MM-DD. */
export function firstDay({ policy, now }: Pick<Scene, 'policy' | 'now'>): string {
  const { calendar } = policy;
  return calendar.localDay(calendar.nextReminderTime(now)).toString();
}

/** What the ladders would send. */
export async function plannedNudges(scene: Scene, day: string): Promise<readonly PlannedReminder[]> {
  const { policy, reader } = scene;
  const named = new Map<string, string[]>();
  for (let after = ''; ; ) {
    const { rungs, last, more } = await dueRungs(reader, {
      day,
      zone: policy.calendar.zone,
      limit: pageSize,
      after,
    });
    for (const rung of rungs) {
      const ladder = ladderOf(policy, rung.duty);
      if (ladder && climb(policy, ladder, rung, day).remind)
        named.set(rung.personId, [...(named.get(rung.personId) ?? []), rung.duty]);
    }
    if (!more || last === undefined) break;
    after = last;
  }
  return [...named].map(([personId, duties]) => ({
    personId,
    message: 'Reminder',
    count: duties.length,
    about: duties.map((duty) => dutyName(policy, duty)),
  }));
}

export interface FirstDayLine {
  readonly personId: string;
  readonly name: string;
  readonly message: string;
  readonly count: number;
  readonly about: readonly string[];
}

/** All rooms together, by name. */
export async function firstDayLines(scene: Scene, day: string): Promise<readonly FirstDayLine[]> {
  const planned = await scene.house.plannedReminders(scene, day);
  const people = await scene.directory.people(
    scene.reader,
    planned.map(({ personId }) => personId),
  );
  return planned
    .map(({ personId, message, count, about }) => ({
      ...{ personId, message, count, about },
      name: people.get(personId)?.name ?? personId,
    }))
    .sort((a, b) => a.name.localeCompare(b.name) || a.message.localeCompare(b.message));
}

/** A list that is not whole says so; nothing where it is. */
export async function unfinished(scene: Scene): Promise<string | undefined> {
  const waiting = await notLookedAt(scene);
  if (waiting === 0) return undefined;
  const whose = waiting === 1 ? 'one person' : `${waiting} people`;
  return `This is not all: what ${whose} owe${waiting === 1 ? 's' : ''} is not worked out yet. Safekeep does it within the hour once it runs; at once: safekeep jobs run agreement-versions, then safekeep jobs run duties.`;
}

/** "Reminder: 12 messages". */
export function countsByMessage(
  lines: readonly FirstDayLine[],
): readonly { readonly message: string; readonly count: number }[] {
  const counts = new Map<string, number>();
  for (const { message } of lines) counts.set(message, (counts.get(message) ?? 0) + 1);
  return [...counts].map(([message, count]) => ({ message, count }));
}

async function load(ask: Ask): Promise<Document> {
  const day = firstDay(ask);
  const [lines, state] = [await firstDayLines(ask, day), await reminderSwitch(ask.reader)];
  const missing = await unfinished(ask);
  return {
    kind: 'page',
    title: state.on ? 'What the next day sends' : 'What the first day would send',
    subtitle: `${sayDay(day)}, as things stand now`,
    blocks: [
      ...(missing ? [{ kind: 'note', tone: 'warning', text: missing } as const] : []),
      {
        kind: 'note',
        tone: state.on ? 'neutral' : 'warning',
        text: state.on
          ? 'Reminders are on.'
          : 'Reminders are off: none of this is sent. Record first what was signed and taken before (balances), so that nobody is reminded of what they did.',
      },
      {
        kind: 'facts',
        facts: [
          { label: 'Messages', value: String(lines.length) },
          { label: 'People', value: String(new Set(lines.map(({ personId }) => personId)).size) },
          ...countsByMessage(lines).map(({ message, count }) => ({ label: message, value: String(count) })),
        ],
      },
      {
        kind: 'table',
        caption: 'By recipient',
        columns: ['To', 'Message', 'Names', 'About'],
        rows: lines.map(({ name, message, count, about }) => [
          name,
          message,
          String(count),
          about.join('; '),
        ]),
      },
    ],
  };
}

export const firstDayDocument: DocumentHandler = {
  id: 'duties.first-day',
  access: { byPlan: reminderKeepers },
  load,
};
