/** The coverage map: which data have too few stewards who can be reached, on a card, a page, a file and a list. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { feature as inventory } from '../../../src/governance/inventory/feature.ts';
import { newId } from '../../../src/kernel/ids.ts';
import { frontDoor, saying } from '../../support/front-door.ts';
import { arrange } from '../../support/people.ts';
import { cardFor, cardOf, type District, filed, fills, givenDistrict, presses } from './world.ts';

let district: District;
beforeAll(async () => {
  const plain = await givenDistrict();
  const world = { ...plain.world, features: [inventory, ...plain.world.features] };
  district = { ...plain, world, door: frontDoor(world) };
});
afterAll(() => district.database.drop());

async function types(who: keyof District['people'], line: string) {
  return district.door.types(district.people[who].id, line);
}

async function page(who: keyof District['people'], document: string) {
  const { id } = district.people[who];
  const reply = await district.door.does(id, { kind: 'document', document, subject: {} });
  return reply.kind === 'document' ? reply.document : undefined;
}

/** Their newest notice reached nothing. */
async function unreached(personId: string): Promise<void> {
  const at = new Date('2026-11-17T16:00:00Z');
  await arrange(district.store, (tx) =>
    tx.db.outbox.create({
      data: {
        ...{ id: newId(), notice: 'request.asked', personId, facts: {}, madeAt: at, notBefore: at },
        ...{
          state: 'undeliverable',
          reason: 'They removed the Safekeep app.',
          attempts: 1,
          repeats: 0,
          stale: false,
        },
      },
    }),
  );
}

const warning = 'nobody else who may do it can be reached';

describe('the coverage map', () => {
  it('names each collection that has too few stewards, and what to do', async () => {
    const card = cardOf(await types('coordinator', '/safekeep coverage'));
    expect(card?.status).toEqual({ label: '1 of 2 lack stewards', tone: 'danger' });
    expect(JSON.stringify(card?.blocks)).toContain('No data steward of Orphan can be reached');
    expect(JSON.stringify(card?.blocks)).not.toContain('Graduation');
  });

  it('is for the Coordinator and the Student Data Manager', async () => {
    expect(cardOf(await types('manager', '/safekeep coverage'))).toBeDefined();
    expect(saying(await types('steward', '/safekeep coverage'))).toContain('This is for the Coordinator');
    expect(await page('steward', 'request.coverage')).toBeUndefined();
    expect(await page('steward', 'request.coverage-csv')).toBeUndefined();
  });

  it('shows who of them is away or not reached, in red and in words, and leads to naming others', async () => {
    await unreached(district.people.second.id);
    const document = await page('coordinator', 'request.coverage');
    const table =
      document?.kind === 'page' ? document.blocks.find(({ kind }) => kind === 'table') : undefined;
    if (table?.kind !== 'table') throw new Error('no table');
    expect(table.rows).toEqual([
      [
        'Graduation',
        'PowerSchool',
        'Stina Steward; Sven Second, not reached by messages',
        '1 of 2',
        'No: too few',
      ],
      ['Orphan', 'PowerSchool', 'nobody named yet', '0 of 2', 'No: too few'],
    ]);
    expect(table.lines?.[0]).toEqual({
      tone: 'danger',
      path: `/forms/inventory.stewards?p.collection=${district.collection}`,
    });
    const file = await page('manager', 'request.coverage-csv');
    expect(file?.kind === 'file' && file.content).toContain(
      'Graduation,PowerSchool,Sven Second,,active,no,no',
    );
  });

  it('is on the Coordinator’s list, one line a gap, and on nobody else’s', async () => {
    const list = JSON.stringify(cardOf(await types('coordinator', '/safekeep tasks')));
    expect(list).toContain('Only 1 of 2 data stewards of Graduation can be reached');
    expect(list).toContain('No data steward of Orphan can be reached');
    expect(JSON.stringify(await types('steward', '/safekeep tasks'))).not.toContain('can be reached');
  });

  it('R065: says on a request that needs quality assurance when nobody is left for it', async () => {
    const { people } = district;
    const alone = await filed(district, people.asker, { collections: [district.orphan] });
    await fills(district, people.coordinator, alone, 'Set the risk level', {
      level: 'medium',
      reason: 'So.',
    });
    // Of a collection with too few stewards every other data steward may check.
    expect(JSON.stringify(await cardFor(district, people.coordinator, alone))).not.toContain(warning);
    await unreached(people.elsewhere.id);
    const id = await filed(district, people.asker);
    await presses(district, people.steward, id, 'Claim');
    expect(JSON.stringify(await cardFor(district, people.steward, id))).not.toContain(warning);
    await fills(district, people.coordinator, id, 'Set the risk level', {
      level: 'medium',
      reason: 'Groups.',
    });
    expect(JSON.stringify(await cardFor(district, people.steward, id))).toContain(warning);
    expect(JSON.stringify(await cardFor(district, people.asker, id))).not.toContain(warning);
  });

  it('is mended by the Coordinator, who names stewards; nobody else may', async () => {
    const { coordinator, steward, stranger, elsewhere, second } = district.people;
    const subject = { collection: district.orphan };
    const refused = await district.door.does(steward.id, {
      ...{ kind: 'open-form', form: 'inventory.stewards', subject },
    });
    expect(saying(refused)).toContain('Only the Coordinator');
    const open = await district.door.opens(coordinator.id, 'inventory.stewards', subject);
    const wrong = await district.door.sends(coordinator.id, open, { stewards: [steward.id, stranger.id] });
    expect(saying(wrong)).toContain('Nils Nosy does not hold the role Data Steward');
    const again = await district.door.opens(coordinator.id, 'inventory.stewards', subject);
    const reply = await district.door.sends(coordinator.id, again, { stewards: [steward.id, elsewhere.id] });
    expect(saying(reply)).toBe('The data stewards of Orphan are saved.');
    const rows = await district.store.db.collectionSteward.findMany({
      where: { collectionId: district.orphan },
    });
    expect(rows.map(({ personId }) => personId).sort()).toEqual([steward.id, elsewhere.id].sort());
    await arrange(district.store, (tx) =>
      tx.db.outbox.deleteMany({ where: { personId: { in: [second.id, elsewhere.id] } } }),
    );
    const card = cardOf(await types('coordinator', '/safekeep coverage'));
    expect(card?.status).toEqual({ label: 'All covered', tone: 'good' });
  });
});
