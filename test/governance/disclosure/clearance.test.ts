/** Whoever inside the district is given data about single students is cleared for them at the moment of sending. */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { saying } from '../../support/front-door.ts';
import { gate } from '../../support/gate.ts';
import { patient } from '../../support/patience.ts';
import { arrange, givenPerson } from '../../support/people.ts';
import { auditOf, type District, fills, mark, row, sends } from '../requests/world.ts';
import { clear, givenWholeDistrict, noticeFor, readyToSend, toldOf, wordsOf } from './world.ts';

let district: District;
beforeAll(async () => {
  district = await givenWholeDistrict();
});
afterAll(() => district.database.drop());

const studentLevel = { detail: 'by_student' };
const sending = { method: 'sftp', mark };

async function isSent(id: string): Promise<boolean> {
  return (await row(district, id)).releases.some(({ sentAt }) => sentAt !== null);
}

describe('data about single students', () => {
  it('are not sent to whoever is not cleared, and it is said what is missing', async () => {
    const { steward } = district.people;
    const id = await readyToSend(district, studentLevel);
    const open = await district.door.opens(steward.id, 'request.send', { id });
    expect(JSON.stringify(open.form.intro)).toContain('Not cleared for data about students: Asta Asker');
    const reply = await fills(district, steward, id, 'Send', sending);
    expect(reply).toMatchObject({ kind: 'done', tone: 'warning' });
    for (const words of [
      'Nothing was sent',
      'Asta Asker',
      'not on the list of who may see students’ personal data',
      'Sign the privacy agreement (NDA)',
      'Data Security and Privacy Fundamentals',
    ])
      expect(saying(reply)).toContain(words);
    expect(await isSent(id)).toBe(false);
    expect(await district.store.db.ledgerEntry.count({ where: { caseId: id } })).toBe(0);
    expect(await auditOf(district, id)).toContain('request.held-back');
  });

  it('are not sent past whoever asked: somebody else named as recipient, from the same form, is held back as well', async () => {
    const { steward, asker } = district.people;
    const cleared = await givenPerson(district.store, { name: 'Clara Cleared' });
    await clear(district, cleared);
    const id = await readyToSend(district, studentLevel);
    const open = await district.door.opens(steward.id, 'request.send', { id });
    const values = { ...open.form.values, ...sending };
    for (const received_by of [[asker.id], [cleared.id], [cleared.id]]) {
      const reply = await district.door.sends(steward.id, open, { ...values, received_by });
      expect(saying(reply)).toContain('Nothing was sent');
      expect(saying(reply)).toContain('Asta Asker (not on the list');
      expect(saying(reply)).not.toContain('without them');
    }
    expect(await isSent(id)).toBe(false);
  });

  it('the one concerned is told with a button for each, and asks whoever keeps the list', async () => {
    const { asker, manager } = district.people;
    const card = await noticeFor(district, asker, 'disclosure.clearance');
    const text = wordsOf(card);
    for (const button of ['agreement.sign', 'training.log', 'disclosure.ask-custodian'])
      expect(text).toContain(button);
    const action = card?.actions[0];
    if (action?.kind !== 'run') throw new Error('no button');
    expect(await district.door.presses(asker.id, action.id, action.payload)).toMatchObject({ tone: 'good' });
    expect(await toldOf(district, 'disclosure.access-asked')).toEqual([manager.id]);
    expect(wordsOf(await noticeFor(district, manager, 'disclosure.access-asked'))).toContain(
      'Yours to decide',
    );
  });

  it('are sent once they are cleared, and the notices say so', async () => {
    const { asker, manager, steward } = district.people;
    await clear(district, asker);
    expect((await noticeFor(district, asker, 'disclosure.clearance'))?.status?.label).toBe('Nothing to do');
    expect((await noticeFor(district, manager, 'disclosure.access-asked'))?.status?.label).toBe(
      'On the list',
    );
    const { id } = await district.store.db.dataRequest.findFirstOrThrow({ where: { detail: 'by_student' } });
    expect(saying(await fills(district, steward, id, 'Send', sending))).toContain('was sent');
    expect(await isSent(id)).toBe(true);
  });

  it('are checked when they are sent, and not only when the form was opened', async () => {
    const { steward } = district.people;
    const brief = await givenPerson(district.store, { name: 'Berta Brief' });
    await clear(district, brief);
    const id = await readyToSend(district, studentLevel);
    const open = await district.door.opens(steward.id, 'request.send', { id });
    await arrange(district.store, (tx) =>
      tx.db.person.update({ where: { id: brief.id }, data: { dataAccess: false } }),
    );
    const reply = await district.door.sends(steward.id, open, {
      ...open.form.values,
      ...sending,
      received_by: [brief.id],
    });
    expect(saying(reply)).toContain('Berta Brief (not on the list');
    expect(await isSent(id)).toBe(false);
  });

  it('are held back when somebody is taken off the list in the very moment of sending', async () => {
    const { steward } = district.people;
    const brief = await givenPerson(district.store, { name: 'Bruno Brief' });
    await clear(district, brief);
    const id = await readyToSend(district, studentLevel);
    const open = await district.door.opens(steward.id, 'request.send', { id });
    const values = { ...open.form.values, ...sending, received_by: [brief.id] };
    const [taken, goOn] = [gate(), gate()];
    const removal = arrange(district.store, async (tx) => {
      await tx.db.person.update({ where: { id: brief.id }, data: { dataAccess: false } });
      taken.open();
      await goOn.opened;
    });
    await taken.opened;
    const reply = district.door.sends(steward.id, open, values);
    // It waits for whoever changes the person; only then it looks.
    await vi.waitFor(async () => {
      const waiting = await district.store.db.$queryRaw<unknown[]>`
          select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`;
      expect(waiting).toHaveLength(1);
    }, patient);
    goOn.open();
    await removal;
    expect(saying(await reply)).toContain('Bruno Brief (not on the list');
    expect(await isSent(id)).toBe(false);
  });

  it.each([
    [
      'whose access is withheld',
      'access is withheld',
      (personId: string) =>
        arrange(district.store, (tx) =>
          tx.db.accessDecision.create({
            data: {
              ...{ id: personId, personId, decision: 'withhold', decidedById: personId },
              decidedAt: new Date('2026-11-01T12:00:00Z'),
            },
          }),
        ),
    ],
    [
      'whose training is out of date',
      'out of date since 2026-09-30',
      (personId: string) =>
        arrange(district.store, (tx) =>
          tx.db.obligation.create({
            data: {
              ...{ id: personId, personId, duty: 'fundamentals', rule: 'test' },
              dueOn: new Date('2026-09-30'),
              openedAt: new Date('2026-07-01T12:00:00Z'),
            },
          }),
        ),
    ],
    [
      'who has left',
      'Not here any more: Late Lena',
      (personId: string) =>
        arrange(district.store, (tx) =>
          tx.db.person.update({ where: { id: personId }, data: { status: 'left' } }),
        ),
    ],
  ])('do not go to somebody %s', async (_who, says, befalls) => {
    const late = await givenPerson(district.store, { name: 'Late Lena' });
    await clear(district, late);
    const id = await readyToSend(district, studentLevel);
    const values = { ...sending, received_by: [district.people.asker.id, late.id] };
    await befalls(late.id);
    expect(saying(await fills(district, district.people.steward, id, 'Send', values))).toContain(says);
    expect(await isSent(id)).toBe(false);
  });

  it('a ground that is one collection’s clears for that collection only', async () => {
    const { steward } = district.people;
    const narrow = await givenPerson(district.store, { name: 'Nora Narrow' });
    await clear(district, narrow, false);
    await arrange(district.store, (tx) =>
      tx.db.collectionSteward.create({ data: { collectionId: district.orphan, personId: narrow.id } }),
    );
    const other = await readyToSend(district, { ...studentLevel, collections: [district.collection] });
    const values = { ...sending, received_by: [narrow.id] };
    expect(saying(await fills(district, steward, other, 'Send', values))).toContain('not on the list');
    await arrange(district.store, (tx) =>
      tx.db.dataCollection.update({ where: { id: district.collection }, data: { ownerId: narrow.id } }),
    );
    expect(saying(await fills(district, steward, other, 'Send', values))).toContain('was sent');
  });

  it('somebody who may not send sets nothing off', async () => {
    const { steward, stranger, second } = district.people;
    const id = await readyToSend(district, studentLevel);
    const before = await district.store.db.outbox.count({ where: { notice: 'disclosure.clearance' } });
    const open = await district.door.opens(steward.id, 'request.send', { id });
    for (const who of [stranger, second])
      expect(
        await district.door.sends(who.id, open, {
          ...open.form.values,
          ...sending,
          received_by: [stranger.id],
        }),
      ).toMatchObject({ kind: 'done', tone: 'warning' });
    expect(await district.store.db.outbox.count({ where: { notice: 'disclosure.clearance' } })).toBe(before);
    expect(await auditOf(district, id)).not.toContain('request.held-back');
  });
});

it('figures go to whoever is not cleared all the same, with a warning', async () => {
  const { steward, stranger } = district.people;
  const id = await readyToSend(district);
  const reply = await sends(
    district,
    steward,
    'request.send',
    { id },
    { ...sending, received_by: [stranger.id] },
  );
  expect(saying(reply)).toContain('was sent');
  expect(saying(reply)).toContain(
    'Not cleared for data about students, should they ask for those: Nils Nosy',
  );
  expect(await isSent(id)).toBe(true);
});
