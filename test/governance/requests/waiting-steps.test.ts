/** The sweep over waiting steps, and what happens to the requests of somebody who leaves. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { feature } from '../../../src/governance/requests/feature.ts';
import type { Facts } from '../../../src/store/tx.ts';
import { drawNotice } from '../../support/draw-notice.ts';
import { actAs, arrange, askAs, sweepAs } from '../../support/people.ts';
import {
  auditOf,
  type District,
  filed,
  fills,
  fulfilment,
  givenDistrict,
  morning,
  presses,
  row,
  told,
} from './world.ts';

let district: District;
let id: string;
beforeAll(async () => {
  district = await givenDistrict();
});
afterAll(() => district.database.drop());
beforeEach(async () => {
  district.clock.set(morning);
  // One story at a time: what earlier ones left open would be due as well.
  await arrange(district.store, (tx) => tx.db.dataRequest.updateMany({ data: { state: 'withdrawn' } }));
  id = await filed(district);
});

async function sweepAt(instant: string) {
  district.clock.set(instant);
  const [job] = feature.jobs ?? [];
  if (!job) throw new Error('the room has no job');
  return sweepAs(district.world, job.name, (sweep) => job.run(sweep));
}

const reminders = async () => (await told(district, id)).filter((line) => /reminder|shown/.test(line));

// Filed Wed Nov 18; 2 working days end Fri Nov 20, so Mon Nov 23, 07:00 in Utah is the first time to remind.
const due = '2026-11-23T14:00:00Z';
const justBefore = '2026-11-23T13:59:59Z';
const longAfter = '2026-12-07T15:00:00Z';

describe('a step that waits longer than its plan says', () => {
  it('reminds nobody before its time', async () => {
    expect(await sweepAt(justBefore)).toEqual({ did: [], more: false });
    expect(await reminders()).toEqual([]);
  });

  it('unclaimed, reminds the stewards, once', async () => {
    expect((await sweepAt(due)).did).toHaveLength(1);
    expect(await sweepAt(due)).toEqual({ did: [], more: false });
    expect(await reminders()).toEqual([
      'request.reminder -> Stina Steward',
      'request.reminder -> Sven Second',
    ]);
  });

  it('claimed, reminds its holder, whose time began with the claim', async () => {
    district.clock.set('2026-11-19T16:00:00Z');
    await presses(district, district.people.steward, id, 'Claim');
    expect((await sweepAt(due)).did).toEqual([]);
    await sweepAt('2026-11-24T14:00:00Z');
    expect(await reminders()).toEqual(['request.reminder -> Stina Steward']);
  });

  it('R063: fulfilled but not classified, reminds the Coordinator, for whom sending waits', async () => {
    const { steward } = district.people;
    district.clock.set('2026-11-19T16:00:00Z');
    await presses(district, steward, id, 'Claim');
    await fills(district, steward, id, 'Fulfil', fulfilment);
    await sweepAt('2026-11-24T14:00:00Z');
    expect(await reminders()).toEqual(['request.reminder -> Cora Coordinator']);
  });

  it('is later shown to the Coordinator', async () => {
    await sweepAt(due);
    await sweepAt(longAfter);
    expect(await reminders()).toContain('request.shown -> Cora Coordinator');
    expect((await auditOf(district, id)).filter((what) => what === 'request.waited')).toHaveLength(2);
  });

  it('after a long outage tells each once', async () => {
    await sweepAt(longAfter);
    await sweepAt(longAfter);
    expect(await reminders()).toEqual([
      'request.reminder -> Stina Steward',
      'request.reminder -> Sven Second',
      'request.shown -> Cora Coordinator',
    ]);
    expect((await auditOf(district, id)).filter((what) => what === 'request.waited')).toHaveLength(1);
  });

  it('T10: found at night, the reminder waits for the morning', async () => {
    await sweepAt('2026-11-24T08:00:00Z');
    const rows = await district.store.db.outbox.findMany({
      where: { caseId: id, notice: 'request.reminder' },
    });
    expect(rows.map(({ notBefore }) => notBefore.toISOString())).toEqual([
      '2026-11-24T14:00:00.000Z',
      '2026-11-24T14:00:00.000Z',
    ]);
  });

  it('is silent while the requester is asked', async () => {
    await presses(district, district.people.steward, id, 'Claim');
    await fills(district, district.people.steward, id, 'Ask the requester', { question: 'Which years?' });
    expect((await sweepAt(longAfter)).did).toEqual([]);
  });
});

describe('several requests that wait too long', () => {
  /** Notices of this sweep to this person, drawn as them. */
  async function nudgesTo(who: keyof District['people']) {
    const { people, store, world } = district;
    const rows = await store.db.outbox.findMany({
      where: {
        personId: people[who].id,
        notice: { in: ['request.reminder', 'request.shown', 'request.waiting'] },
      },
    });
    const ask = await askAs(world, people[who].id);
    return Promise.all(
      rows.map(async ({ notice, caseId, facts }) => {
        const card = await drawNotice(feature.notices, notice, ask, {
          caseId: caseId ?? undefined,
          facts: facts as Facts,
        });
        return { notice, facts: JSON.stringify(facts), card };
      }),
    );
  }
  beforeEach(() => arrange(district.store, (tx) => tx.db.outbox.deleteMany()));

  it('are one reminder for each steward, and a second sweep adds none', async () => {
    const others = [await filed(district), await filed(district)];
    expect((await sweepAt(due)).did).toHaveLength(3);
    expect((await sweepAt(due)).did).toEqual([]);
    const nudges = await nudgesTo('steward');
    expect(nudges).toHaveLength(1);
    expect(nudges[0]?.card?.title).toBe('3 requests wait for you');
    for (const one of [id, ...others]) expect(nudges[0]?.facts).toContain(one);
    await presses(district, district.people.second, id, 'Claim');
    const [later] = await nudgesTo('steward');
    expect(later?.card?.title).toBe('2 requests wait for you');
  });

  it('are shown to the Coordinator as one list', async () => {
    await filed(district);
    await sweepAt(longAfter);
    const nudges = await nudgesTo('coordinator');
    expect(nudges.map(({ notice, card }) => [notice, card?.title])).toEqual([
      ['request.waiting', '2 requests wait too long'],
    ]);
  });

  it('a list whose requests have all moved on asks for nothing', async () => {
    const other = await filed(district);
    await sweepAt(due);
    for (const one of [id, other]) await fills(district, district.people.asker, one, 'Withdraw', {});
    const [nudge] = await nudgesTo('steward');
    expect(nudge?.card?.title).toBe('Nothing of this waits any more');
    expect(JSON.stringify(nudge?.card)).not.toContain('Please');
  });
});

