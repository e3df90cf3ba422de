/** What the forms of a request tell whoever fills them in. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readForm } from '../../../src/chat/read-form.ts';
import { type District, filed, fulfilment, givenDistrict, presses } from './world.ts';

let district: District;
let id: string;
beforeAll(async () => {
  district = await givenDistrict();
  id = await filed(district, district.people.asker, { detail: 'by_school' });
  await presses(district, district.people.steward, id, 'Claim');
});
afterAll(() => district.database.drop());

it('R063: the risk form says that the decision is final and how long it can be corrected', async () => {
  const { form } = await district.door.opens(district.people.coordinator.id, 'request.classify', { id });
  const words = JSON.stringify(form.intro);
  expect(words).toContain('Your decision is final (003 §5.3.2); you can correct it until something is sent.');
  expect(words).not.toContain('and it is final');
});

it('the risk form sets the suggestion apart from the definitions, and cuts nothing short', async () => {
  const { form } = await district.door.opens(district.people.coordinator.id, 'request.classify', { id });
  expect(form.intro.map(({ kind }) => kind)).toEqual(['note', 'text', 'heading', 'list']);
  const [note] = form.intro;
  expect(note?.kind === 'note' && note.text).toMatch(/^Suggested: Medium risk\. Figures by school/);
  expect(JSON.stringify(form.intro).match(/Medium risk/g)).toHaveLength(2);
  const { level } = form.fields;
  if (level?.kind !== 'choice') throw new Error('the level is not a choice');
  expect(level.options.map(({ label, description }) => [label, description])).toEqual([
    ['Low risk', undefined],
    ['Medium risk', undefined],
    ['High risk', undefined],
  ]);
});

it('R071: the form of the data names what link it takes, takes every example, and says nothing twice', async () => {
  const { form } = await district.door.opens(district.people.steward.id, 'request.fulfil', { id });
  const hint = form.fields.folder_link?.hint ?? '';
  const examples = hint.match(/(?:https:|sftp:|\\\\)\S*[^\s,.]/g) ?? [];
  expect(examples).toHaveLength(3);
  for (const folder_link of examples) {
    const values = { ...form.values, ...fulfilment, folder_link };
    expect(readForm({ folder_link: form.fields.folder_link ?? failing() }, values).ok, folder_link).toBe(
      true,
    );
  }
  const intro = form.intro.map((block) => ('text' in block ? block.text : '')).join(' ');
  expect(intro).toContain('secure folder');
  expect(hint).not.toContain('secure folder');
});

function failing(): never {
  throw new Error('the form has no link');
}
