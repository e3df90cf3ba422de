/** Denied at any step, or asked for in another way: what was decided and drafted goes with it, and everybody concerned hears (R067). */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Person } from '../../../src/app/person.ts';
import { feature } from '../../../src/governance/requests/feature.ts';
import { drawNotice } from '../../support/draw-notice.ts';
import { askAs } from '../../support/people.ts';
import { type Deciders, givenDeciders, highAt, scheduled, stepOf, way } from './deciders.ts';
import { buttons, cardFor, fills, idOf, row, sends, told } from './world.ts';

let district: Deciders;
beforeEach(async () => {
  district = await givenDeciders();
});
afterEach(() => district.database.drop());

const why = { reason: 'Too few pupils in each school.', instead: 'Counts for the whole district.' };

async function denies(id: string, step: string): Promise<void> {
  const { coordinator, legal, secretary, superintendent, purchasing } = district.people;
  if (step === 'approve_board') {
    await scheduled(district, id);
    district.clock.set('2026-12-09T16:00:00Z');
    const values = { outcome: 'denied', evidence: 'Minutes', ...why };
    await fills(district, secretary, id, 'Record a decision', values);
    return;
  }
  const who: Readonly<Record<string, Person>> = {
    approve_legal: legal,
    approve_superintendent: superintendent,
    approve_purchasing: purchasing,
  };
  await fills(district, who[step] ?? coordinator, id, 'Deny', why);
}

const decided = way.map(([step]) => step).filter((step) => step !== 'draft_agreement');

describe('R067: a denial', () => {
  it.each(decided)('at %s ends the request, leaves nothing open and tells whoever asked', async (step) => {
    const id = await highAt(district, step);
    await denies(id, step);
    const { db } = district.store;
    expect(await row(district, id)).toMatchObject({ state: 'declined', endedAt: expect.any(Date) });
    expect(await db.requestStep.count({ where: { requestId: id, endedAt: null } })).toBe(0);
    expect(await db.requestAgreement.count({ where: { requestId: id, voidedAt: null } })).toBe(0);
    for (const person of Object.values(district.people)) {
      const tasks = await feature.tasksOf?.(await askAs(district.world, person.id));
      expect(tasks?.filter(({ title }) => title.startsWith('DR-'))).toEqual([]);
      const labels = (await buttons(district, person, id)).map(({ label }) => label);
      expect(labels).toEqual(person === district.people.asker ? ['File again'] : []);
    }
    expect(await told(district, id)).toContain('request.denied -> Asta Asker');
    const stay = await db.requestStep.findFirstOrThrow({ where: { requestId: id, outcome: 'denied' } });
    const ask = await askAs(district.world, district.people.asker.id);
    const notice = await drawNotice(feature.notices, 'request.denied', ask, {
      caseId: id,
      facts: { stay: stay.id },
    });
    const said = JSON.stringify(notice);
    expect(said).toMatch(/We are sorry.*welcome to file it again/);
    expect(said).toContain(why.reason);
    expect(said).toContain(why.instead);
  });

  it('is no end of the matter: filed again, it takes over its words and names the one before', async () => {
    const { asker, coordinator } = district.people;
    const id = await highAt(district, 'approve_legal');
    await denies(id, 'approve_legal');
    const open = await district.door.opens(asker.id, 'request.file', { again: id });
    expect(JSON.stringify(open.form.intro)).toContain(why.instead);
    expect(open.form.values).toMatchObject({ title: 'Graduation rate', purpose: 'A talk to the board.' });
    const again = idOf(
      await district.door.sends(asker.id, open, { ...open.form.values, groups: 'Counts only' }),
    );
    expect(await row(district, again)).toMatchObject({ state: 'open', resubmissionOfId: id, level: null });
    expect((await row(district, id)).state).toBe('declined');
    expect(JSON.stringify(await cardFor(district, coordinator, again))).toContain(
      'DR-1001, which was not approved',
    );
    // and whoever looks at the one that was denied finds the one that goes on
    const { number } = await row(district, again);
    expect(JSON.stringify(await cardFor(district, coordinator, id))).toContain(
      `"Filed again as","value":"DR-${number}"`,
    );
  });

  it('is filed again by whoever asked alone', async () => {
    const { stranger } = district.people;
    const id = await highAt(district, 'review');
    await denies(id, 'review');
    const reply = await sends(district, stranger, 'request.file', { again: id }, filingOf());
    expect(await row(district, idOf(reply))).toMatchObject({ resubmissionOfId: null });
  });

  function filingOf() {
    return {
      title: 'Mine',
      question: 'How many?',
      purpose: 'To know.',
      recipients: 'Me',
      collections: [district.collection],
      detail: 'whole',
      groups: 'All',
      format: 'number',
      interest: 'My work.',
    };
  }
});

