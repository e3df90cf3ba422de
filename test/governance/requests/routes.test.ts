/** Every kind of request from its filing to its close, each through its own steps; nothing about students without the named yes. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Person } from '../../../src/app/person.ts';
import type { RawValues } from '../../../src/chat/form.ts';
import { arrange, givenPerson } from '../../support/people.ts';
import { clear } from '../disclosure/world.ts';
import { type Deciders, givenDeciders, stepOf, way } from './deciders.ts';
import {
  buttons,
  cardFor,
  checks,
  filed,
  fills,
  fulfilment,
  mark,
  morning,
  presses,
  protection,
  row,
  told,
} from './world.ts';

let district: Deciders;
let director: Person;
let analyst: Person;
let id: string;
beforeAll(async () => {
  district = await givenDeciders();
  director = await givenPerson(district.store, { name: 'Dana Director', roles: ['director'] });
  analyst = await givenPerson(district.store, { name: 'Ada Analyst', roles: ['data_analyst'] });
});
afterAll(() => district.database.drop());
beforeEach(() => district.clock.set(morning));

const outside = {
  asker: 'outsider',
  outsider_name: 'Olaf Outside',
  outsider_email: 'olaf@agency.example',
  came_in_by: 'email',
  came_in_on: '2026-11-16',
};
const asks = async (route: string, more: RawValues = {}) => {
  id = await filed(district, district.people.asker, {
    ...outside,
    route,
    [`read_${route}`]: true,
    ...more,
  });
};
type Who = keyof Deciders['people'];
const fill = (who: Who, label: string, values: RawValues = {}) =>
  fills(district, district.people[who], id, label, values);
const press = (who: Who, label: string) => presses(district, district.people[who], id, label);
const labels = async (who: Who) =>
  (await buttons(district, district.people[who], id)).map(({ label }) => label);
const rests = 'Record what it rests on';

async function made(): Promise<void> {
  await press('steward', 'Claim');
  await fill('steward', 'Fulfil', { ...fulfilment, mark });
}
async function checked(): Promise<void> {
  const open = await buttons(district, district.people.second, id);
  const form = open.find(({ label }) => label === 'Pass');
  if (form?.kind !== 'open-form') throw new Error('nothing is to be checked');
  const { form: drawn } = await district.door.opens(district.people.second.id, form.form, form.subject);
  const given = Object.entries(checks).filter(([name]) => name in drawn.fields);
  await fill('second', 'Pass', Object.fromEntries(given));
}
/** What FERPA's record asks for is answered where it is asked. */
async function leaves(more: RawValues = {}): Promise<void> {
  const action = (await buttons(district, district.people.steward, id)).find(({ label }) => label === 'Send');
  if (action?.kind !== 'open-form') throw new Error('it can’t be sent');
  const { form } = await district.door.opens(district.people.steward.id, action.form, action.subject);
  const texts = Object.entries(form.fields).flatMap(([name, field]) =>
    field.kind === 'text' && !field.format && !field.optional ? [[name, 'As the request says']] : [],
  );
  const reply = await fill('steward', 'Send', {
    ...Object.fromEntries(texts),
    ...Object.fromEntries(
      Object.entries(form.values).filter(([, value]) => value !== undefined && value !== ''),
    ),
    method: 'sftp',
    mark,
    ...more,
  });
  expect(JSON.stringify(reply)).toContain('was sent');
  await press('steward', 'Close');
  expect(await row(district, id)).toMatchObject({ state: 'closed' });
}
const file = { ask_file_number: 'R-77' };

