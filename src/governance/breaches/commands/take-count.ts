/** How many people it is about: where the register of those affected and the number that was stated differ, one press takes the register's count. */
import type { ActionHandler } from '../../../app/feature.ts';
import { toDate } from '../../../kernel/clock.ts';
import { affectedOf } from '../store/affected.ts';
import { change, notThere } from './change.ts';
import { found, whileNotClosed, workers } from './found.ts';
import { type ClockNews, recomputeClocks, sayNews } from './recompute-clocks.ts';

export const takeCount: ActionHandler = {
  id: 'breach.take-count',
  access: 'everyone',
  async run(act, { id, version = '' }) {
    const file = await found(act, id);
    if (!file) return { kind: 'refused', text: notThere };
    const count = (await affectedOf(act.reader, file.incident.id)).filter(({ struck }) => !struck).length;
    let news: ClockNews | undefined;
    return change(act, id, {
      by: workers,
      version,
      ...whileNotClosed,
      refuse: (fresh) =>
        whileNotClosed.refuse?.(fresh) ??
        (count === 0 || fresh.incident.people === count
          ? 'They are the same; nothing was changed.'
          : undefined),
      what: 'triaged',
      facts: { changed: { people: [file.incident.people ?? null, count] } },
      data: { people: count, peopleStatedAt: toDate(act.now) },
      async also({ incident }) {
        news = await recomputeClocks(act, incident, 'facts', act.actor.id);
      },
      say: () => `Kept: ${count}, as the register has them.${news ? sayNews(news) : ''}`,
    });
  },
};
