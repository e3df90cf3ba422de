/** A medium-risk request from filing to closing: small groups protected, checked by another data steward (R065). */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Person } from '../../../src/app/person.ts';
import type { RawValues } from '../../../src/chat/form.ts';
import { feature } from '../../../src/governance/requests/feature.ts';
import { drawNotice } from '../../support/draw-notice.ts';
import { saying } from '../../support/front-door.ts';
import { askAs } from '../../support/people.ts';
import {
  auditOf,
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
  row,
  sends,
  told,
} from './world.ts';

let district: District;
let id: string;
beforeAll(async () => {
  district = await givenDistrict();
});
afterAll(() => district.database.drop());

type Who = keyof District['people'];
const labels = async (who: Who) =>
  (await buttons(district, district.people[who], id)).map(({ label }) => label);
const fill = (who: Who, label: string, values: RawValues) =>
  fills(district, district.people[who], id, label, values);
const cardText = async (who: Who) => JSON.stringify(await cardFor(district, district.people[who], id));

/** Claimed, set to medium and prepared, so that small groups are to be protected. */
async function prepared(): Promise<void> {
  await presses(district, district.people.steward, id, 'Claim');
  await fill('coordinator', 'Set the risk level', { level: 'medium', reason: 'Small groups.' });
  await fill('steward', 'Fulfil', fulfilment);
}

async function guarded(more: RawValues = {}): Promise<void> {
  await prepared();
  await fill('steward', 'Protect small groups', { ...protection, ...more });
}

describe('R065: a medium-risk request', () => {
  beforeAll(async () => {
    id = await filed(district);
    await prepared();
  });

  it('names how small groups are protected, and is bound to one file by its mark', async () => {
    expect(await labels('steward')).toContain('Protect small groups');
    expect(await labels('steward')).not.toContain('Send');
    const without = await fill('steward', 'Protect small groups', { ...protection, mark: '' });
    expect(saying(without)).toContain('"mark"');
    const reply = await fill('steward', 'Protect small groups', { ...protection, mark: mark.toUpperCase() });
    expect(saying(reply)).toContain('small groups in DR-1001 are protected');
    expect((await row(district, id)).releases).toMatchObject([
      { technique: 'suppressed', protectedById: district.people.steward.id, fileHash: mark },
    ]);
  });

  it('is checked by another data steward: whoever may is told and finds the buttons, the others do not', async () => {
    expect(await told(district, id)).toContain('request.your-turn -> Sven Second');
    expect(await labels('second')).toEqual(expect.arrayContaining(['Pass', 'Send back']));
    expect(await labels('elsewhere')).toEqual(expect.arrayContaining(['Pass', 'Send back']));
    for (const who of ['steward', 'asker', 'coordinator', 'manager'] as const)
      expect(await labels(who)).not.toContain('Pass');
    expect(await labels('steward')).not.toContain('Send');
  });

  it('X5, E: does not pass while small groups, totals or earlier releases are not acknowledged', async () => {
    for (const ask of ['ask_small_groups', 'ask_complementary', 'ask_differencing']) {
      const reply = await fill('second', 'Pass', { ...checks, [ask]: 'no' });
      expect(saying(reply)).toContain(`"${ask}"`);
      expect(saying(reply)).toContain('Send it back instead');
      expect(saying(await fill('second', 'Pass', { ...checks, [ask]: '' }))).toContain(`"${ask}"`);
    }
    expect((await row(district, id)).releases).toMatchObject([{ passed: null }]);
  });

  it('does not pass with a different file, and says what to do under the field', async () => {
    const reply = await fill('second', 'Pass', { ...checks, mark: 'e'.repeat(64) });
    expect(saying(reply)).toContain(
      '{"mark":"Different file: its mark is not the mark that Stina Steward gave',
    );
    expect((await row(district, id)).releases).toMatchObject([{ passed: null }]);
  });

  it('passes with the same file, and is then its holder’s to send', async () => {
    const reply = await fill('second', 'Pass', checks);
    expect(saying(reply)).toContain('Same file: version 1 of DR-1001 has passed.');
    expect((await row(district, id)).releases).toMatchObject([
      { passed: true, checkedById: district.people.second.id },
    ]);
    expect(await told(district, id)).toContain('request.your-turn -> Stina Steward');
    expect(await district.store.db.requestAnswer.count({ where: { requestId: id, value: 'yes' } })).toBe(3);
  });

  it('is sent as the file that was checked and as no other, then saved and closed', async () => {
    const other = await fill('steward', 'Send', { method: 'sftp', mark: 'e'.repeat(64) });
    expect(saying(other)).toContain('{"mark":"Different file');
    expect(saying(await fill('steward', 'Send', { method: 'sftp', mark: '' }))).toContain('"mark"');
    expect(await row(district, id)).toMatchObject({ releases: [{ sentAt: null }] });
    await fill('steward', 'Send', { method: 'sftp', mark });
    await presses(district, district.people.steward, id, 'Close');
    expect(await row(district, id)).toMatchObject({ state: 'closed' });
    const audit = await auditOf(district, id);
    expect(audit.filter((what) => what.startsWith('request.'))).toEqual([
      'request.filed',
      'request.claimed',
      'request.classified',
      'request.fulfilled',
      'request.protected',
      'request.passed',
      'request.sent',
      'request.closed',
    ]);
  });

  it('tells whoever asked the technique, and neither the note on it nor the mark', async () => {
    const text = await cardText('asker');
    expect(text).toContain('"How small groups are protected","value":"Small groups suppressed (N<10)"');
    expect(text).not.toContain(protection.note);
    expect(text).not.toContain(mark);
  });
});