it('R068–R070: a researcher: the sponsor, the board, de-identified data, the checklist, and out', async () => {
  await asks('researcher', {
    detail: 'by_student',
    kind_researcher_sponsor: director.id,
    kind_researcher_data_until: '2027-06-30',
  });
  expect(await stepOf(district, id)).toBe('review');
  expect(await labels('coordinator')).not.toContain('Set the risk level');
  for (const [, goes] of way) await goes(district, id);
  await press('steward', 'Claim');
  await fill('steward', 'Fulfil', fulfilment);
  await fill('steward', 'Protect small groups', { ...protection, technique: 'deidentified' });
  const lines: Readonly<Record<string, number>> = { Reliability: 4, Validity: 8, Presentation: 6 };
  for (const who of [district.people.steward, analyst])
    for (const [area, count] of Object.entries(lines)) {
      const first = area[0]?.toLowerCase();
      const yes = Array.from({ length: count }, (_, at) => [`${first}${at + 1}`, 'yes']);
      await fills(district, who, id, area, Object.fromEntries(yes));
    }
  await press('steward', 'Finish the checklist');
  await checked();
  await leaves();
}, 60_000);

it('R068: a sponsor who is no Director any more sponsors nothing, until another is named', async () => {
  const gone = await givenPerson(district.store, { name: 'Gus Gone', roles: ['director'] });
  await asks('researcher', {
    detail: 'by_student',
    kind_researcher_sponsor: gone.id,
    kind_researcher_data_until: '2027-06-30',
  });
  await arrange(district.store, async (tx) => {
    await tx.db.roleHolding.deleteMany({ where: { personId: gone.id } });
  });
  expect(await labels('coordinator')).not.toContain('Approve');
  district.clock.set('2026-11-18T17:00:00Z');
  await fill('asker', 'Correct what was given', { ask_sponsor: director.id });
  expect(await labels('coordinator')).toContain('Approve');
  const card = JSON.stringify(await cardFor(district, district.people.coordinator, id));
  expect(card).toContain('Dana Director');
  expect(card).not.toContain('Gus Gone');
});

describe('R060: a government agency', () => {
  const law = {
    ask_purpose_of_law: 'audit',
    ask_legal_evidence: 'Utah Code 53E-4-301; the letter is in the contracts folder.',
    ask_federal: 'no',
  };
  const agreed = async () => {
    await fill('coordinator', rests, law);
    const draft = { purpose: 'An audit.', scope: 'Enrolment of 2026.', ends_on: '2027-06-30' };
    const without = await fill('coordinator', 'Draft the agreement', { ...draft, ask_ferpa_terms: 'no' });
    expect(without.kind === 'invalid' && without.open.errors.ask_ferpa_terms).toContain(
      'FERPA-Student Level',
    );
    await fill('coordinator', 'Draft the agreement', { ...draft, ask_ferpa_terms: 'yes' });
    await fill('legal', 'Approve');
  };

  it('gets aggregates with small groups protected', async () => {
    await asks('government', { pii: 'no' });
    await agreed();
    await press('steward', 'Claim');
    await fill('steward', 'Fulfil', fulfilment);
    await fill('steward', 'Protect small groups', protection);
    await checked();
    await leaves();
  }, 30_000);

  it('003 §3.3: marked as identifying students on the way, goes back, and leaves only with the named yes', async () => {
    await asks('government', { pii: 'no' });
    await agreed();
    await press('steward', 'Claim');
    await fill('steward', 'Fulfil', fulfilment);
    expect(await labels('steward')).not.toContain('May identify students');
    await fill('coordinator', 'May identify students', { reason: 'A group of three is in it.' });
    expect(await row(district, id)).toMatchObject({ pii: true });
    // the agreement was of other data
    expect(await stepOf(district, id)).toBe('interagency_agreement');
    expect(await told(district, id)).toContain('request.identifies -> Stina Steward');
    const draft = { purpose: 'An audit.', scope: 'Enrolment of 2026.', ends_on: '2027-06-30' };
    await fill('coordinator', 'Draft the agreement', { ...draft, ask_ferpa_terms: 'yes' });
    await fill('legal', 'Approve');
    expect(await stepOf(district, id)).toBe('authorise');
    for (const who of ['coordinator', 'legal', 'steward', 'asker'] as const)
      expect(await labels(who)).not.toContain('Authorise');
    await fill('manager', 'Authorise');
    await fill('steward', 'Fulfil', { ...fulfilment, mark });
    await checked();
    await leaves();
    expect(JSON.stringify(await cardFor(district, district.people.coordinator, id))).toContain(
      'Mina Manager',
    );
  }, 30_000);
});

