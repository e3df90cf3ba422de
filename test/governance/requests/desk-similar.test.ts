/** "We answered this before": told to whoever asks and to whoever works on it, each as far as they may see. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Person } from '../../../src/app/person.ts';
import type { RawValues } from '../../../src/chat/form.ts';
import { blankText } from '../../../src/store/texts.ts';
import { saying } from '../../support/front-door.ts';
import { arrange } from '../../support/people.ts';
import {
  cardFor,
  cardOf,
  type District,
  filed,
  filing,
  fills,
  fulfilment,
  givenDistrict,
  idOf,
  presses,
  row,
} from './world.ts';

let district: District;
/** Answered: asked by the same person, by another, and about something else. */
let answered: Record<'own' | 'others' | 'buses', string>;

const graduation = { title: 'Graduation rate', question: 'What was the graduation rate of each year?' };

async function answers(who: Person, values: RawValues): Promise<string> {
  const { steward, coordinator } = district.people;
  const id = await filed(district, who, values);
  await presses(district, steward, id, 'Claim');
  await fills(district, coordinator, id, 'Set the risk level', { level: 'low', reason: 'One figure.' });
  await fills(district, steward, id, 'Fulfil', fulfilment);
  await fills(district, steward, id, 'Send', { method: 'sftp' });
  return id;
}

beforeAll(async () => {
  district = await givenDistrict();
  const { asker, stranger } = district.people;
  answered = {
    buses: await answers(asker, { title: 'Late buses', question: 'How many buses came late?' }),
    others: await answers(stranger, { title: 'Graduates', question: 'Which share graduated each year?' }),
    own: await answers(asker, graduation),
  };
});
afterAll(() => district.database.drop());

const numberOf = async (name: keyof typeof answered) => `DR-${(await row(district, answered[name])).number}`;

async function files(who: Person, more: RawValues = {}) {
  const open = await district.door.opens(who.id, 'request.file');
  return district.door.sends(who.id, open, filing(district, { ...graduation, ...more }));
}

const headed = 'Answered before';

it('R057: one family’s record is no answer to another’s, nor to anybody else', async () => {
  const { asker, steward, manager } = district.people;
  const family = {
    ...{ route: 'own_record', read_own_record: true, detail: 'identified', asker: 'outsider' },
    ...{
      outsider_name: 'Olga Outside',
      outsider_phone: '801-555-0100',
      came_in_by: 'letter',
      came_in_on: '2026-11-16',
    },
    ...{ title: 'Record for a family', question: 'A copy of the education record, please' },
  };
  const id = await filed(district, asker, family);
  const checked = { ask_identity_checked: 'yes', ask_right_checked: 'yes' };
  await fills(district, manager, id, 'Record what it rests on', {
    ...{ ...checked, ask_file_number: 'R-1', ask_stands_for: 'parent' },
  });
  await presses(district, steward, id, 'Claim');
  await fills(district, steward, id, 'Fulfil', fulfilment);
  const out = { ask_others_out: 'yes', ask_finances_out: 'yes', ask_letters_out: 'yes' };
  await fills(district, manager, id, 'Authorise', out);
  await fills(district, steward, id, 'Send', { method: 'sftp', parts: 'All', student_list: 'R-1' });
  expect((await row(district, id)).releases[0]?.sentAt).not.toBeNull();
  for (const more of [family, { title: family.title, question: family.question }]) {
    const reply = await files(asker, more);
    expect(saying(reply)).not.toContain('was like it');
    expect(JSON.stringify(cardOf(reply))).not.toContain(headed);
  }
});

describe('a request that is like an earlier one', () => {
  it('tells whoever files it which of theirs was like it, and when that was answered', async () => {
    const reply = await files(district.people.asker);
    expect(saying(reply)).toContain(
      `${await numberOf('own')} was like it and was answered on November 18, 2026`,
    );
    const text = JSON.stringify(cardOf(reply)?.blocks);
    expect(text).toContain(headed);
    expect(text).toContain('answered on November 18, 2026; Low risk');
    expect(text).not.toContain(await numberOf('buses'));
  });

  it('tells somebody else only that there was one, without a number or a word of it', async () => {
    const reply = await files(district.people.elsewhere);
    expect(saying(reply)).toContain('A steward answered a similar question before');
    const text = JSON.stringify(cardOf(reply)?.blocks);
    expect(text).toContain('A steward answered a similar question on November 18, 2026, for somebody else.');
    expect(text).not.toContain(await numberOf('own'));
    expect(text).not.toContain(headed);
  });

  it('shows the steward all that they may see, as they look and as they claim, until data are made', async () => {
    const { steward, asker } = district.people;
    const id = idOf(await files(asker));
    const seen = JSON.stringify((await cardFor(district, steward, id))?.blocks);
    expect(seen).toContain(await numberOf('own'));
    expect(seen).toContain(`${await numberOf('others')} · Graduates`);
    const claimed = cardOf(await presses(district, steward, id, 'Claim'));
    expect(JSON.stringify(claimed?.blocks)).toContain(headed);
    await fills(district, steward, id, 'Fulfil', fulfilment);
    expect(JSON.stringify((await cardFor(district, steward, id))?.blocks)).not.toContain(headed);
  });

  it('is not like one about other words or other data, and never like itself', async () => {
    const { asker } = district.people;
    const words = await files(asker, { title: 'Lunches', question: 'Which meals do kitchens cook?' });
    expect(JSON.stringify(words)).not.toContain(headed);
    const data = await files(asker, { collections: [district.orphan] });
    expect(JSON.stringify(data)).not.toContain(headed);
  });

  it('shows at most three', async () => {
    const { asker, steward } = district.people;
    await answers(asker, graduation);
    await answers(asker, graduation);
    const id = idOf(await files(asker));
    const card = await cardFor(district, steward, id);
    const at = card?.blocks.findIndex((block) => block.kind === 'heading' && block.text === headed) ?? -1;
    const list = card?.blocks[at + 1];
    expect(list?.kind === 'list' && list.items).toHaveLength(3);
  });

  it('is not like one that was called back, nor one whose words were blanked', async () => {
    const { asker, steward, manager } = district.people;
    const unique = { title: 'Kangaroo counts', question: 'How many kangaroos hop?' };
    const first = await answers(asker, unique);
    expect(JSON.stringify(await files(asker, unique))).toContain(headed);
    await fills(district, steward, first, 'Recall', { reason: 'Wrong year.' });
    expect(JSON.stringify(await files(asker, unique))).not.toContain(headed);
    const again = await answers(asker, unique);
    expect(JSON.stringify(await files(asker, unique))).toContain(headed);
    const texts = await district.store.db.caseText.findMany({ where: { caseId: again } });
    await arrange(district.store, async (tx) => {
      for (const { id } of texts) await blankText(tx, id, manager.id);
    });
    expect(JSON.stringify(await files(asker, unique))).not.toContain(headed);
  });
});
