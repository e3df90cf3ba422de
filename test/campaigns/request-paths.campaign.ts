/** The walks of every-path.test.ts with several kinds of loops on one walk, and random people for longer. RUNS and SEED set how many, and which. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { rolesOf } from '../governance/requests/rules/builders.ts';
import { interleaving, playAll } from '../governance/requests/rules/interleavings.ts';
import { townOf, withoutDays } from '../governance/requests/rules/town.ts';
import { startsOf, straight, walk } from '../governance/requests/rules/ways.ts';
import { legacyPolicy } from '../support/policy.ts';

const runs = Number(process.env.RUNS ?? 10_000);
const seed = Number(process.env.SEED ?? 20261122);
const policy = withoutDays(await legacyPolicy());
const town = townOf(policy, rolesOf);

it.each(startsOf(town).map((start) => [start.name, start] as const))(
  '%s, with loops upon loops',
  (_, start) => {
    for (const loops of [
      { ...straight, put_back: 3 },
      { ...straight, failed: 3, put_back: 1, recall: 1 },
      { ...straight, failed: 1, pulled: 1, recall: 3, recorded: 3 },
    ]) {
      const { ends, wrong } = walk(town, start, loops);
      expect(wrong).toEqual([]);
      expect(ends.get('closed')).toBeGreaterThan(10);
    }
  },
);

it('two to five people with any roles, in any order, for longer', () => {
  const sent = new Set<string>();
  fc.assert(
    fc.property(interleaving(policy, 120), (story) => {
      const played = playAll(policy, story);
      expect(played.wrong).toEqual([]);
      for (const way of played.sent) sent.add(way);
    }),
    { numRuns: runs, seed },
  );
  expect(sent.size).toBeGreaterThan(0);
});
