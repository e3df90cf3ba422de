/** "Remind all": everybody in somebody's weekly message, each at most once a day, looked up again at the click. */
import type { ActionHandler, Outcome } from '../../../app/feature.ts';
import { remindNow } from '../../duties/store/remind.ts';
import { weeklyKind } from '../cards/weekly.ts';
import { isAboutPeople } from '../rules/parts.ts';
import { count } from '../rules/say.ts';
import { notYourList, seatOf } from './surroundings.ts';
import { drawWeekly, seatSections } from './weekly.ts';

/** As many as one press reminds; the next press goes on, for whoever was reminded is left out. */
const mostAtOnce = 500;
/** Names in one sentence. */
const mostSaid = 8;

const whyNobody = {
  off: 'Reminders are not turned on in this district yet, so nobody was reminded.',
  'day-off': 'Today is a day off, so nobody was reminded. Please press again on a working day.',
} as const;

export const remindAll: ActionHandler = {
  id: 'supervision.remind',
  access: 'everyone',
  async run(act, payload): Promise<Outcome> {
    const seat = await seatOf(act, payload);
    if (!seat) return { kind: 'refused', text: notYourList };
    const sections = await seatSections(act, seat, mostAtOnce);
    const people = sections.filter(({ kind }) => isAboutPeople(kind)).flatMap(({ listed }) => listed);
    const card = await drawWeekly(act, seat.owner.id);
    const shown = card ? { card } : {};
    if (people.length === 0)
      return {
        kind: 'refused',
        text: 'By now nobody is late or due soon, so nobody was reminded.',
        ...shown,
      };
    const reminded = await remindNow(
      act.tx,
      act.policy,
      people.flatMap(({ owed }) => owed.map(({ id }) => id)),
    );
    if (reminded.kind !== 'reminded') return { kind: 'refused', text: whyNobody[reminded.kind], ...shown };
    const about = { kind: weeklyKind, id: seat.owner.id };
    const names = new Map(people.map(({ id, name }) => [id, name]));
    const already = named(names, reminded.already);
    if (reminded.people.length > 0) {
      act.tx.audit({
        what: 'digest.reminded',
        about,
        facts: { people: reminded.people, already: reminded.already.length, day: reminded.day },
      });
      act.tx.moved(about);
    }
    const now = await drawWeekly(act, seat.owner.id);
    const done = reminded.people.length;
    return {
      kind: done > 0 ? 'done' : 'refused',
      text: [
        done > 0
          ? `${count(done, 'person is', 'people are')} reminded, each of everything that they owe: ${named(names, reminded.people)}.`
          : 'Nobody was reminded now.',
        ...(reminded.already.length > 0 ? [`Already reminded today: ${already}.`] : []),
      ].join(' '),
      ...(now ? { card: now } : {}),
    };
  },
};

function named(names: ReadonlyMap<string, string>, ids: readonly string[]): string {
  const known = ids.map((id) => names.get(id) ?? 'somebody').sort();
  const rest = known.length - mostSaid;
  return rest > 1 ? `${known.slice(0, mostSaid).join(', ')} and ${rest} others` : known.join(', ');
}
