/** However many requests wait, a sweep nudges each person once. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Due, nudges } from '../../../../src/governance/requests/rules/bundle.ts';

const people = fc.uniqueArray(fc.constantFrom('ann', 'ben', 'cora'), { maxLength: 3 });
const found = fc
  .array(fc.record({ remind: people, show: people }), { maxLength: 12 })
  .map((all) => all.map((one, at): Due => ({ ...one, request: `r${at}`, stay: `s${at}` })));

it('everybody is nudged once, of all that is theirs, and of nothing twice', () => {
  fc.assert(
    fc.property(found, (due) => {
      const all = nudges(due);
      expect(new Set(all.map(({ personId }) => personId)).size).toBe(all.length);
      for (const who of ['ann', 'ben', 'cora']) {
        const mine = all.find(({ personId }) => personId === who);
        const told = [...(mine?.remind ?? []), ...(mine?.show ?? [])].map(({ request }) => request);
        const theirs = due.filter(({ remind, show }) => remind.includes(who) || show.includes(who));
        expect(told.sort()).toEqual(theirs.map(({ request }) => request).sort());
      }
    }),
  );
});
