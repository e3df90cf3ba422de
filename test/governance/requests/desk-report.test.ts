/** The numbers: what is open and late, how long each step takes, by level and by kind of requester, over a time. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { periodIn } from '../../../src/governance/requests/rules/report.ts';
import { Temporal } from '../../../src/kernel/clock.ts';
import { saying } from '../../support/front-door.ts';
import { cardOf, type District, filed, fills, fulfilment, givenDistrict, presses } from './world.ts';

let district: District;

const at = (time: string) => district.clock.set(`2026-11-${time}Z`);

beforeAll(async () => {
  district = await givenDistrict();
  const { asker, steward, coordinator } = district.people;
  const low = { level: 'low', reason: 'One figure.' };
  at('02T16:00:00');
  const answered = await filed(district, asker);
  const declined = await filed(district, asker);
  await fills(district, coordinator, answered, 'Set the risk level', low);
  at('03T16:00:00');
  await presses(district, steward, answered, 'Claim');
  at('04T16:00:00');
  await fills(district, steward, answered, 'Ask the requester', { question: 'Which years?' });
  at('06T16:00:00');
  await fills(district, asker, answered, 'Answer', { answer: 'All.' });
  at('07T16:00:00');
  await fills(district, steward, answered, 'Fulfil', fulfilment);
  await fills(district, steward, answered, 'Send', { method: 'sftp' });
  await presses(district, steward, answered, 'Close');
  await fills(district, coordinator, declined, 'Decline', { reason: 'Not ours to give.' });
  at('09T16:00:00');
  await filed(district, asker, { needed_by: '2026-11-12' });
  at('18T16:00:00');
  const fresh = await filed(district, asker);
  await fills(district, coordinator, fresh, 'Set the risk level', low);
});
afterAll(() => district.database.drop());

const report = (line: string, who: keyof District['people'] = 'coordinator') =>
  district.door.types(district.people[who].id, `/data-request report${line}`);

async function page(who: keyof District['people'], document: string, subject = {}) {
  const { id } = district.people[who];
  const reply = await district.door.does(id, { kind: 'document', document, subject });
  return reply.kind === 'document' ? reply.document : undefined;
}

describe('the numbers', () => {
  it('say in chat what is open, late, came in and was answered', async () => {
    const card = cardOf(await report(''));
    expect(card?.status).toEqual({ label: '1 late', tone: 'danger' });
    const facts = card?.blocks.flatMap((block) => (block.kind === 'facts' ? block.facts : []));
    expect(facts).toEqual([
      { label: 'Open now', value: '2, of these late: 1' },
      { label: 'Came in', value: '4' },
      { label: 'Answered', value: '1' },
      { label: 'From filing to the answer', value: 'half of them in 5.0 days or less' },
    ]);
    expect(JSON.stringify(card?.blocks)).toContain('"title":"Low risk","detail":"1 open, 0 late; 1 answered');
  });

  it('count over the time that was asked for', async () => {
    const figures = async (line: string) =>
      cardOf(await report(line))?.blocks.flatMap((block) =>
        block.kind === 'facts' ? block.facts.slice(0, 3).map(({ value }) => value) : [],
      );
    expect(await figures(' 2026-11')).toEqual(['2, of these late: 1', '4', '1']);
    expect(await figures(' 2026-11-08 2026-11-10')).toEqual(['2, of these late: 1', '1', '0']);
    expect(await figures(' 2025')).toEqual(['2, of these late: 1', '0', '0']);
    expect(saying(await report(' lately'))).toContain('Say which time you mean');
  });

  it('are for the Coordinator and the Student Data Manager', async () => {
    expect(cardOf(await report('', 'manager'))).toBeDefined();
    expect(saying(await report('', 'steward'))).toContain('This is for the Coordinator');
    expect(await page('steward', 'request.report')).toBeUndefined();
    expect(await page('asker', 'request.report-csv')).toBeUndefined();
  });

  it('tell how long a step takes, without the days in which the requester was asked', async () => {
    const document = await page('coordinator', 'request.report', { from: '2026-11-01', until: '2026-11-30' });
    const blocks = document?.kind === 'page' ? document.blocks : [];
    const tables = blocks.flatMap((block) => (block.kind === 'table' ? [block] : []));
    expect(tables.at(-1)?.rows).toContainEqual(['A data steward claims it', '1', '0', '1.0 days']);
    expect(tables.at(-1)?.rows).toContainEqual([
      ...['The data steward prepares the data and saves it in the secure folder', '1', '0', '2.0 days'],
    ]);
    expect(tables[1]?.rows).toHaveLength(1);
    expect(tables[1]?.rows[0]?.slice(1)).toEqual([
      ...['2', '1', '4', '1', '1', 'half of them in 5.0 days or less'],
    ]);
    const charts = blocks.flatMap((block) => (block.kind === 'bars' ? [block.caption] : []));
    expect(charts).toEqual([
      'Open now, by risk level',
      'Open now, by kind of requester',
      'Came in, month by month',
      'Days that a step takes, half of them less',
    ]);
  });

  it('are a file', async () => {
    const file = await page('manager', 'request.report-csv', { from: '2026-11-01', until: '2026-11-30' });
    if (file?.kind !== 'file') throw new Error('no file');
    expect(file.content).toContain('\r\nall,,2,1,4,1,1,5.00\r\n');
    expect(file.content).toContain('\r\nlevel,Low risk,1,0,2,1,0,5.00\r\n');
    expect(file.content).toContain('\r\nmonth,2026-11,,,4,1,,\r\n');
  });

  it('are of the last twelve months where the address says no time', async () => {
    for (const subject of [{}, { from: '', until: '' }, { from: '2026-13-01', until: 'x' }]) {
      const document = await page('coordinator', 'request.report', subject);
      expect(document?.kind === 'page' && document.subtitle).toBe(
        'From November 19, 2025 until November 18, 2026',
      );
    }
  });
});

describe('a time', () => {
  const today = Temporal.PlainDate.from('2026-11-18');
  it.each([
    ['', '2025-11-19', '2026-11-18'],
    ['2026', '2026-01-01', '2026-12-31'],
    ['2024-02', '2024-02-01', '2024-02-29'],
    [' 2026-09-01  2026-11-30 ', '2026-09-01', '2026-11-30'],
  ])('“%s” is from %s until %s', (typed, from, until) => {
    expect(periodIn(typed, today)).toEqual({ from, until });
  });
  it.each(['soon', '2026-13', '2026-11-30 2026-11-01', '2026-02-30 2026-03-01', '26', '2026-01-01'])(
    '“%s” is none',
    (typed) => {
      expect(periodIn(typed, today)).toBeUndefined();
    },
  );
});