it('R058: a vendor whose standing is recorded, authorised by name', async () => {
  await asks('vendor', { pii: 'yes' });
  await fill('manager', rests, {
    ask_school_official: 'yes',
    ask_sdpa_compliant: 'no',
    ask_third_party: 'yes',
    ask_vendor_agreement: 'DPA 2026-14, contracts folder',
  });
  expect(await stepOf(district, id)).toBe('authorise');
  await fill('manager', 'Authorise');
  await made();
  await checked();
  await leaves();
}, 30_000);

it('R058: what is not authorised ends there, with its reason', async () => {
  await asks('vendor', { pii: 'yes' });
  await fill('manager', rests, {
    ask_school_official: 'yes',
    ask_sdpa_compliant: 'yes',
    ask_vendor_agreement: 'DPA 2026-14',
  });
  await fill('manager', 'Deny', { reason: 'The service is not institutional.' });
  expect(await row(district, id)).toMatchObject({ state: 'declined' });
  expect(await told(district, id)).toContain('request.denied -> outsider');
});

it('R059: staff of the district: documented here, authorised, sent to who is cleared', async () => {
  await clear(district, district.people.asker);
  await asks('internal', { asker: 'me', pii: 'yes', detail: 'identified' });
  expect(await stepOf(district, id)).toBe('authorise');
  await fill('manager', 'Authorise');
  await made();
  await checked();
  await leaves({ recipients: [district.people.asker.id] });
}, 30_000);

it('34 CFR 99.31(a)(9): a notice to the family that is still to be given is none', async () => {
  await asks('subpoena');
  const order = { ...file, ask_order_reference: 'Third District Court 26-1881', ask_sealed: 'no' };
  const reply = await fill('manager', rests, { ...order, ask_notice_effort: '2026-11-19' });
  expect(reply.kind === 'invalid' && Object.keys(reply.open.errors)).toEqual(['ask_notice_effort']);
  await fill('manager', rests, { ...order, ask_notice_effort: '2026-11-18' });
  expect(await stepOf(district, id)).toBe('legal');
});

