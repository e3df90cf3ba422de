/** R042: the duty that a line opens is dated by what was really done, also where no obligation ever stood for it. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { recordDone } from '../../../../src/governance/people/store/done.ts';
import { obligationsOf } from '../../../../src/governance/people/store/obligations.ts';
import { Temporal } from '../../../../src/kernel/clock.ts';
import { arrange, givenPerson } from '../../../support/people.ts';
import { complete, monday, type Stage, stage } from './stage.ts';

let on: Stage;
beforeAll(async () => {
  on = await stage();
});
afterAll(() => on.drop());
beforeEach(() => on.clock.set(monday));

/** Somebody who took the training on that day, says a balance recorded from paper. */
async function trained(name: string, day: string) {
  const person = await givenPerson(on.world.store, { name, hireDate: '2012-08-20' });
  const doneOn = Temporal.PlainDate.from(day);
  const done = { personId: person.id, duty: 'fundamentals', ref: 'paper', way: 'paper', doneOn } as const;
  await arrange(on.world.store, (tx) => recordDone(tx, done));
  return person;
}

async function promises(person: { readonly id: string; readonly name: string }): Promise<string> {
  const open = await on.door.opens(person.id, 'agreement.sign', {});
  const reply = await on.door.sends(person.id, open, complete(on.nda, person.name, 'T1'));
  expect(reply).toMatchObject({ tone: 'good' });
  return JSON.stringify(reply);
}

async function training(personId: string) {
  const owed = await obligationsOf(on.world.store, personId);
  return owed
    .filter(({ duty, metAt }) => duty === 'fundamentals' && !metAt)
    .map(({ dueOn, rule }) => [dueOn.toString(), rule] as const);
}

describe('R042: T2 initialled', () => {
  it('by somebody who took the training years ago, on record from paper, is due 30 days after initialling', async () => {
    const person = await trained('Una Ward', '2024-05-06');
    const said = await promises(person);
    expect(await training(person.id)).toEqual([
      ['2026-09-02', expect.stringContaining('initialling line T2')],
    ]);
    expect(said).toContain('September 2, 2026');
  });

  it('by somebody who took it today or later opens nothing', async () => {
    const person = await trained('Dan Day', '2026-08-03');
    await promises(person);
    expect(await training(person.id)).toEqual([]);
  });

  it('by somebody who never took it is due by the stricter of the line and the plan’s first date', async () => {
    const person = await givenPerson(on.world.store, { name: 'Nell Never', hireDate: '2026-07-29' });
    await promises(person);
    const [[dueOn] = []] = await training(person.id);
    expect(dueOn && dueOn <= '2026-09-02').toBe(true);
  });

  it('what was taken back, or is of an employment before, does not count as done', async () => {
    const person = await trained('Pat Past', '2026-08-03');
    await arrange(on.world.store, (tx) =>
      tx.db.dutyDone.updateMany({ where: { personId: person.id }, data: { past: true } }),
    );
    await promises(person);
    expect(await training(person.id)).toHaveLength(1);
  });
});
