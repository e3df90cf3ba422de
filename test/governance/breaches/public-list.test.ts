/** Illinois: a breach about a tenth of a school's students or more goes on the school's public list (105 ILCS 85/27). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RawValues } from '../../../src/chat/form.ts';
import { features } from '../../../src/governance/features.ts';
import { loadPolicy } from '../../../src/policy/load.ts';
import { problemLine } from '../../../src/policy/problem.ts';
import { packCopy } from '../../policy/pack-copy.ts';
import { frontDoor } from '../../support/front-door.ts';
import { breachBy, decidesBreach, pageOf, sends, tasksOn, together, underway } from './deciding.ts';
import { givenTown, type Town, wordsOf } from './world.ts';

let town: Town;
beforeAll(async () => {
  const utah = await givenTown();
  const copy = await packCopy();
  await copy.edit(['overlays'], ['illinois']);
  const read = await loadPolicy(copy.file);
  await copy.remove();
  if (!read.ok) throw new Error(read.problem.map(problemLine).join('\n'));
  const world = { ...utah.world, policy: read.value };
  town = { ...utah, policy: read.value, world, door: frontDoor({ ...world, features: [...features] }) };
});
afterAll(() => town.database.drop());

const found = (more: RawValues): RawValues => ({
  ...{ ongoing: 'no', inadvertent: 'unknown', compromised: 'no', criminalUse: 'no', significant: 'no' },
  ...{ network: 'no', ...more },
});

const finds = (id: string, more: RawValues) =>
  sends(town, town.people.itsm, 'breach.triage', { id }, found(more));

async function listed(id: string): Promise<boolean> {
  return (await tasksOn(town, id)).some(({ key }) => key === 'public_list:illinois');
}

describe('the public list of breaches', () => {
  it.each([
    ['39', '400', false],
    ['40', '400', true],
    ['41', '401', true],
    ['1', '9', true],
  ])('%s of %s students: %s', async (students, enrolled, owed) => {
    const id = await underway(town);
    await finds(id, { students, enrolled });
    expect(await listed(id)).toBe(false);
    await decidesBreach(town, id);
    expect(await listed(id)).toBe(owed);
  });

  it('is due by the day on which the law has it brought up to date, says why, and stands for the desk to do', async () => {
    const { itsm } = town.people;
    const id = await underway(town);
    await decidesBreach(town, id);
    expect(await listed(id)).toBe(false);
    await finds(id, { students: '60', enrolled: '400' });
    const task = (await tasksOn(town, id)).find(({ key }) => key === 'public_list:illinois');
    expect(task).toMatchObject({ ownerRole: 'desk', required: true, state: 'open' });
    expect(task?.dueAt?.toISOString()).toBe('2027-02-01T06:59:59.000Z');
    const page = await pageOf(town, itsm, id);
    expect(page).toContain('public list of breaches');
    expect(page).toContain('60 of 400, 15 percent');
    expect(page).toContain('105 ILCS 85/27(a)(5)');
    expect(page).toContain('A text for the district’s public page is due');
    await finds(id, { students: '61', enrolled: '400' });
    expect((await tasksOn(town, id)).filter(({ key }) => key === 'public_list:illinois')).toHaveLength(1);
  });

  it('is nothing for what is no breach', async () => {
    const { itsm, executive } = town.people;
    const id = await underway(town);
    await finds(id, { students: '60', enrolled: '400' });
    const none = breachBy({ ruling: 'not_a_breach' });
    await together(town, [itsm, executive], 'breach.determine', id, none);
    expect(await listed(id)).toBe(false);
  });

  it.each<[RawValues, string]>([
    [{ students: '60' }, 'How many students go there'],
    [{ students: '500', enrolled: '400' }, 'more than go there'],
    [{ students: 'some', enrolled: '400' }, 'give a number'],
  ])('%j is not taken', async (values, says) => {
    const id = await underway(town);
    const reply = await finds(id, values);
    expect(reply.kind).toBe('invalid');
    expect(wordsOf(reply)).toContain(says);
  });
});
