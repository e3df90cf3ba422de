/**
 * A district's staff through a whole year: files with hires and leavers, leaves and summers, supervisors who are away or
 * leave, reminders put off and pressed by hand, exemptions, lists to confirm, two outages, every job as of every morning.
 * What was sent and shown is then held against the plan's ladders as walked by hand. SEED and PEOPLE repeat or change a
 * run.
 */
import { afterAll, expect, it } from 'vitest';
import { chanceFrom } from '../support/chance.ts';
import { newFolder, sweepUp } from '../support/program.ts';
import * as judge from './year/judge.ts';
import { lists } from './year/lists.ts';
import { liveThrough, readYear } from './year/live.ts';
import { weekly } from './year/weekly.ts';

const seed = Number(process.env.SEED ?? 4);
const people = Number(process.env.PEOPLE ?? 300);

afterAll(sweepUp);

it('reminds and escalates through a year as the plan asks, never twice, never on a day off', async () => {
  const year = await liveThrough(await newFolder(), people, chanceFrom(seed));
  try {
    const seen = await readYear(year);
    process.stdout.write(`${JSON.stringify({ seed, ...year.figures, ...seen.figures }, undefined, 1)}\n`);
    expect.soft(judge.dueDates(year, seen), 'due dates').toEqual([]);
    expect.soft(judge.ladders(year, seen), 'ladders').toEqual([]);
    expect.soft(judge.oneADay(seen), 'one nudge a day').toEqual([]);
    expect.soft(judge.daysAndHours(seen), 'days off and quiet hours').toEqual([]);
    expect.soft(judge.personFirst(seen), 'told before others').toEqual([]);
    expect.soft(judge.caps(year, seen), 'caps').toEqual([]);
    expect.soft(judge.catchUp(year, seen), 'one message after an outage').toEqual([]);
    expect.soft(weekly(year, seen), 'weekly messages').toEqual([]);
    expect.soft(lists(year, seen), 'annual report and access').toEqual([]);
    expect.soft(year.twice, 'a second run of the same instant').toEqual([]);
  } finally {
    await year.district.stop();
  }
});