describe('R065: what fails', () => {
  beforeEach(async () => {
    id = await filed(district);
    await guarded();
  });
  const fails = (reasons: string) => fill('second', 'Send back', { reasons });

  it('needs reasons', async () => {
    expect(saying(await fails(' '))).toContain('"reasons"');
    expect((await row(district, id)).releases).toMatchObject([{ passed: null }]);
  });

  it('goes back to the same data steward, who is told why and makes a new version, as often as it takes', async () => {
    for (const version of [1, 2]) {
      await fails(`Grade ${version} is still too small.`);
      expect(await row(district, id)).toMatchObject({ holderId: district.people.steward.id });
      expect(await cardText('steward')).toContain(`Grade ${version} is still too small.`);
      expect(await labels('steward')).toContain('Fulfil');
      expect(await labels('second')).not.toContain('Pass');
      await fill('steward', 'Fulfil', fulfilment);
      await fill('steward', 'Protect small groups', protection);
    }
    const back = (await told(district, id)).filter((line) => line.startsWith('request.sent-back'));
    expect(back).toEqual(['request.sent-back -> Stina Steward', 'request.sent-back -> Stina Steward']);
    await fill('second', 'Pass', checks);
    const { releases } = await row(district, id);
    expect(releases.map(({ version, passed }) => [version, passed]).sort()).toEqual([
      [1, false],
      [2, false],
      [3, true],
    ]);
    await fill('steward', 'Send', { method: 'sftp', mark });
    expect(await row(district, id)).toMatchObject({ state: 'open' });
    // what was checked twice was sent once: whoever asked reads of no version before it
    expect(await cardText('asker')).toMatch(/"Sent on /);
    expect(await cardText('asker')).not.toMatch(/version/i);
    const ask = await askAs(district.world, district.people.asker.id);
    const facts = { release: 3 };
    const card = await drawNotice(feature.notices, 'request.sent', ask, { caseId: id, facts });
    expect(JSON.stringify(card)).not.toMatch(/version|replace/i);
  });

  it('shows whoever asked no draft, no reason and no word of a check that failed', async () => {
    await fails('Grade 5 has seven pupils.');
    const text = await cardText('asker');
    for (const words of ['Version 1', fulfilment.folder_link, 'Grade 5', 'seven', mark, protection.note])
      expect(text).not.toContain(words);
    expect(text).not.toMatch(/sent back|Mark of the file|suppressed/i);
    const asker = (await told(district, id)).filter((line) => line.includes('Asta Asker'));
    expect(asker).toEqual(['request.claimed -> Asta Asker', 'request.received -> Asta Asker']);
  });

  it('is told once and later only as something past', async () => {
    await fails('Grade 5 is too small.');
    const ask = await askAs(district.world, district.people.steward.id);
    const facts = { release: 1, by: district.people.second.id };
    const draw = async () => {
      const card = await drawNotice(feature.notices, 'request.sent-back', ask, { caseId: id, facts });
      const [lead] = card?.blocks ?? [];
      return lead?.kind === 'note' ? lead : undefined;
    };
    expect(await draw()).toMatchObject({ tone: 'warning' });
    expect((await draw())?.text).toContain('was checked by Sven Second and sent back: the reasons are below');
    await fill('steward', 'Fulfil', fulfilment);
    expect(await draw()).toMatchObject({ tone: 'neutral' });
  });
});

describe('R065: forged and stale clicks at the check', () => {
  beforeEach(async () => {
    id = await filed(district);
    await guarded();
  });

  it.each<Who>(['steward', 'asker', 'coordinator', 'manager', 'stranger'])(
    'by %s pass nothing and send nothing back',
    async (who) => {
      const person: Person = district.people[who];
      for (const [form, values] of [
        ['request.pass', checks],
        ['request.send-back', { reasons: 'No.' }],
      ] as const) {
        const tried = await sends(district, person, form, { id }, values).catch(({ message }) => message);
        expect(tried).toMatch(/did not open/);
      }
      expect((await row(district, id)).releases).toMatchObject([{ passed: null, checkedById: null }]);
    },
  );

  it('a form that lay open while another steward passed it changes nothing', async () => {
    const open = await district.door.opens(district.people.elsewhere.id, 'request.send-back', { id });
    await fill('second', 'Pass', checks);
    const late = await district.door.sends(district.people.elsewhere.id, open, { reasons: 'Too late.' });
    expect(saying(late)).toContain('This is not what');
    expect((await row(district, id)).releases).toMatchObject([{ passed: true }]);
  });

  it('a form that lay open while the data were made anew passes the old file no more', async () => {
    const open = await district.door.opens(district.people.elsewhere.id, 'request.pass', { id });
    await fill('second', 'Send back', { reasons: 'Again.' });
    await fill('steward', 'Fulfil', fulfilment);
    await fill('steward', 'Protect small groups', { ...protection, mark: 'b'.repeat(64) });
    const late = await district.door.sends(district.people.elsewhere.id, open, checks);
    expect(saying(late)).toContain('Different file');
  });
});

it('R065: with one data steward alone it waits, says why, and the Coordinator is told once', async () => {
  const alone = await givenDistrict();
  const { second, elsewhere, steward } = alone.people;
  await alone.store.db.person.updateMany({
    where: { id: { in: [second.id, elsewhere.id] } },
    data: { status: 'leave' },
  });
  id = await filed(alone);
  const before = district;
  district = alone;
  await guarded();
  expect(await cardText('steward')).toContain(
    'Nobody can check it now: that takes another Data Steward than Stina Steward',
  );
  expect((await told(alone, id)).filter((line) => line.startsWith('request.no-checker'))).toEqual([
    'request.no-checker -> Cora Coordinator',
  ]);
  const { labels: found } = { labels: (await buttons(alone, steward, id)).map(({ label }) => label) };
  expect(found).not.toContain('Send');
  district = before;
  await alone.database.drop();
});