describe('another level on the way', () => {
  it('reopens what was decided, voids the agreement, and tells who had decided and who was about to', async () => {
    const { coordinator } = district.people;
    const id = await highAt(district, 'approve_superintendent');
    await fills(district, coordinator, id, 'Change the risk level', { level: 'medium', reason: 'Counts.' });
    expect(await stepOf(district, id)).toBe('claim');
    expect(await district.store.db.requestAgreement.count({ where: { voidedAt: null } })).toBe(0);
    expect((await told(district, id)).filter((line) => line.startsWith('request.reopened'))).toEqual([
      'request.reopened -> Bea Board',
      'request.reopened -> Lena Legal',
      'request.reopened -> Sue Super',
    ]);
    await fills(district, coordinator, id, 'Change the risk level', {
      level: 'high',
      reason: 'Rows after all.',
    });
    expect(await stepOf(district, id)).toBe('review');
    for (const [, goes] of way.slice(0, 3)) await goes(district, id);
    expect(await stepOf(district, id)).toBe('approve_board');
    const agreements = await district.store.db.requestAgreement.findMany({ orderBy: { reference: 'asc' } });
    expect(agreements.map(({ reference, voidedAt }) => [reference, voidedAt !== null])).toEqual([
      ['MOA-2026-001', true],
      ['MOA-2026-002', false],
    ]);
  });

  it('tells nobody of what had not been decided', async () => {
    const { coordinator } = district.people;
    const id = await highAt(district, 'review');
    await fills(district, coordinator, id, 'Change the risk level', { level: 'low', reason: 'One figure.' });
    expect((await told(district, id)).some((line) => line.startsWith('request.reopened'))).toBe(false);
  });
});

describe('the draft of an agreement', () => {
  it('is made of the request’s facts, says that it is no legal advice, and is void with the request', async () => {
    const { legal, asker, stranger, coordinator } = district.people;
    const id = await highAt(district, 'approve_legal');
    const { id: agreement } = await district.store.db.requestAgreement.findFirstOrThrow();
    const load = async (who: Person) => {
      const ask = await askAs(district.world, who.id);
      return JSON.stringify(
        await feature.documents
          ?.find((one) => one.id === 'request.agreement')
          ?.load(ask, { request: id, agreement }),
      );
    };
    const page = await load(legal);
    for (const part of [
      'MOA-2026-001',
      'not legal advice',
      'To learn what helps pupils to graduate.',
      'Graduation',
      'SFTP',
      'No re-identification',
      'No redisclosure',
      'June 30, 2027',
      'no certificate of destruction',
      'Asta Asker',
    ])
      expect(page).toContain(part);
    expect(await load(asker)).toBeUndefined();
    expect(await load(stranger)).toBeUndefined();
    await fills(district, coordinator, id, 'Decline', { reason: 'No.' });
    expect(await load(legal)).toContain('Void since');
  });

  it('bears a reference that no other has, however it is written', async () => {
    const { coordinator } = district.people;
    await highAt(district, 'approve_legal');
    const id = await highAt(district, 'draft_agreement');
    const values = { ends_on: '2027-06-30' };
    const same = await fills(district, coordinator, id, 'Draft the agreement', {
      ...values,
      reference: 'moa-2026-001',
    });
    expect(same.kind).toBe('invalid');
    await fills(district, coordinator, id, 'Draft the agreement', values);
    expect(await district.store.db.requestAgreement.findMany({ where: { requestId: id } })).toMatchObject([
      { reference: 'MOA-2026-002' },
    ]);
  });
});
