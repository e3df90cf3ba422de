/** Somebody outside without an e-mail address: a person calls them, and every sentence says who. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { feature } from '../../../src/governance/requests/feature.ts';
import { drawNotice } from '../../support/draw-notice.ts';
import { saying } from '../../support/front-door.ts';
import { arrange, askAs } from '../../support/people.ts';
import { buttons, cardFor, type District, filed, fills, givenDistrict, presses, row, told } from './world.ts';

let district: District;
let id: string;
const number = '801-555-0100';

beforeAll(async () => {
  district = await givenDistrict();
});
afterAll(() => district.database.drop());
beforeEach(async () => {
  id = await filed(district, district.people.asker, {
    asker: 'outsider',
    outsider_name: 'Olaf Outside',
    outsider_phone: number,
    came_in_by: 'phone',
    came_in_on: '2026-11-16',
  });
  await presses(district, district.people.steward, id, 'Claim');
});

type Who = keyof District['people'];
const asks = () =>
  fills(district, district.people.steward, id, 'Ask the requester', { question: 'Which years?' });
const text = async (who: Who) => JSON.stringify(await cardFor(district, district.people[who], id));

async function waits(who: Who): Promise<readonly string[]> {
  const ask = await askAs(district.world, district.people[who].id);
  const { number: reference } = await row(district, id);
  return ((await feature.tasksOf?.(ask)) ?? [])
    .filter(({ list, title }) => list === 'waits-for-me' && title.startsWith(`DR-${reference} `))
    .flatMap(({ detail }) => detail ?? []);
}

describe('F: a question to somebody who gave only a phone number', () => {
  it('says before and after that whoever typed it in is asked to call, and of no e-mail that goes', async () => {
    const { form } = await district.door.opens(district.people.steward.id, 'request.ask', { id });
    const said = saying(await asks());
    for (const words of [JSON.stringify(form.intro), said]) {
      expect(words).toContain(`Asta Asker, who typed the request in, is asked to call them at ${number}`);
      expect(words).not.toContain('is asked by e-mail');
    }
    expect(await told(district, id)).toContain('request.question -> Asta Asker');
  });

  it('names who really has to act', async () => {
    await asks();
    expect(await text('steward')).toContain(
      'Next: Asta Asker asks Olaf Outside by phone and types in the answer.',
    );
    expect(await text('asker')).toContain('Next: you ask Olaf Outside by phone and type in the answer.');
    expect(await waits('asker')).toEqual([
      `Call Olaf Outside at ${number} with the question, and record the answer`,
    ]);
  });

  it('shows the number to its holder and to whoever typed it in, and to nobody else', async () => {
    await asks();
    expect(await text('steward')).toContain(number);
    expect(await text('asker')).toContain(number);
    expect(await text('coordinator')).not.toContain(number);
    expect(await text('second')).not.toContain(number);
  });

  it('is answered by whoever typed it in, or by the holder', async () => {
    for (const who of [district.people.asker, district.people.steward]) {
      await asks();
      await fills(district, who, id, 'Record the answer', { answer: 'All years.' });
      expect((await buttons(district, district.people.steward, id)).map(({ label }) => label)).toContain(
        'Fulfil',
      );
    }
  });

  it('asks for the call in the notice only until the answer is in', async () => {
    await asks();
    const [question] = await district.store.db.requestQuestion.findMany({ where: { requestId: id } });
    const draw = async () => {
      const ask = await askAs(district.world, district.people.asker.id);
      return JSON.stringify(
        await drawNotice(feature.notices, 'request.question', ask, {
          caseId: id,
          facts: { question: question?.id ?? null },
        }),
      );
    };
    const call = `please call them with the question at ${number}, and record the answer here`;
    expect(await draw()).toContain(call);
    await fills(district, district.people.steward, id, 'Record the answer', { answer: 'All years.' });
    expect(await draw()).not.toContain(call);
  });

  it('is the holder’s to ask once whoever typed it in has left', async () => {
    const leaves = (status: string) =>
      arrange(district.store, (tx) =>
        tx.db.person.update({ where: { id: district.people.asker.id }, data: { status } }),
      );
    await leaves('left');
    try {
      expect(saying(await asks())).toContain(`please call them yourself at ${number}`);
      expect(await text('steward')).toContain('Next: you ask Olaf Outside by phone');
    } finally {
      await leaves('active');
    }
  });
});

describe('D1: a letter to somebody outside that comes back', () => {
  it('stands on the card, and from then on whoever typed it in calls them', async () => {
    const { asker, steward } = district.people;
    id = await filed(district, asker, {
      asker: 'outsider',
      outsider_name: 'Olga Outside',
      outsider_email: 'olga@gone.example',
      outsider_phone: number,
      came_in_by: 'email',
      came_in_on: '2026-11-16',
    });
    await presses(district, steward, id, 'Claim');
    expect(await text('steward')).not.toContain('our letters don’t arrive');
    const letters = { caseId: id, outsiderId: { not: null } };
    await arrange(district.store, (tx) =>
      tx.db.outbox.updateMany({ where: letters, data: { state: 'undeliverable' } }),
    );
    expect(await text('steward')).toContain(
      'Olga Outside can’t be reached by e-mail (our letters don’t arrive)',
    );
    expect(saying(await asks())).toContain(`is asked to call them at ${number}`);
    expect(await told(district, id)).toContain('request.question -> Asta Asker');
  });
});
