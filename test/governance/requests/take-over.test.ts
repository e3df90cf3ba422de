/** Whoever asked has left: their supervisor or sponsor is asked, nothing goes to a dead account, nothing ends by itself. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { feature } from '../../../src/governance/requests/feature.ts';
import { tasksOf } from '../../../src/governance/requests/tasks.ts';
import { saying } from '../../support/front-door.ts';
import { actAs, arrange, askAs, givenPerson } from '../../support/people.ts';
import {
  auditOf,
  buttons,
  cardFor,
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
let leaver: Awaited<ReturnType<typeof givenPerson>>;
let id: string;

beforeAll(async () => {
  district = await givenDistrict();
});
afterAll(() => district.database.drop());

/** Their supervisor is the one whom the rest of the district calls a stranger. */
beforeEach(async () => {
  district.clock.set(morning);
  leaver = await givenPerson(district.store, { name: 'Lea Leaver' });
  await supervisedBy(district.people.stranger.id);
  id = await filed(district, leaver);
});

const supervisedBy = (supervisorId: string) =>
  arrange(district.store, (tx) => tx.db.person.update({ where: { id: leaver.id }, data: { supervisorId } }));

async function leaves() {
  await arrange(district.store, (tx) =>
    tx.db.person.update({ where: { id: leaver.id }, data: { status: 'left' } }),
  );
  await actAs(district.world, district.people.manager.id, async (act) =>
    feature.onPersonLeft?.(act, leaver.id),
  );
}

const labels = async (who: keyof District['people']) =>
  (await buttons(district, district.people[who], id)).map(({ label }) => label);

describe('D1: whoever asked for data has left', () => {
  it('their supervisor is asked, and before that saw nothing of it', async () => {
    const { stranger } = district.people;
    expect(await cardFor(district, stranger, id)).toBeUndefined();
    await leaves();
    expect(await told(district, id)).toContain('request.requester-left -> Nils Nosy');
    expect(await told(district, id)).toContain('request.requester-left -> Cora Coordinator');
    expect(await labels('stranger')).toContain('Take it over');
    const tasks = await tasksOf(await askAs(district.world, stranger.id));
    expect(tasks.map(({ detail }) => detail).join()).toContain('Lea Leaver has left. Take it over?');
    expect(await row(district, id)).toMatchObject({ state: 'open', requesterId: leaver.id });
  });

  it('who says that it is not for them is asked no more; whoever works on it reads why, and it stays open', async () => {
    const { stranger, steward } = district.people;
    await presses(district, steward, id, 'Claim');
    await leaves();
    await fills(district, stranger, id, 'Not for me', { reason: 'Nobody here works with it now.' });
    expect(await labels('stranger')).not.toContain('Take it over');
    expect(await labels('stranger')).not.toContain('Not for me');
    const tasks = await tasksOf(await askAs(district.world, stranger.id));
    const { number } = await row(district, id);
    expect(tasks.filter(({ title }) => title.startsWith(`DR-${number} `))).toEqual([]);
    const card = JSON.stringify(await cardFor(district, steward, id));
    expect(card).toContain('Nils Nosy does not take it over');
    expect(card).toContain('Nobody here works with it now.');
    expect(await told(district, id)).toContain('request.passed-by -> Stina Steward');
    expect(await row(district, id)).toMatchObject({ state: 'open', requesterId: leaver.id });
    expect(await auditOf(district, id)).toContain('request.passed-by');
    expect(await labels('second')).not.toContain('Not for me');
  });

  it('who takes it over is the requester from then on, gets what is sent, and may withdraw', async () => {
    const { steward, stranger, coordinator } = district.people;
    await presses(district, steward, id, 'Claim');
    await leaves();
    const reply = await presses(district, stranger, id, 'Take it over');
    expect(saying(reply)).toContain('is yours now');
    expect(await row(district, id)).toMatchObject({ requesterId: stranger.id, holderId: steward.id });
    expect(await auditOf(district, id)).toContain('request.taken-over');
    expect(await told(district, id)).toContain('request.taken-over -> Stina Steward');
    expect(await labels('stranger')).toContain('Withdraw');
    expect(await labels('stranger')).not.toContain('Take it over');
    await fills(district, steward, id, 'Fulfil', fulfilment);
    await fills(district, coordinator, id, 'Set the risk level', { level: 'low', reason: 'One figure.' });
    await fills(district, steward, id, 'Send', { method: 'sftp' });
    expect(await told(district, id)).toContain('request.sent -> Nils Nosy');
  });

  it('nothing is sent to the account that nobody has, and nothing ends by the passing of time', async () => {
    const { steward, coordinator } = district.people;
    await presses(district, steward, id, 'Claim');
    await fills(district, steward, id, 'Fulfil', fulfilment);
    await fills(district, coordinator, id, 'Set the risk level', { level: 'low', reason: 'One figure.' });
    await leaves();
    district.clock.set('2027-11-18T16:00:00Z');
    const sending = fills(district, steward, id, 'Send', { method: 'sftp' });
    await expect(sending).rejects.toThrow('no longer works here');
    expect(await row(district, id)).toMatchObject({ state: 'open' });
  });

  it('the one who prepares the data can’t become the one they are for', async () => {
    const { steward } = district.people;
    await supervisedBy(steward.id);
    await presses(district, steward, id, 'Claim');
    await leaves();
    expect(await labels('steward')).not.toContain('Take it over');
    const { version } = await row(district, id);
    const forged = await district.door.presses(steward.id, 'request.take-over', {
      id,
      version: `${version}`,
    });
    expect(saying(forged)).toContain('another data steward has to prepare it');
    expect(await row(district, id)).toMatchObject({ requesterId: leaver.id, version });
  });

  it('while they work here, and for anybody else, it is refused', async () => {
    const { stranger, coordinator } = district.people;
    const press = (who: string) => district.door.presses(who, 'request.take-over', { id, version: '1' });
    expect(saying(await press(stranger.id))).toContain('not yours to see');
    await leaves();
    expect(saying(await press(coordinator.id))).toContain('once they have left');
    expect(await row(district, id)).toMatchObject({ requesterId: leaver.id, version: 1 });
  });
});
