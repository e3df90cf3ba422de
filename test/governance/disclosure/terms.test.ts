/** Redisclosure: the terms go with what is sent, and each recipient says that they know them (34 CFR 99.33). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { outsiderViewer } from '../../../src/app/access.ts';
import { features } from '../../../src/governance/features.ts';
import { saying } from '../../support/front-door.ts';
import { sceneOf } from '../../support/people.ts';
import { cardFor, type District, filed, fills, fulfilment, mark, presses } from '../requests/world.ts';
import { clear, givenWholeDistrict, noticeFor, page, wordsOf } from './world.ts';

let district: District;
beforeAll(async () => {
  district = await givenWholeDistrict();
});
afterAll(() => district.database.drop());

const sending = { method: 'sftp', mark, parts: 'The case plan of this year' };
const termsOf = (caseId: string) =>
  district.store.db.disclosureTerms.findMany({ where: { disclosure: { caseId } } });

describe('sent to somebody outside', () => {
  let id: string;

  beforeAll(async () => {
    const { asker, manager, steward } = district.people;
    id = await filed(district, asker, {
      ...{ route: 'caseworker', read_caseworker: true, detail: 'identified', asker: 'outsider' },
      ...{ outsider_name: 'Carla Caseworker', outsider_organisation: 'Family Services' },
      ...{ outsider_email: 'carla@family.example', came_in_by: 'letter', came_in_on: '2026-11-10' },
    });
    await fills(district, manager, id, 'Record what it rests on', {
      ...{ ask_file_number: 'R-77', ask_right_evidence: 'Order 12 of the juvenile court, in the safe.' },
      ask_identity_checked: 'yes',
    });
    await presses(district, steward, id, 'Claim');
    await fills(district, steward, id, 'Fulfil', { ...fulfilment, mark });
    await fills(district, manager, id, 'Authorise', {});
    await fills(district, steward, id, 'Send', sending);
  });

  it('the record knows the day on which it came in, and the file number instead of a name', async () => {
    const lines = await district.store.db.disclosure.findMany({ where: { caseId: id } });
    expect(lines.map(({ kind, happenedOn }) => [kind, happenedOn.toISOString().slice(0, 10)]).sort()).toEqual(
      [
        ['disclosed', '2026-11-18'],
        ['requested', '2026-11-10'],
      ],
    );
    const line = lines.find(({ kind }) => kind === 'disclosed');
    const text = await page(district, district.people.manager, 'disclosure.case', { line: line?.id ?? '' });
    expect(text).toContain('"Whose they are","value":"R-77"');
    expect(text).toContain('Carla Caseworker (Family Services): not acknowledged yet');
  });

  it('the letter says what may be done with it', async () => {
    const notice = await district.store.db.outbox.findFirstOrThrow({
      where: { caseId: id, notice: 'request.sent', outsiderId: { not: null } },
    });
    const outsiderId = notice.outsiderId ?? '';
    const kind = features.flatMap(({ notices = [] }) => notices).find((one) => one.id === 'request.sent');
    const scene = { ...sceneOf(district.world), viewer: outsiderViewer(outsiderId) };
    const facts = { release: 1 };
    const letter = await kind?.letter?.(scene, { caseId: id, facts, outsiderId });
    expect(JSON.stringify(letter)).toContain('may not be passed on except as the law allows');
  });

  it('whoever sent it finds on their list that they have to hear it from them, and records day and evidence', async () => {
    const { steward, asker } = district.people;
    const [terms] = await termsOf(id);
    const list = await district.door.types(steward.id, '/safekeep tasks');
    expect(wordsOf(list)).toContain('Record that Carla Caseworker (Family Services) knows the terms');
    await expect(
      district.door.opens(asker.id, 'disclosure.terms-recorded', { id: terms?.id ?? '' }),
    ).rejects.toThrow('not yours');
    const open = await district.door.opens(steward.id, 'disclosure.terms-recorded', { id: terms?.id ?? '' });
    const early = { on: '2026-11-17', evidence: 'Her e-mail of that day.' };
    expect(await district.door.sends(steward.id, open, early)).toMatchObject({ kind: 'invalid' });
    expect(await district.door.sends(steward.id, open, { ...early, on: '2026-11-18' })).toMatchObject({
      tone: 'good',
    });
    expect(await termsOf(id)).toMatchObject([
      { recordedById: steward.id, acknowledgedOn: new Date('2026-11-18') },
    ]);
    expect(await page(district, district.people.manager, 'disclosure.record-csv')).toContain(
      'Her e-mail of that day.',
    );
    expect(wordsOf(await district.door.types(steward.id, '/safekeep tasks'))).not.toContain(
      'Carla Caseworker',
    );
  });
});

describe('sent to people inside', () => {
  let id: string;

  beforeAll(async () => {
    const { asker, manager, steward, second, stranger } = district.people;
    for (const who of [asker, stranger]) await clear(district, who);
    id = await filed(district, asker, {
      ...{ route: 'vendor', read_vendor: true, pii: 'yes', detail: 'identified' },
    });
    await fills(district, manager, id, 'Record what it rests on', {
      ...{
        ask_school_official: 'yes',
        ask_sdpa_compliant: 'yes',
        ask_vendor_agreement: 'DPA 7, in the contracts folder',
      },
    });
    await fills(district, manager, id, 'Authorise', {});
    await presses(district, steward, id, 'Claim');
    await fills(district, steward, id, 'Fulfil', { ...fulfilment, mark });
    await fills(district, second, id, 'Pass', { mark, ask_complementary: 'yes', ask_differencing: 'yes' });
    await fills(district, steward, id, 'Send', {
      ...{ ...sending, received_by: [asker.id, stranger.id] },
      passed_on: 'The vendor’s subprocessor, to host it.',
    });
  });

  it('each is told, and says by a button that they know; nobody says it for them', async () => {
    const { asker, stranger, steward } = district.people;
    expect((await termsOf(id)).map(({ personId }) => personId).sort()).toEqual(
      [asker.id, stranger.id].sort(),
    );
    const card = await noticeFor(district, stranger, 'disclosure.terms');
    expect(wordsOf(card)).toContain('for the contracted service only');
    const action = card?.actions[0];
    if (action?.kind !== 'run') throw new Error('no button');
    for (const who of [steward, asker])
      expect(await district.door.presses(who.id, action.id, action.payload)).toMatchObject({
        tone: 'warning',
      });
    expect(await district.door.presses(stranger.id, action.id, action.payload)).toMatchObject({
      tone: 'good',
    });
    expect(saying(await district.door.presses(stranger.id, action.id, action.payload))).toContain('before');
    const said = (await termsOf(id)).filter(({ acknowledgedOn }) => acknowledgedOn);
    expect(said).toMatchObject([{ personId: stranger.id, recordedById: stranger.id }]);
    expect(wordsOf(await district.door.types(asker.id, '/safekeep tasks'))).toContain('Say that you know');
  });

  it('99.32(b)(1): the record names to whom it may be passed on; the card of the request shows the terms', async () => {
    const { asker, manager } = district.people;
    expect(await page(district, manager, 'disclosure.record-csv')).toContain('subprocessor, to host it');
    expect(wordsOf(await cardFor(district, asker, id))).toContain('for the contracted service only');
  });

  it('what is called back asks nobody any more, and the record says so', async () => {
    const { asker, steward, manager } = district.people;
    await fills(district, steward, id, 'Recall', { reason: 'A wrong file.' });
    expect(wordsOf(await district.door.types(asker.id, '/safekeep tasks'))).not.toContain(
      'Say that you know',
    );
    expect((await noticeFor(district, asker, 'disclosure.terms'))?.status?.label).toBe('Called back');
    const line = await district.store.db.disclosure.findFirstOrThrow({
      where: { caseId: id, kind: 'disclosed' },
    });
    expect(await page(district, manager, 'disclosure.case', { line: line.id })).toContain('Called back');
  });

  it('a blanked text of the record is blanked on its page, in its file and in print', async () => {
    const { manager } = district.people;
    const open = await district.door.opens(manager.id, 'redaction.blank', { kind: 'request', id });
    const field = open.form.fields.text;
    const options = field?.kind === 'choice' ? field.options : [];
    const parts = options.find(({ label }) => label.startsWith('Disclosed parts'));
    const values = { text: parts?.value ?? '', reason: 'identifies_student', sure: true };
    expect(await district.door.sends(manager.id, open, values)).toMatchObject({ tone: 'good' });
    const line = await district.store.db.disclosure.findFirstOrThrow({
      where: { caseId: id, kind: 'disclosed' },
    });
    expect(await page(district, manager, 'disclosure.case', { line: line.id })).toContain(
      '"Records, or parts of them","value":"(blanked)"',
    );
    expect(await page(district, manager, 'disclosure.record-csv')).toContain('(blanked)');
  });
});
