/** The sweep that tells whoever keeps the record, once a month, what left the district; nothing when nothing did. */
import type { Job } from '../../app/feature.ts';
import { reminderDay } from '../duties/rules/day.ts';
import { daysOf, lastToTell, monthsAfter, sayMonth } from './rules/month.ts';
import { keeperOf } from './rules/plan.ts';
import { keepTold, lastTold, monthsToTell } from './store/months.ts';

export const monthlyJob: Job = {
  name: 'left-the-district',
  summary:
    'Tells whoever keeps the record of disclosures, on each month’s first working day, what left the district the month before',
  everyMinutes: 60,
  async run(sweep) {
    const { tx, policy } = sweep;
    const when = reminderDay(policy, sweep.now);
    if (!when) return { did: [], more: false };
    const last = lastToTell(policy.calendar, when.day);
    const told = await lastTold(tx);
    if (told && told.month >= last) return { did: [], more: false };
    // The first time it is the last month alone; after an outage all since, and what was recorded belatedly.
    const months = await monthsToTell(tx, {
      until: daysOf(last).until,
      after: daysOf(told?.month ?? monthsAfter(last, -1)).until,
      since: told?.at ?? sweep.now,
    });
    await keepTold(tx, last);
    if (months.length === 0) return { did: [], more: false };
    const keepers = await sweep.directory.holders(sweep.reader, keeperOf(policy.pack.data_requests));
    for (const person of keepers)
      tx.notify({
        notice: 'disclosure.left',
        to: { personId: person.id },
        facts: { months },
        notBefore: when.at,
      });
    tx.audit({ what: 'disclosure.month-told', facts: { months, people: keepers.length } });
    return { did: [`${months.map(sayMonth).join(', ')}: ${keepers.length} told`], more: false };
  },
};
