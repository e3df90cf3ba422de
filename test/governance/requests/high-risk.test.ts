/** High risk from filing to the stewards (R066): each decides in their turn, and nobody in another's. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Person } from '../../../src/app/person.ts';
import { type Deciders, givenDeciders, highAt, stepOf, way } from './deciders.ts';
import { auditOf, cardFor, told } from './world.ts';

let district: Deciders;
beforeEach(async () => {
  district = await givenDeciders();
});
afterEach(() => district.database.drop());

const shown = async (who: Person, id: string) => JSON.stringify(await cardFor(district, who, id));

describe('a high-risk request', () => {
  it('R066: goes through every hand in the plan’s order, and then to the stewards', async () => {
    const id = await highAt(district, 'review');
    const turns: (string | undefined)[] = [];
    for (const [, goes] of way) {
      turns.push(await stepOf(district, id));
      await goes(district, id);
    }
    expect(turns).toEqual(way.map(([step]) => step));
    expect(await stepOf(district, id)).toBe('claim');
    const { asker, coordinator } = district.people;
    const card = await shown(coordinator, id);
    expect(card).toContain('decided by the board on December 8, 2026');
    expect(card).toContain('recorded by Bea Board');
    expect(card).toContain('Sound.');
    expect(await shown(asker, id)).not.toContain('Sound.');
    expect(await told(district, id)).toEqual(
      expect.arrayContaining([
        'request.your-turn -> Lena Legal',
        'request.your-turn -> Bea Board',
        'request.your-turn -> Sue Super',
        'request.your-turn -> Pat Purchase',
        'request.your-turn -> Cora Coordinator',
        'request.scheduled -> Cora Coordinator',
        'request.asked -> Stina Steward',
        'request.asked -> Sven Second',
      ]),
    );
    expect(await auditOf(district, id)).toEqual([
      'request.filed',
      'request.classified',
      'request.approved',
      'request.agreement-drafted',
      'request.approved',
      'request.scheduled',
      ...Array(4).fill('request.approved'),
    ]);
  });
});