describe('a steward who leaves', () => {
  async function leaves() {
    const { steward, stranger } = district.people;
    await arrange(district.store, (tx) =>
      tx.db.person.update({ where: { id: steward.id }, data: { status: 'left' } }),
    );
    const parting = await actAs(district.world, stranger.id, async (act) =>
      feature.onPersonLeft?.(act, steward.id),
    );
    await arrange(district.store, (tx) =>
      tx.db.person.update({ where: { id: steward.id }, data: { status: 'active' } }),
    );
    return parting;
  }

  it('puts back what they held, tells the others, and names it for the Coordinator’s list', async () => {
    await presses(district, district.people.steward, id, 'Claim');
    expect(await leaves()).toEqual({ handedOn: [{ kind: 'request', id }] });
    expect(await row(district, id)).toMatchObject({ holderId: null, state: 'open' });
    expect((await told(district, id)).filter((line) => line.includes('holder-left'))).toEqual([
      'request.holder-left -> Sven Second',
    ]);
    expect((await auditOf(district, id)).at(-1)).toBe('request.holder-left');
    await presses(district, district.people.second, id, 'Claim');
  });

  it('does not undo what was sent: another closes it', async () => {
    const { steward, second, coordinator } = district.people;
    await presses(district, steward, id, 'Claim');
    await fills(district, steward, id, 'Fulfil', fulfilment);
    await fills(district, coordinator, id, 'Set the risk level', { level: 'low', reason: 'Aggregate.' });
    await fills(district, steward, id, 'Send', { method: 'sftp' });
    await leaves();
    await presses(district, second, id, 'Claim');
    await presses(district, second, id, 'Close');
    expect(await row(district, id)).toMatchObject({ state: 'closed', fulfillerId: steward.id });
  });

  it('who asked for something: whoever works on it and the Coordinator are told', async () => {
    const { steward, asker, stranger } = district.people;
    await presses(district, steward, id, 'Claim');
    await actAs(district.world, stranger.id, async (act) => feature.onPersonLeft?.(act, asker.id));
    expect((await told(district, id)).filter((line) => line.includes('requester-left'))).toEqual([
      'request.requester-left -> Cora Coordinator',
      'request.requester-left -> Stina Steward',
    ]);
  });

  it('leaves alone what they did not hold', async () => {
    await leaves();
    expect(await auditOf(district, id)).toEqual(['request.filed']);
  });
});
