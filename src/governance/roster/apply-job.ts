/** Goes on with a roster that a person said yes to, where it was too much for the moment of the yes. */
import type { Job } from '../../app/feature.ts';
import { applyPage } from './commands/apply.ts';
import { sayCounts } from './rules/words.ts';
import { importById, pendingImport } from './store/imports.ts';

export const applyJob: Job = {
  name: 'roster-apply',
  summary: 'Changes the roster as a confirmed file says, a page at a time',
  everyMinutes: 1,
  async run(sweep) {
    const pending = await pendingImport(sweep.tx);
    if (pending?.state !== 'confirmed') return { did: [], more: false };
    const { more } = await applyPage(sweep, pending.id);
    if (more) return { did: [], more };
    const ended = await importById(sweep.tx, pending.id);
    if (ended?.decidedById)
      sweep.tx.notify({
        notice: 'roster.applied',
        about: { kind: 'roster-import', id: pending.id },
        to: { personId: ended.decidedById },
      });
    return { did: [`the roster is changed: ${sayCounts(pending.counts)}`], more: false };
  },
};
