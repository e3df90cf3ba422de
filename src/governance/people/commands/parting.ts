/** Draws what somebody's departure or absence left behind, as far as whoever looks may see it. */
import type { Ask } from '../../../app/context.ts';
import type { ActionHandler, NoticeKind, Task } from '../../../app/feature.ts';
import { holds } from '../../../app/person.ts';
import type { Card } from '../../../chat/card.ts';
import { partingCard } from '../cards/parting.ts';
import { nextUp } from '../rules/supervisor.ts';
import { absenceById } from '../store/absences.ts';
import { departureById } from '../store/departures.ts';
import { chainUp, leftWithReports, reportsOf } from '../store/facts.ts';
import { handedOnBy } from '../store/handed-on.ts';

/** Nothing for others, and nothing where there is nothing to look after. */
export async function drawParting(ask: Ask, id: string): Promise<Card | undefined> {
  const isHr = holds(ask.actor, 'hr');
  if (!isHr && !holds(ask.actor, ask.policy.pack.data_requests.classify.by)) return undefined;
  const departure = await departureById(ask.reader, id);
  const absence = departure ? undefined : await absenceById(ask.reader, id);
  const personId = departure?.personId ?? absence?.personId;
  const person = personId ? await ask.directory.person(ask.reader, personId) : undefined;
  if (!person) return undefined;
  const handedOn = [];
  for (const about of await handedOnBy(ask.reader, id)) {
    const card = await ask.house.cardOf(ask, about);
    if (card) handedOn.push({ about, card });
  }
  const reports = departure && isHr && person.status === 'left' ? await reportsOf(ask.reader, person.id) : [];
  if (handedOn.length + reports.length === 0) return undefined;
  return partingCard({
    ...{ id, person, handedOn, reports, left: departure !== undefined },
    lastDay: departure?.lastDay ?? absence?.from.subtract({ days: 1 }),
    until: absence?.until,
    nextUp: (await firstAbove(ask, person.id))?.name,
  });
}

/** Above somebody who has left: the first who is here. */
export async function firstAbove(ask: Ask, personId: string) {
  const above = (await chainUp(ask.reader, personId)).slice(1);
  const people = await ask.directory.people(
    ask.reader,
    above.map(({ id }) => id),
  );
  return nextUp(above.flatMap(({ id }) => people.get(id) ?? []));
}

export const partingNotice: NoticeKind = {
  id: 'people.parting',
  render: async (ask, { caseId }) => (caseId ? drawParting(ask, caseId) : undefined),
};

/** Changes nothing; a row of a list can only carry a button. */
export const openHandedOn: ActionHandler = {
  id: 'people.parting.open',
  access: 'everyone',
  async run(act, { kind, id }) {
    const card = kind && id ? await act.house.cardOf(act, { kind, id }) : undefined;
    if (!card) return { kind: 'refused', text: 'There is no such case, or it is not yours to see.' };
    return { kind: 'done', text: `Here is ${card.title}.`, card };
  },
};

export async function orphanTasks(ask: Ask): Promise<readonly Task[]> {
  if (!holds(ask.actor, 'hr')) return [];
  return (await leftWithReports(ask.reader)).map(({ id, name, reports }) => ({
    list: 'waits-for-me',
    title: `${reports === 1 ? '1 person answers' : `${reports} people answer`} to ${name}, who has left`,
    detail: 'Choose another supervisor for them',
    action: { kind: 'open-form', form: 'people.reports', label: 'Choose', subject: { person: id } },
  }));
}
