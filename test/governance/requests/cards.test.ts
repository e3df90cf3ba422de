/** What a card may show where, and that every form and card of the room keeps to the shortest limits of all surfaces. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { placeCard } from '../../../src/governance/requests/cards/request-card.ts';
import { openCaseFile } from '../../../src/governance/requests/store/case-file.ts';
import { sceneOf } from '../../support/people.ts';
import {
  buttons,
  cardFor,
  checks,
  type District,
  filed,
  fills,
  fulfilment,
  givenDistrict,
  mark,
  presses,
  protection,
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
  const { asker, steward, second, coordinator } = district.people;
  const id = await filed(district, asker, { title: 'x'.repeat(120) });
  const opened = new Set<string>();
  const openAll = async () => {
    for (const who of [asker, steward, second, coordinator])
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
  await fills(district, coordinator, id, 'Set the risk level', { level: 'medium', reason: 'Small groups.' });
  await openAll();
  await fills(district, steward, id, 'Protect small groups', protection);
  await openAll();
  await fills(district, second, id, 'Pass', checks);
  await openAll();
  await fills(district, steward, id, 'Send', { method: 'sftp', mark });
  await openAll();
  const medium = ['ask', 'answer', 'classify', 'fulfil', 'protect', 'pass', 'send-back', 'send', 'recall'];
  expect([...opened]).toEqual(expect.arrayContaining(medium.map((form) => `request.${form}`)));
});
