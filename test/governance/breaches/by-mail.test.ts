/** A report on its way to a desk without chat: the letter says that it is there, and nothing that anybody typed. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { houseFeature } from '../../../src/app/home.ts';
import { createRegistry } from '../../../src/app/registry.ts';
import { features } from '../../../src/governance/features.ts';
import { type TestDatabase, testDatabase } from '../../support/database.ts';
import { deliveryAt, emptyOutbox, mailbox } from '../../support/delivering.ts';
import { givenTown, reports, type Town } from './world.ts';

let database: TestDatabase;
let town: Town;
beforeAll(async () => {
  database = await testDatabase();
  town = await givenTown(database);
});
afterAll(() => database.drop());

async function lettersOf(about: string) {
  const site = { db: database, policy: town.policy, clock: town.clock };
  await emptyOutbox(site);
  await reports(town, town.people.teacher, { about });
  const { letters, post } = mailbox();
  const delivery = deliveryAt(site, [], { post, registry: createRegistry([houseFeature, ...features]) });
  await delivery.drain();
  await delivery.stop();
  return letters;
}

it('of a worry: its reference, and none of the reporter’s words', async () => {
  const letters = await lettersOf('nobody');
  const toDesk = letters.find(({ to }) => to === town.people.itsm.email);
  expect(toDesk?.text).toMatch(/BR-/);
  for (const { subject, text } of letters) expect(`${subject} ${text}`).not.toContain('class list');
});

it('R075: of one that concerns somebody: that a confidential matter is there', async () => {
  const letters = await lettersOf('it');
  expect(letters.map(({ to }) => to)).not.toContain(town.people.itsm.email);
  const toHead = letters.find(({ to }) => to === town.people.head.email);
  expect(toHead?.subject).toContain('A confidential matter needs you');
  for (const { subject, text } of letters) expect(`${subject} ${text}`).not.toMatch(/BR-|class list|breach/);
});
