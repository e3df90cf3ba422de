/** A low-risk request from filing to closing, through the front door (R064, R071, R090). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { saying } from '../../support/front-door.ts';
import {
  auditOf,
  buttons,
  cardFor,
  type District,
  filed,
  fills,
  fulfilment,
  givenDistrict,
  presses,
  row,
  told,
} from './world.ts';

let district: District;
beforeAll(async () => {
  district = await givenDistrict();
});
afterAll(() => district.database.drop());

describe('a low-risk request', () => {
  let id: string;
  const labels = async (who: keyof District['people']) =>
    (await buttons(district, district.people[who], id)).map(({ label }) => label);

  it('R059: is filed with a number, and whoever asked, its stewards and the Coordinator are told', async () => {
    id = await filed(district);
    expect(await row(district, id)).toMatchObject({ number: 1001, state: 'open', level: null, version: 1 });
    expect(await told(district, id)).toEqual([
      'request.asked -> Stina Steward',
      'request.asked -> Sven Second',
      'request.received -> Asta Asker',
      'request.to-classify -> Cora Coordinator',
    ]);
    expect(await auditOf(district, id)).toEqual(['request.filed']);
  });

  it('shows each person only the buttons they may press', async () => {
    expect(await labels('asker')).toEqual(['Withdraw', 'Repeat this request']);
    expect(await labels('steward')).toEqual(['Claim', 'Already public']);
    expect(await labels('coordinator')).toEqual(['Set the risk level', 'Already public', 'Decline']);
    expect(await cardFor(district, district.people.stranger, id)).toBeUndefined();
    expect(await cardFor(district, district.people.elsewhere, id)).toBeUndefined();
  });

  it('R064: is claimed before anybody classified it', async () => {
    const reply = await presses(district, district.people.steward, id, 'Claim');
    expect(saying(reply)).toContain('You hold DR-1001 now');
    expect(await row(district, id)).toMatchObject({ holderId: district.people.steward.id });
    expect(await told(district, id)).toContain('request.claimed -> Asta Asker');
  });

  it('R090: is fulfilled with the definitions and rules that the inventory remembers', async () => {
    const reply = await fills(district, district.people.steward, id, 'Fulfil', {
      ...fulfilment,
      [`rules_${district.collection}`]: 'Counted on June 30.',
    });
    expect(saying(reply)).toContain('Recorded');
    const kept = await district.store.db.dataCollection.findUniqueOrThrow({
      where: { id: district.collection },
    });
    expect(kept).toMatchObject({
      definitions: 'Graduate: finished grade 12.',
      businessRules: 'Counted on June 30.',
    });
  });

  it('R063: is not sent before the Coordinator has classified it', async () => {
    expect(await labels('steward')).not.toContain('Send');
    await fills(district, district.people.coordinator, id, 'Set the risk level', {
      level: 'low',
      reason: 'One figure for all.',
    });
    expect(await row(district, id)).toMatchObject({
      level: 'low',
      levelById: district.people.coordinator.id,
    });
    expect(await labels('steward')).toContain('Send');
  });

  it('is sent and closed, and whoever asked is told both', async () => {
    await fills(district, district.people.steward, id, 'Send', { method: 'sftp' });
    await presses(district, district.people.steward, id, 'Close');
    expect(await row(district, id)).toMatchObject({ state: 'closed' });
    expect(await told(district, id)).toEqual(
      expect.arrayContaining(['request.sent -> Asta Asker', 'request.closed -> Asta Asker']),
    );
    expect(await auditOf(district, id)).toEqual([
      'request.filed',
      'request.claimed',
      'request.fulfilled',
      'request.classified',
      'request.sent',
      'request.closed',
    ]);
  });

  it('R071: shows whoever asked what was made, by whom, where it lies and what it means', async () => {
    const card = await cardFor(district, district.people.asker, id);
    const text = JSON.stringify(card);
    for (const words of [
      'Stina Steward',
      fulfilment.folder_link,
      'Counted on June 30.',
      'SFTP',
      'November 18, 2026',
    ])
      expect(text).toContain(words);
    expect(card?.status?.label).toBe('Closed');
  });
});
