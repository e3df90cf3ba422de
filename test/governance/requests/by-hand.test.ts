/** A request whose next step can't be taken here yet: somebody has it, is told, and everybody reads who. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { feature } from '../../../src/governance/requests/feature.ts';
import { drawNotice } from '../../support/draw-notice.ts';
import { askAs } from '../../support/people.ts';
import { cardFor, cardOf, type District, filed, fills, givenDistrict, row, told } from './world.ts';

let district: District;
let id: string;
beforeAll(async () => {
  district = await givenDistrict();
});
afterAll(() => district.database.drop());
beforeEach(async () => {
  id = await filed(district);
});

type Who = keyof District['people'];

const sets = (level: string) =>
  fills(district, district.people.coordinator, id, 'Set the risk level', { level, reason: 'Small groups.' });
const byHand = async () => (await told(district, id)).filter((line) => line.startsWith('request.by-hand'));

/** "waits-for-me: what" of this request alone. */
async function tasks(who: Who): Promise<readonly string[]> {
  const ask = await askAs(district.world, district.people[who].id);
  const { number } = await row(district, id);
  const all = (await feature.tasksOf?.(ask)) ?? [];
  return all
    .filter(({ title }) => title.startsWith(`DR-${number} `))
    .map(({ list, detail }) => `${list}: ${detail}`);
}

async function next(who: Who): Promise<string> {
  const notes = (await cardFor(district, district.people[who], id))?.blocks.flatMap((block) =>
    block.kind === 'note' && block.text.startsWith('Next:') ? block.text : [],
  );
  return notes?.join('\n') ?? '';
}

describe('R066: a high-risk request', () => {
  it('R067: can be declined by the Coordinator with a reason while it goes on by hand', async () => {
    await sets('high');
    await fills(district, district.people.coordinator, id, 'Decline', { reason: 'Too few students.' });
    expect(await row(district, id)).toMatchObject({ state: 'declined' });
    expect(await told(district, id)).toContain('request.declined -> Asta Asker');
    expect(await tasks('coordinator')).toEqual([]);
  });

  it('tells whoever asked who has it, and nothing of what is built', async () => {
    await sets('high');
    const card = await cardFor(district, district.people.asker, id);
    expect(card?.status?.label).toBe('Goes on by hand');
    expect(JSON.stringify(card)).toContain('"With","value":"Cora Coordinator, by hand"');
    expect(JSON.stringify(card)).not.toMatch(/open here/);
    expect(await next('asker')).toContain('Cora Coordinator has the request now and takes it on by hand');
  });

  it('is the Coordinator’s as soon as its level is set, and nobody is asked to claim it', async () => {
    await sets('high');
    expect(await byHand()).toEqual(['request.by-hand -> Asta Asker', 'request.by-hand -> Cora Coordinator']);
    expect(await told(district, id)).not.toContain('request.classified -> Asta Asker');
    expect((await tasks('coordinator')).join()).toContain('goes on by hand: The Coordinator reviews');
    expect(await tasks('steward')).toEqual([]);
    expect(await next('coordinator')).toMatch(/^Next: it is your turn: .* goes on by hand/);
  });

  it('asks the stewards once its level is put right', async () => {
    await sets('high');
    const asked = async () => (await told(district, id)).filter((line) => line.startsWith('request.asked'));
    const before = await asked();
    await fills(district, district.people.coordinator, id, 'Change the risk level', {
      level: 'low',
      reason: 'One figure.',
    });
    expect((await asked()).length).toBe(before.length + 2);
    expect(await tasks('steward')).toEqual(['waits-for-me: To be claimed by a steward']);
  });

  it('by a standing decision is told to the Coordinator as it is filed', async () => {
    await fills(district, district.people.coordinator, id, 'Set the risk level', {
      level: 'high',
      reason: 'Single pupils.',
      report: 'State file',
    });
    const [standing] = await district.store.db.standingClassification.findMany();
    id = await filed(district, district.people.asker, { report: standing?.id ?? '' });
    expect(await told(district, id)).toEqual([
      'request.by-hand -> Cora Coordinator',
      'request.received -> Asta Asker',
    ]);
  });
});

it('the notice that it goes on by hand names who has it, and later only that it was so', async () => {
  await sets('high');
  const draw = async (who: Who) => {
    const ask = await askAs(district.world, district.people[who].id);
    const card = await drawNotice(feature.notices, 'request.by-hand', ask, { caseId: id, facts: {} });
    const [lead] = cardOf({ kind: 'card', card: card ?? failing() })?.blocks ?? [];
    return lead?.kind === 'note' ? lead.text : '';
  };
  expect(await draw('coordinator')).toContain('so it goes on by hand, with you');
  expect(await draw('asker')).toContain('that Cora Coordinator takes on by hand');
  await fills(district, district.people.coordinator, id, 'Decline', { reason: 'No.' });
  expect(await draw('coordinator')).toMatch(/^DR-\d+ came to a step that was taken on by hand\.$/);
});

function failing(): never {
  throw new Error('the notice was not drawn');
}
