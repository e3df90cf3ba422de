/** Vendors who are involved: who knew what when, whether they told in time, and what they did about it (L04, B-35). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pageOf, sends, underway } from './deciding.ts';
import { fills, givenTown, type Town, wordsOf } from './world.ts';

let town: Town;
beforeAll(async () => {
  town = await givenTown();
  // So that a whole story of days lies behind it.
  town.clock.set('2026-11-30T18:00:00Z');
});
afterAll(() => town.database.drop());

const schoolzilla = {
  name: 'Schoolzilla',
  found: 'A security researcher',
  confirmed: '2026-11-20T09:00',
  counts: 'plan',
};

async function vendorOf(id: string) {
  return town.store.db.incidentVendor.findFirstOrThrow({ where: { incidentId: id } });
}

async function involved(values = {}): Promise<string> {
  const id = await underway(town);
  await sends(town, town.people.itsm, 'breach.vendor', { id }, { ...schoolzilla, ...values });
  return id;
}

describe('L04: a vendor’s time to tell', () => {
  it.each<[string, Record<string, string>, RegExp]>([
    [
      'is kept on the very minute (B-35)',
      { told: '2026-11-23T09:00' },
      /Kept: they had until November 23, 2026 at 9:00/,
    ],
    ['is late by how much', { told: '2026-11-24T10:30' }, /LATE by 25 hours: they had until November 23/],
    ['runs out while nobody was told', {}, /NOT TOLD: their time ended November 23, 2026 at 9:00/],
    [
      'is the contract’s where it names one',
      { told: '2026-11-24T10:30', counts: 'd', amount: '7' },
      /Kept: they had until November 27, 2026 at 11:59 PM: 7 days after they were sure, by their contract/,
    ],
    [
      'in hours, too',
      { told: '2026-11-21T10:00', counts: 'h', amount: '24' },
      /LATE by 1 hour: .*24 hours after they were sure, by their contract/,
    ],
    ['is unknown while nobody knows when they were sure', { confirmed: '' }, /Nobody has written down/],
  ])('%s', async (_what, values, says) => {
    const id = await involved(values);
    expect(await pageOf(town, town.people.itsm, id)).toMatch(says);
  });

  it('runs while they may still tell', async () => {
    const id = await involved({ confirmed: '2026-11-30T10:00' });
    expect(await pageOf(town, town.people.itsm, id)).toContain(
      'Not told yet; they have until December 3, 2026',
    );
  });

  it('a correction keeps what stood there before, and the plan’s time can count again', async () => {
    const { itsm } = town.people;
    const id = await involved({ told: '2026-11-24T10:30', counts: 'd', amount: '7' });
    const { id: vendor } = await vendorOf(id);
    const again = { confirmed: '2026-11-21T09:00', counts: 'plan' };
    await sends(town, itsm, 'breach.vendor', { id, vendor }, again);
    const page = await pageOf(town, itsm, id);
    expect(page).toContain('LATE by 1 hour');
    expect(page).toMatch(
      /About the vendor: The vendor was sure: November 20, 2026.* → November 21, 2026.*; Their time to tell: 7d → plan/,
    );
    expect(page).toContain('Vendor: Schoolzilla');
    expect(page).toContain('A security researcher');
  });

  it('a wrong value is taken out again, and the timeline says what stood there', async () => {
    const { itsm } = town.people;
    const id = await involved({ told: '2026-11-24T10:30' });
    const { id: vendor } = await vendorOf(id);
    await sends(town, itsm, 'breach.vendor', { id, vendor }, { counts: 'plan', clear: ['told', 'found'] });
    expect(await vendorOf(id)).toMatchObject({ toldAt: null });
    const page = await pageOf(town, itsm, id);
    expect(page).toMatch(/The vendor told us: November 24, 2026.* → taken out/);
    expect(page).toContain('Taken out: Who discovered it');
    expect(page).not.toContain('A security researcher');
    expect(page).toContain('NOT TOLD');
    const opened = await town.door.opens(itsm.id, 'breach.vendor', { id, vendor });
    expect(wordsOf(opened.form.fields.clear)).not.toContain('told us');
  });

  it('what a vendor is said to have done is taken out again, an affidavit with its days', async () => {
    const { itsm } = town.people;
    const id = await involved();
    const { id: vendor } = await vendorOf(id);
    const received = { affidavit: 'received', asked_on: '2026-11-24', received_on: '2026-11-26' };
    const repair = { cause: 'A backup lay open.', reference: 'File 12', ...received };
    await sends(town, itsm, 'breach.vendor-repair', { id, vendor }, repair);
    expect(await pageOf(town, itsm, id)).toContain('A backup lay open.');
    await sends(town, itsm, 'breach.vendor-repair', { id, vendor }, { affidavit: 'none', clear: ['cause'] });
    expect(await vendorOf(id)).toMatchObject({ affidavit: 'none', askedOn: null, receivedOn: null });
    const page = await pageOf(town, itsm, id);
    expect(page).not.toContain('A backup lay open.');
    expect(page).toContain('Taken out: What caused it');
    expect(page).toContain('no affidavit was asked for after all');
  });

  it('no time lies ahead, and a number is a number', async () => {
    const { itsm } = town.people;
    const id = await underway(town);
    const ahead = { ...schoolzilla, told: '2026-12-24T09:00', counts: 'h', amount: 'soon' };
    expect(await sends(town, itsm, 'breach.vendor', { id }, ahead)).toMatchObject({
      kind: 'invalid',
      open: {
        errors: { told: expect.stringContaining('to come'), amount: expect.stringContaining('number') },
      },
    });
    expect(await town.store.db.incidentVendor.count({ where: { incidentId: id } })).toBe(0);
  });
});

describe('L04: what the vendor did', () => {
  it('cause, steps, logs and the affidavit of deletion stand on the page, and in the timeline that they came', async () => {
    const { itsm } = town.people;
    const id = await involved({ told: '2026-11-22T10:30', known: '2026-11-21T08:00' });
    const { id: vendor } = await vendorOf(id);
    await sends(
      town,
      itsm,
      'breach.learned',
      { id, vendor },
      {
        ...{ side: 'vendor', at: '2026-11-19T22:10' },
        what: 'Their support desk read the researcher’s mail.',
      },
    );
    await sends(
      town,
      itsm,
      'breach.vendor-repair',
      { id, vendor },
      {
        cause: 'A backup stood open.',
        steps: 'The backup is closed.',
        logs: 'Nobody but the researcher, by the logs of March and April.',
        ...{ affidavit: 'asked', asked_on: '2026-11-24' },
      },
    );
    expect(await pageOf(town, itsm, id)).toContain('Asked for November 24, 2026; not received yet');
    await sends(
      town,
      itsm,
      'breach.vendor-repair',
      { id, vendor },
      {
        ...{ affidavit: 'received', asked_on: '2026-11-24', received_on: '2026-11-29' },
        reference: 'Contracts, file 88',
      },
    );
    const page = await pageOf(town, itsm, id);
    for (const words of [
      'A backup stood open.',
      'Nobody but the researcher',
      'Received November 29, 2026, asked for November 24, 2026; it lies: Contracts, file 88',
      'Their support desk read',
      'Somebody learned of it November 19, 2026',
      '; the affidavit was received',
    ])
      expect(page).toContain(words);
    const received = {
      affidavit: 'received',
      asked_on: '2026-11-24',
      received_on: '2026-11-23',
      reference: 'x',
    };
    expect(await sends(town, itsm, 'breach.vendor-repair', { id, vendor }, received)).toMatchObject({
      kind: 'invalid',
      open: { errors: { received_on: expect.stringContaining('before it was asked') } },
    });
  });

  it('R075: is nobody’s who does not look into it, and typed words are drawn in no chat', async () => {
    const { itsm, principal, teacher } = town.people;
    const id = await involved();
    const { id: vendor } = await vendorOf(id);
    for (const who of [principal, teacher])
      for (const form of ['breach.vendor', 'breach.vendor-repair', 'breach.learned'])
        expect(
          wordsOf(await town.door.does(who.id, { kind: 'open-form', form, subject: { id, vendor } })),
        ).toContain('not yours to see');
    const open = { kind: 'open-form', form: 'breach.vendor', subject: { id, vendor } } as const;
    expect(wordsOf(await town.door.does(itsm.id, open, undefined, 'slack'))).not.toContain('Schoolzilla');
    expect(wordsOf(await town.door.does(itsm.id, open, undefined, 'web'))).toContain('Schoolzilla');
    await fills(town, itsm, id, 'It concerns somebody', { who: itsm.id, reason: 'My own contract.' });
    expect(wordsOf(await town.door.does(itsm.id, open, undefined, 'web'))).toContain('not yours to see');
  });
});
