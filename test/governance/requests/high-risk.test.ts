/** High risk from filing to the stewards (R066): each decides in their turn, and nobody in another's. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Person } from '../../../src/app/person.ts';
import { feature } from '../../../src/governance/requests/feature.ts';
import { waitingSteps } from '../../../src/governance/requests/waiting-steps.ts';
import { runJob } from '../../../src/jobs/run-job.ts';
import { drawNotice } from '../../support/draw-notice.ts';
import { askAs, sceneOf } from '../../support/people.ts';
import { type Deciders, givenDeciders, highAt, stepOf, way } from './deciders.ts';
import { auditOf, cardFor, fills, told } from './world.ts';

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

  it('is on the list of whose turn it is and of who may record it, and reminds the one it waits for', async () => {
    const { legal, coordinator, superintendent } = district.people;
    const id = await highAt(district, 'approve_legal');
    const waits = async (who: Person) =>
      (await feature.tasksOf?.(await askAs(district.world, who.id)))
        ?.filter(({ list, title }) => list === 'waits-for-me' && title.startsWith('DR-'))
        .map(({ detail = '' }) => detail.split(';')[0]);
    expect(await waits(legal)).toEqual(['Your turn: review the agreement']);
    expect(await waits(coordinator)).toEqual([
      'Decided elsewhere? Record this step: Legal staff review the agreement',
    ]);
    expect(await waits(superintendent)).toEqual([]);
    expect(await shown(coordinator, id)).toContain(
      'Next step: Legal staff review the agreement. It waits for Lena Legal.',
    );
    const lead = async () => {
      const stay = await district.store.db.requestStep.findFirst({
        where: { requestId: id, step: 'approve_legal' },
      });
      const ask = await askAs(district.world, legal.id);
      const facts = { stay: stay?.id ?? null };
      const [first] =
        (await drawNotice(feature.notices, 'request.your-turn', ask, { caseId: id, facts }))?.blocks ?? [];
      return first?.kind === 'note' ? first.text : '';
    };
    expect(await lead()).toContain('waits for you. Your turn: review the agreement.');
    const { store, clock } = district;
    clock.set('2026-12-16T16:00:00Z');
    await runJob({ store, scene: sceneOf(district.world), clock }, waitingSteps, clock.now());
    expect((await told(district, id)).filter((line) => line.startsWith('request.reminder'))).toEqual([
      'request.reminder -> Lena Legal',
    ]);
    await fills(district, legal, id, 'Approve', {});
    expect(await lead()).toContain('had come to a step that was yours');
  });
});
