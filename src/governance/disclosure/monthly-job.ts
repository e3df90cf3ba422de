/** The sweep that tells whoever keeps the record, once a month, what left the district; nothing when nothing did. */
import type { Job } from '../../app/feature.ts';
import { getSetting, putSetting } from '../../store/settings.ts';
import { reminderDay } from '../duties/rules/day.ts';
import { daysOf, lastToTell, monthsAfter, sayMonth } from './rules/month.ts';
import { keeperOf } from './rules/plan.ts';
import { disclosures } from './store/disclosures.ts';
import { entries } from './store/ledger.ts';

/** The last month that was told. */
const toldKey = 'disclosure.month-told';

/** After a long outage these are told together; older ones stand on the page. */
const mostMonths = 12;

export const monthlyJob: Job = {
  name: 'left-the-district',
  summary:
    'Tells the Student Data Manager on each month’s first working day what left the district the month before',
  everyMinutes: 60,
  async run(sweep) {
    const { tx, policy } = sweep;
    const when = reminderDay(policy, sweep.now);
    if (!when) return { did: [], more: false };
    const last = lastToTell(policy.calendar, when.day);
    const told = await getSetting(tx, toldKey);
    if (told !== undefined && told >= last) return { did: [], more: false };
    const months = monthsSince(told, last);
    const full: string[] = [];
    for (const month of months) if (await somethingLeft(sweep, month)) full.push(month);
    await putSetting(tx, toldKey, last);
    if (full.length === 0) return { did: [], more: false };
    const keepers = await sweep.directory.holders(sweep.reader, keeperOf(policy.pack.data_requests));
    for (const person of keepers)
      tx.notify({
        notice: 'disclosure.left',
        to: { personId: person.id },
        facts: { months: full },
        notBefore: when.at,
      });
    tx.audit({ what: 'disclosure.month-told', facts: { months: full, people: keepers.length } });
    return { did: [`${full.map(sayMonth).join(', ')}: ${keepers.length} told`], more: false };
  },
};

/** Oldest first; the first time it is the last month alone. */
function monthsSince(told: string | undefined, last: string): readonly string[] {
  const recent = Array.from({ length: mostMonths }, (_, at) => monthsAfter(last, at - mostMonths + 1));
  return recent.filter((month) => (told === undefined ? month === last : month > told));
}

async function somethingLeft({ tx }: Parameters<Job['run']>[0], month: string): Promise<boolean> {
  const span = daysOf(month);
  if ((await entries(tx, { ...span, outside: true, limit: 1 })).length > 0) return true;
  return (await disclosures(tx, { ...span, kind: 'disclosed', outside: true, limit: 1 })).length > 0;
}
