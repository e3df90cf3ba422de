import { afterAll, expect, it } from 'vitest';
import { dayToDate, Temporal } from '../../../src/kernel/clock.ts';
import { newId } from '../../../src/kernel/ids.ts';
import { arrange, givenPerson } from '../../support/people.ts';
import { type District, district } from './world.ts';

let town: District | undefined;
afterAll(() => town?.drop());

const plain = (text: string) => Temporal.PlainDate.from(text);

it('whoever is away is not reminded of a list; others are shown that it waits, once its holder has heard of it', async () => {
  town = await district('2027-05-03T09:00');
  const place = town;
  await place.remindersOn();
  const { store } = place.database;
  const head = await givenPerson(store, { name: 'Helen Head', roles: ['superintendent'] });
  const [told, untold] = await Promise.all(
    ['Told First', 'Away First'].map((name) => givenPerson(store, { name, supervisorId: head.id })),
  );
  if (!told || !untold) throw new Error('two supervisors');
  for (const { id } of [told, untold]) await givenPerson(store, { supervisorId: id });
  const away = (personId: string, from: string, until: string) =>
    arrange(store, (tx) =>
      tx.db.absence.create({
        data: {
          ...{ id: newId(), personId, kind: 'leave', state: 'planned', setAt: new Date() },
          ...{ fromOn: dayToDate(plain(from)), untilOn: dayToDate(plain(until)) },
        },
      }),
    );
  await away(told.id, '2027-05-04', '2027-06-13');
  await away(untold.id, '2027-05-03', '2027-05-09');
  await place.runs('annual-report');
  for (let today = plain('2027-05-03'); today.toString() < '2027-07-30'; today = today.add({ days: 1 })) {
    place.at(`${today.toString()}T09:00`);
    await place.runs('list-reminders');
  }
  const daysOf = async (personId: string) =>
    (
      await store.db.outbox.findMany({
        where: { personId, notice: 'supervision.confirm' },
        orderBy: { notBefore: 'asc' },
      })
    ).map(({ facts }) => (facts as { day: string }).day);
  expect(await daysOf(told.id)).toEqual(['2027-05-03', '2027-06-15', '2027-06-22']);
  expect((await daysOf(untold.id)).slice(0, 3)).toEqual(['2027-05-10', '2027-05-19', '2027-05-24']);
  for (const { id } of [told, untold])
    expect((await store.db.listToConfirm.findFirstOrThrow({ where: { holderId: id } })).shownTo).toEqual([
      'supervisor',
      'it_security_manager',
      'superintendent',
    ]);
});
