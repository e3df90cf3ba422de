/** Every way through every workflow of the plan, every forged and stale click on it, and random people in any order. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { legacyPolicy } from '../../support/policy.ts';
import { rolesOf } from './rules/builders.ts';
import { everyMove, isAllowed } from './rules/forgeries.ts';
import { interleaving, playAll } from './rules/interleavings.ts';
import { townOf, withoutDays, wouldBe } from './rules/town.ts';
import { type Loops, startsOf, straight, walk } from './rules/ways.ts';

const policy = withoutDays(await legacyPolicy());
const town = townOf(policy, rolesOf);
const starts = startsOf(town);

describe('every way through a workflow', () => {
  // Deeper ones, and several kinds of loops on one walk, are the campaign's.
  const loops: readonly Loops[] = [
    { ...straight, failed: 3, pulled: 3 },
    { ...straight, failed: 1, put_back: 1 },
    { ...straight, recall: 3 },
    { ...straight, recorded: 3 },
  ];

  it.each(starts.map((start) => [start.name, start] as const))('%s', (_, start) => {
    for (const some of loops) {
      const { ends, visited, wrong } = walk(town, start, some);
      expect(wrong).toEqual([]);
      const steps = startSteps(start);
      expect([...visited].sort()).toEqual(steps.map(({ id }) => id).sort());
      expect(ends.get('closed')).toBeGreaterThan(0);
      const rulings = steps.filter(({ kind }) => ['review', 'approve', 'authorise'].includes(kind));
      expect((ends.get('declined') ?? 0) > 0).toBe(rulings.length > 0);
    }
  });
});

function startSteps({ request, level }: (typeof starts)[number]) {
  const { routes, levels } = policy.pack.data_requests;
  const steps = routes[request.route ?? '']?.steps ?? levels[level ?? '']?.steps ?? [];
  return steps.filter(({ when }) => when === undefined || (when === 'pii') === (request.pii ?? false));
}

describe('a forged or stale click', () => {
  it.each(starts.map((start) => [start.name, start] as const))(
    '%s: at each step, whoever is not meant is refused',
    (_, start) => {
      let refused = 0;
      const through: string[] = [];
      const seen = new Set<string>();
      walk(town, start, straight, (request, story) => {
        const stay = request.stays.at(-1);
        const place = `${request.state} ${stay?.step} ${stay?.outcome} ${stay?.meetingId}`;
        if (seen.has(place)) return;
        seen.add(place);
        const before = JSON.stringify(request);
        for (const actor of Object.keys(rolesOf))
          for (const move of everyMove(policy)) {
            if (isAllowed(town, request, actor, move)) continue;
            if (wouldBe(town, request, actor, move).ok)
              through.push(`${actor} ${JSON.stringify(move)} after ${story.map((told) => told.move.kind)}`);
            else refused += 1;
          }
        expect(JSON.stringify(request)).toBe(before);
      });
      expect(through).toEqual([]);
      expect(refused).toBeGreaterThan(1000);
    },
  );
});

describe('two to five people with any roles, in any order', () => {
  it('nothing is ever sent without each step, by somebody whom the plan names and by distinct people', () => {
    const sent = new Map<string, number>();
    fc.assert(
      fc.property(interleaving(policy), (story) => {
        const played = playAll(policy, story);
        expect(played.wrong).toEqual([]);
        for (const way of played.sent) sent.set(way, (sent.get(way) ?? 0) + 1);
      }),
      { numRuns: 150, seed: 20261118 },
    );
    // Of each kind some came to a sending, so that the property says something.
    expect([...sent.keys()].length).toBeGreaterThanOrEqual(8);
  });
});
