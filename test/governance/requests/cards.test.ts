/** What a card may show where, and that every form and card of the room keeps to the shortest limits of all surfaces. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { placeCard } from '../../../src/governance/requests/cards/request-card.ts';
import { feature } from '../../../src/governance/requests/feature.ts';
import { openCaseFile } from '../../../src/governance/requests/store/case-file.ts';
import { sceneOf } from '../../support/people.ts';
import {
  buttons,
  cardFor,
  type District,
  filed,
  fills,
  fulfilment,
  givenDistrict,
  presses,
} from './world.ts';

let district: District;
beforeAll(async () => {
  district = await givenDistrict();
});
afterAll(() => district.database.drop());

it('a place card carries reference, state and one Open, and not a word that anybody typed', async () => {
  const id = await filed(district);
  const file = await openCaseFile(sceneOf(district.world), id);
  const card = file && placeCard(file);
  expect(card).toEqual({
    audience: 'place',
    title: expect.stringMatching(/^DR-\d+$/),
    status: { label: 'To be claimed', tone: 'info' },
    blocks: [],
    actions: [{ kind: 'run', id: 'request.show', label: 'Open', payload: { id } }],
    about: { kind: 'request', id },
  });
});

it('every form opens within the limits of titles, buttons and labels, at every step', async () => {
  const { asker, steward, coordinator } = district.people;
  const id = await filed(district, asker, { title: 'x'.repeat(120) });
  const opened = new Set<string>();
  const openAll = async () => {
    for (const who of [asker, steward, coordinator])
      for (const action of await buttons(district, who, id)) {
        if (action.kind !== 'open-form') continue;
        const { form } = await district.door.opens(who.id, action.form, action.subject);
        opened.add(action.form);
        expect(form.title.length).toBeLessThanOrEqual(24);
        expect(form.submit.length).toBeLessThanOrEqual(24);
        for (const field of Object.values(form.fields)) {
          expect(field.label.length).toBeLessThanOrEqual(150);
          if (field.kind === 'choice' || field.kind === 'choices')
            for (const { label, description } of field.options)
              expect(Math.max(label.length, description?.length ?? 0)).toBeLessThanOrEqual(75);
        }
      }
    expect((await cardFor(district, asker, id))?.title.length).toBeLessThanOrEqual(150);
  };
  await openAll();
  await presses(district, steward, id, 'Claim');
  await openAll();
  await fills(district, steward, id, 'Ask the requester', { question: 'Which?' });
  await openAll();
  await fills(district, asker, id, 'Answer', { answer: 'All.' });
  await fills(district, steward, id, 'Fulfil', fulfilment);
  await fills(district, coordinator, id, 'Set the risk level', { level: 'low', reason: 'Aggregate.' });
  await openAll();
  await fills(district, steward, id, 'Send', { method: 'sftp' });
  await openAll();
  expect([...opened].sort()).toEqual((feature.forms ?? []).map((form) => form.id).sort());
});
