/** The agreement after it was drafted: corrected in a version of its own, in the plan's words, seen by all who decide. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Person } from '../../../src/app/person.ts';
import type { RawValues } from '../../../src/chat/form.ts';
import { feature } from '../../../src/governance/requests/feature.ts';
import { drawNotice } from '../../support/draw-notice.ts';
import { saying } from '../../support/front-door.ts';
import { askAs, givenPerson } from '../../support/people.ts';
import { type Deciders, givenDeciders, highAt, stepOf, way } from './deciders.ts';
import { auditOf, buttons, cardFor, filed, fills, presses, told } from './world.ts';

let district: Deciders;
beforeEach(async () => {
  district = await givenDeciders();
});
afterEach(() => district.database.drop());

const corrected = { scope: 'Graduation, 2024 to 2026 only.', change: 'Fewer years.' };

const corrects = (id: string, values: RawValues = corrected) =>
  fills(district, district.people.coordinator, id, 'Correct the agreement', values);

const shown = async (who: Person, id: string) => JSON.stringify(await cardFor(district, who, id));

const agreements = () =>
  district.store.db.requestAgreement.findMany({ orderBy: [{ reference: 'asc' }, { version: 'asc' }] });

async function pageOf(who: Person, request: string, agreement: string): Promise<string> {
  const ask = await askAs(district.world, who.id);
  const page = feature.documents?.find(({ id }) => id === 'request.agreement');
  return JSON.stringify(await page?.load(ask, { request, agreement }));
}

describe('an agreement that is corrected', () => {
  it('R067: is a new version under the same reference; whoever decided on the one before decides again', async () => {
    const { legal, superintendent, secretary, coordinator } = district.people;
    const id = await highAt(district, 'approve_superintendent');
    await corrects(id);
    expect(
      (await agreements()).map(({ reference, version, voidedAt }) => [reference, version, !voidedAt]),
    ).toEqual([
      ['MOA-2026-001', 1, false],
      ['MOA-2026-001', 2, true],
    ]);
    expect(await stepOf(district, id)).toBe('approve_legal');
    const heard = (await told(district, id)).filter((line) => line.startsWith('request.agreement-corrected'));
    expect([...heard].sort()).toEqual(
      [legal, secretary, superintendent].map(({ name }) => `request.agreement-corrected -> ${name}`).sort(),
    );
    expect(await auditOf(district, id)).toContain('request.agreement-corrected');
    const card = await shown(legal, id);
    expect(card).toContain('Replaced by version 2');
    expect(card).toContain('Fewer years.');
    expect(card).toContain('note of Lena Legal, before it had to be decided anew');
    await fills(district, legal, id, 'Approve', {});
    expect(await stepOf(district, id)).toBe('approve_board');
    expect(await shown(coordinator, id)).toContain('Correct the agreement');
  });

  it('shows both versions to those who decide, each with its own words, and neither to whoever asked', async () => {
    const { legal, asker } = district.people;
    const id = await highAt(district, 'claim');
    await corrects(id);
    const [old, now] = await agreements();
    expect(await pageOf(legal, id, old?.id ?? '')).toContain('version 2 takes its place');
    expect(await pageOf(legal, id, old?.id ?? '')).toContain('2020 to 2026');
    expect(await pageOf(legal, id, now?.id ?? '')).toContain('2024 to 2026 only');
    expect(await shown(asker, id)).not.toContain('Fewer years.');
    const ask = await askAs(district.world, legal.id);
    const facts = { agreement: now?.id ?? null };
    const notice = await drawNotice(feature.notices, 'request.agreement-corrected', ask, {
      caseId: id,
      facts,
    });
    expect(JSON.stringify(notice)).toContain('please read version 2');
  });

  it('R066: data that were prepared under the version before are prepared again by whoever holds the request', async () => {
    const { steward } = district.people;
    const id = await highAt(district, 'claim');
    await presses(district, steward, id, 'Claim');
    expect(await stepOf(district, id)).toBe('fulfil');
    await corrects(id);
    for (const [, goes] of way.slice(2, 3)) await goes(district, id);
    expect(await stepOf(district, id)).toBe('approve_board');
    expect(await shown(steward, id)).toContain(`With","value":"${steward.name}`);
  });

  it('R066: what is recorded as decided before it was corrected was not about it', async () => {
    const { coordinator, legal } = district.people;
    const id = await highAt(district, 'approve_legal');
    district.clock.set('2026-11-20T16:00:00Z');
    await corrects(id);
    const decided = { outcome: 'approved', decider: legal.id, evidence: 'E-mail' };
    const early = await fills(district, coordinator, id, 'Record a decision', {
      ...decided,
      on: '2026-11-19',
    });
    expect(saying(early)).toContain('was not about it');
    await fills(district, coordinator, id, 'Record a decision', { ...decided, on: '2026-11-20' });
    expect(await stepOf(district, id)).toBe('approve_board');
  });

  it('needs something that is changed, and is nobody’s but the drafter’s role', async () => {
    const { legal, asker, steward } = district.people;
    const id = await highAt(district, 'approve_legal');
    const same = await corrects(id, { change: 'Nothing really.' });
    expect(same.kind).toBe('invalid');
    for (const who of [legal, asker, steward])
      expect((await buttons(district, who, id)).map(({ label }) => label)).not.toContain(
        'Correct the agreement',
      );
  });

  it('is refused on a form opened before somebody else corrected it', async () => {
    const { coordinator } = district.people;
    const id = await highAt(district, 'approve_legal');
    const action = (await buttons(district, coordinator, id)).find(
      ({ label }) => label === 'Correct the agreement',
    );
    if (action?.kind !== 'open-form') throw new Error('no form');
    const stale = await district.door.opens(coordinator.id, action.form, action.subject);
    await corrects(id);
    const late = await district.door.sends(coordinator.id, stale, {
      ...stale.form.values,
      change: 'x',
      scope: 'y',
    });
    expect(saying(late)).toContain('has moved on');
    expect(await agreements()).toHaveLength(2);
  });
});

describe('an agreement that ends', () => {
  it('R070: is offered the day until which the researcher said the data are used', async () => {
    const { coordinator, asker } = district.people;
    const sponsor = await givenPerson(district.store, { name: 'Dana Director', roles: ['director'] });
    const id = await filed(district, asker, {
      ...{ route: 'researcher', read_researcher: true, detail: 'by_student' },
      ...{ kind_researcher_sponsor: sponsor.id, kind_researcher_data_until: '2027-05-01' },
    });
    await fills(district, coordinator, id, 'Approve', {});
    await fills(district, coordinator, id, 'Draft the agreement', {});
    expect((await agreements()).map(({ endsOn }) => endsOn.toISOString().slice(0, 10))).toEqual([
      '2027-05-01',
    ]);
  });

  it('before the data can be counted on says so to those who decide', async () => {
    const id = await highAt(district, 'approve_legal');
    expect(await shown(district.people.legal, id)).not.toContain('before the data can be counted on');
    await corrects(id, { ends_on: '2026-12-01', change: 'Sooner.' });
    expect(await shown(district.people.legal, id)).toContain('before the data can be counted on');
  });
});

describe('what stands in every agreement', () => {
  it('is the plan’s: whoever changes it there reads it on the page', async () => {
    const id = await highAt(district, 'approve_legal');
    const [one] = await agreements();
    const { memorandum } = district.policy.pack.data_requests;
    const page = await pageOf(district.people.legal, id, one?.id ?? '');
    for (const { title } of memorandum?.sections ?? []) expect(page).toContain(title);
    expect(page).toContain(memorandum?.note);
    expect(page).not.toMatch(/\{\w+\}/);
    expect(page).toContain('no certificate of destruction');
    expect(page).not.toContain('A copy of what is to be published');
  });
});

describe('the steps of a request', () => {
  it('stand in the order in which they were taken, whatever the clock of each instance says', async () => {
    const id = await highAt(district, 'review');
    district.clock.set('2026-11-18T10:00:00Z');
    await way[0]?.[1](district, id);
    expect(await stepOf(district, id)).toBe('draft_agreement');
    await way[1]?.[1](district, id);
    expect(await stepOf(district, id)).toBe('approve_legal');
    const stays = await district.store.db.requestStep.findMany({
      where: { requestId: id },
      orderBy: { ordinal: 'asc' },
    });
    expect(stays.map(({ step }) => step).slice(-3)).toEqual(['review', 'draft_agreement', 'approve_legal']);
    expect((await buttons(district, district.people.legal, id)).map(({ label }) => label)).toContain(
      'Approve',
    );
  });
});
