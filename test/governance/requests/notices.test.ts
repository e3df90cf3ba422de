/** Many notices drawn at once are the same cards as one by one, each through its own recipient's eyes. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Rendering } from '../../../src/app/feature.ts';
import { leads } from '../../../src/governance/requests/cards/leads.ts';
import { notices } from '../../../src/governance/requests/notices.ts';
import { newId } from '../../../src/kernel/ids.ts';
import { drawNotice } from '../../support/draw-notice.ts';
import { askAs } from '../../support/people.ts';
import { type District, filed, fulfilment, givenDistrict, presses, sends } from './world.ts';

let district: District;

beforeAll(async () => {
  district = await givenDistrict();
});
afterAll(() => district.database.drop());

it('every notice to everybody about every case: together as apart, and a stranger gets none', async () => {
  const { people, world } = district;
  const cases = [
    await filed(district),
    await filed(district, people.elsewhere, { collections: [district.orphan] }),
    await filed(district, people.manager),
  ];
  const [first = ''] = cases;
  await presses(district, people.steward, first, 'Claim');
  await sends(district, people.steward, 'request.fulfil', { id: first }, fulfilment);
  const asks = await Promise.all(Object.values(people).map(({ id }) => askAs(world, id)));
  // what is about no case is looked up in the same way for everybody: three of them stand for all
  const nowhere = [newId(), undefined];
  const wanted: Rendering[] = asks.flatMap((ask, at) =>
    Object.keys(leads).flatMap((notice) =>
      [...cases, ...(at < 3 ? nowhere : [])].map((caseId) => ({ ask, notice, caseId, facts: {} })),
    ),
  );
  const [{ renderAll } = {}] = notices;
  const together = await renderAll?.(wanted);
  const apart: unknown[] = [];
  for (const one of wanted) apart.push(await drawNotice(notices, one.notice, one.ask, one));
  expect(together).toEqual(apart);
  expect(together?.some((card) => card !== undefined)).toBe(true);
  const strangers = wanted.flatMap(({ ask }, at) =>
    ask.actor.id === people.stranger.id ? [together?.[at]] : [],
  );
  expect(new Set(strangers)).toEqual(new Set([undefined]));
});