describe('R057: an own record', () => {
  const identified = {
    ...file,
    ask_stands_for: 'parent',
    ask_identity_checked: 'yes',
    ask_right_checked: 'yes',
  };
  const excluded = { ask_others_out: 'yes', ask_finances_out: 'yes', ask_letters_out: 'yes' };

  it('identity, the record, what is excluded taken out, and out within the 45 days', async () => {
    await asks('own_record');
    await fill('manager', rests, identified);
    await made();
    const open = (await buttons(district, district.people.manager, id)).find(
      ({ label }) => label === 'Authorise',
    );
    if (open?.kind !== 'open-form') throw new Error('there is nothing to authorise');
    const { form } = await district.door.opens(district.people.manager.id, open.form, open.subject);
    const intro = JSON.stringify(form.intro);
    for (const says of ['Olaf Outside', 'Version 1, in https://', 'Graduation'])
      expect(intro).toContain(says);
    for (const name of Object.keys(excluded)) {
      const reply = await fill('manager', 'Authorise', { ...excluded, [name]: 'no' });
      expect(reply.kind === 'invalid' && Object.keys(reply.open.errors)).toEqual([name]);
    }
    await fill('manager', 'Authorise', excluded);
    await leaves();
  }, 30_000);

  it('R057: something about others in it: sent back to whoever prepared it, who makes it anew and it is asked again', async () => {
    await asks('own_record');
    await fill('manager', rests, identified);
    await made();
    expect(await labels('manager')).not.toContain('Pass');
    for (const who of ['coordinator', 'second', 'steward', 'asker'] as const)
      expect(await labels(who)).not.toContain('Send back');
    await fill('manager', 'Send back', { reasons: 'A class list is in it.' });
    expect(await stepOf(district, id)).toBe('fulfil');
    expect(await told(district, id)).toContain('request.sent-back -> Stina Steward');
    expect(JSON.stringify(await cardFor(district, district.people.steward, id))).toContain(
      'A class list is in it.',
    );
    expect(JSON.stringify(await cardFor(district, district.people.asker, id))).not.toContain('class list');
    await fill('steward', 'Fulfil', { ...fulfilment, mark });
    expect(await stepOf(district, id)).toBe('authorise');
    await fill('manager', 'Authorise', excluded);
    await leaves();
  }, 30_000);

  it('R036, R037: data about students never go by e-mail, nor to somebody outside through a folder for inside', async () => {
    await asks('own_record');
    await fill('manager', rests, identified);
    await made();
    await fill('manager', 'Authorise', excluded);
    const given = { parts: 'The transcript', student_list: 'R-77', mark };
    for (const method of ['email', 'secured_folder']) {
      const reply = await fill('steward', 'Send', { ...given, method });
      expect(reply.kind === 'invalid' && Object.keys(reply.open.errors)).toEqual(['method']);
    }
    await leaves({ method: 'in_person' });
  }, 30_000);

  it.each(['Jo Doe', 'Doe', 'R-77 of Jo Doe', '77 Doe'])(
    'the file number %s is a name, and is not taken',
    async (typed) => {
      await asks('own_record');
      const reply = await fill('manager', rests, { ...identified, ask_file_number: typed });
      expect(reply.kind === 'invalid' && Object.keys(reply.open.errors)).toEqual(['ask_file_number']);
    },
  );

  it('003 §3.3: the yes is for the record that was there: put back and made anew, it is asked for again', async () => {
    await asks('own_record');
    await fill('manager', rests, identified);
    await made();
    await fill('manager', 'Authorise', excluded);
    expect(await stepOf(district, id)).toBe('send');
    await press('steward', 'Put back');
    await press('second', 'Claim');
    await fill('second', 'Fulfil', { ...fulfilment, mark });
    expect(await stepOf(district, id)).toBe('authorise');
    expect(await labels('second')).not.toContain('Send');
  });
});

it.each([
  [
    'caseworker',
    { ...file, ask_right_evidence: 'Order of the juvenile court, on file.', ask_identity_checked: 'yes' },
  ],
  ['subpoena', { ...file, ask_order_reference: 'Third District, 2026-118', ask_sealed: 'yes' }],
])(
  'R061: %s: the right to it, the file number, the named yes',
  async (route, values) => {
    await asks(route);
    await fill('manager', rests, values);
    if (route === 'subpoena') await fill('legal', 'Approve');
    await made();
    expect(await stepOf(district, id)).toBe('authorise');
    await fill('manager', 'Authorise');
    await leaves();
  },
  30_000,
);

it('R061: directory information, without whoever opted out', async () => {
  await asks('directory');
  await made();
  const reply = await fill('manager', 'Authorise', { ask_in_notice: 'yes', ask_opted_out: 'no' });
  expect(reply.kind === 'invalid' && reply.open.errors.ask_opted_out).toContain('opted out');
  await fill('manager', 'Authorise', { ask_in_notice: 'yes', ask_opted_out: 'yes' });
  await leaves();
}, 30_000);

it('the usual kind is never marked as identifying students: it is declined, or asked for as another kind', async () => {
  id = await filed(district);
  expect(await labels('coordinator')).not.toContain('May identify students');
  const tried = district.door.opens(district.people.coordinator.id, 'request.identify', { id });
  await expect(tried).rejects.toThrow('did not open');
});
