/** Throws away what is spent: old sessions, sign-in links and once-keys. Data not needed is not kept. */
import type { Job } from '../app/feature.ts';
import { throwSpentAway } from './store.ts';

export const spentJob: Job = {
  name: 'spent-keys',
  summary: 'Throws away sessions, sign-in links and once-keys that were spent over 30 days ago',
  everyMinutes: 24 * 60,
  async run({ tx }) {
    const { counts, more } = await throwSpentAway(tx);
    const all = counts.sessions + counts.links + counts.onceKeys;
    const did =
      all === 0
        ? []
        : [`threw away ${counts.sessions} sessions, ${counts.links} links, ${counts.onceKeys} once-keys`];
    return { did, more };
  },
};
