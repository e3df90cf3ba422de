/** What a request rests on: asked of whom the plan names before it goes on, kept, and shown to whoever works on it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RawValues } from '../../../src/chat/form.ts';
import {
  auditOf,
  buttons,
  cardFor,
  type District,
  filed,
  fills,
  givenDistrict,
  row,
  sends,
  told,
} from './world.ts';

let district: District;
beforeAll(async () => {
  district = await givenDistrict();
});
afterAll(() => district.database.drop());

const outside = {
  asker: 'outsider',
  outsider_name: 'Olaf Outside',
  outsider_email: 'olaf@agency.example',
  came_in_by: 'email',
  came_in_on: '2026-11-16',
};
const asks = (route: string, more: RawValues = {}) =>
  filed(district, district.people.asker, { ...outside, route, [`read_${route}`]: true, ...more });
const open = 'Record what it rests on';

const faults = async (id: string, who: District['people'][keyof District['people']], values: RawValues) => {
  const reply = await fills(district, who, id, open, values);
  if (reply.kind !== 'invalid') throw new Error(`it was not refused: ${JSON.stringify(reply)}`);
  return reply.open.errors;
};

const identified = {
  ask_file_number: 'R-77',
  ask_stands_for: 'parent',
  ask_identity_checked: 'yes',
  ask_right_checked: 'yes',
};

describe('a parent’s own record (R057)', () => {
  it('goes straight to the Student Data Manager, who is told; no steward is asked before that', async () => {
    const id = await asks('own_record');
    const heard = await told(district, id);
    expect(heard).toContain('request.your-turn -> Mina Manager');
    expect(heard.filter((line) => line.startsWith('request.asked'))).toEqual([]);
    expect((await buttons(district, district.people.steward, id)).map(({ label }) => label)).not.toContain(
      'Claim',
    );
    expect(
      (await buttons(district, district.people.coordinator, id)).map(({ label }) => label),
    ).not.toContain(open);
  });

  it('can’t go on before who asks is checked, and says why', async () => {
    const id = await asks('own_record');
    const errors = await faults(id, district.people.manager, { ...identified, ask_identity_checked: 'no' });
    expect(errors).toEqual({ ask_identity_checked: expect.stringContaining('Check who they are first') });
    expect((await row(district, id)).steps.filter(({ endedAt }) => endedAt)).toEqual([]);
  });

  it('names no student: what looks like a student’s number or a name with a birth date is refused', async () => {
    const id = await asks('own_record');
    for (const ask_file_number of ['student id 4711471', 'Ada Adams 3/4/2012'])
      expect(
        Object.keys(await faults(id, district.people.manager, { ...identified, ask_file_number })),
      ).toEqual(['ask_file_number']);
  });

  it('goes on to its stewards then; the answers are theirs to read, and not whoever typed it in', async () => {
    const id = await asks('own_record');
    await fills(district, district.people.manager, id, open, identified);
    expect(await auditOf(district, id)).toContain('request.gathered');
    expect(await told(district, id)).toContain('request.asked -> Stina Steward');
    expect(JSON.stringify(await cardFor(district, district.people.steward, id))).toContain('R-77');
    expect(JSON.stringify(await cardFor(district, district.people.asker, id))).not.toContain('R-77');
    const [text] = await district.store.db.caseText.findMany({ where: { caseId: id, body: 'R-77' } });
    expect(text?.field).toMatch(/^given:/);
  });

  it('is declined with a reason by whoever finds that there is no right to it', async () => {
    const id = await asks('own_record');
    await fills(district, district.people.manager, id, 'Decline', { reason: 'A court order is against it.' });
    expect(await row(district, id)).toMatchObject({ state: 'declined' });
  });
});

describe('a government agency (R060)', () => {
  const law = {
    ask_purpose_of_law: 'audit',
    ask_legal_evidence: 'Utah Code 53E-4-301; the letter is in the contracts folder.',
    ask_federal: 'no',
  };

  it('needs reporting, audit or evaluation, and its evidence', async () => {
    const id = await asks('government', { pii: 'no' });
    const { coordinator } = district.people;
    expect(await faults(id, coordinator, { ...law, ask_purpose_of_law: 'other' })).toEqual({
      ask_purpose_of_law: expect.stringContaining('003 §5.2.4'),
    });
    expect(Object.keys(await faults(id, coordinator, { ...law, ask_legal_evidence: '' }))).toEqual([
      'ask_legal_evidence',
    ]);
  });

  it('53E-9-308: a federal agency only as federal law requires', async () => {
    const id = await asks('government', { pii: 'no' });
    const { coordinator } = district.people;
    const federal = { ...law, ask_federal: 'yes' };
    expect(Object.keys(await faults(id, coordinator, federal))).toEqual(['ask_federal_required']);
    expect(await faults(id, coordinator, { ...federal, ask_federal_required: 'no' })).toEqual({
      ask_federal_required: expect.stringContaining('only as federal law requires'),
    });
    const reply = await fills(district, coordinator, id, open, { ...federal, ask_federal_required: 'yes' });
    expect(reply.kind).toBe('done');
  });
});

it.each([
  ['yes', undefined, undefined],
  ['no', 'no', /third party verifies/],
  ['no', 'yes', undefined],
])(
  'R058: a vendor that complies (%s), or whose compliance a third party verified (%s)',
  async (complies, third, says) => {
    const id = await asks('vendor', { pii: 'no' });
    const values = {
      ask_school_official: 'yes',
      ask_sdpa_compliant: complies,
      ...(third ? { ask_third_party: third } : {}),
      ask_vendor_agreement: 'DPA 2026-14, contracts folder',
    };
    const reply = await fills(district, district.people.manager, id, open, values);
    if (says) expect(reply.kind === 'invalid' && reply.open.errors.ask_third_party).toMatch(says);
    else expect(reply.kind).toBe('done');
  },
);

it.each([
  [{ ask_sealed: 'yes' }, 'done'],
  [{ ask_sealed: 'no' }, 'invalid'],
  [{ ask_sealed: 'no', ask_notice_effort: '2026-11-17' }, 'done'],
])('R061: the family is told of a subpoena unless that is excused: %o', async (notice, kind) => {
  const id = await asks('subpoena');
  const reply = await fills(district, district.people.manager, id, open, {
    ask_file_number: 'R-78',
    ask_order_reference: 'Third District, 2026-118',
    ...notice,
  });
  expect(reply.kind).toBe(kind);
});

it('a step answered by a form that was drawn for another is refused', async () => {
  const id = await asks('own_record');
  const action = (await buttons(district, district.people.manager, id)).find(({ label }) => label === open);
  if (action?.kind !== 'open-form') throw new Error('no form');
  const form = await district.door.opens(district.people.manager.id, action.form, action.subject);
  await sends(district, district.people.manager, action.form, action.subject, identified);
  const late = await district.door.sends(district.people.manager.id, form, identified);
  expect(late.kind).toBe('done');
  expect('tone' in late && late.tone).not.toBe('good');
  expect(
    await district.store.db.requestAnswer.count({ where: { requestId: id, question: 'file_number' } }),
  ).toBe(1);
});
