/**
 * R075: whom a case concerns learns of it from nothing. Of two districts alike in every row one gets the case; whatever
 * the product can say to its subject is then the same in both, to the letter.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { legacyPolicy } from '../../../support/policy.ts';
import type { District } from './district.ts';
import type { Probe } from './outputs.ts';
import { leaks, withCase, withoutCase } from './twins.ts';
import { telling, type Way } from './ways.ts';

const noise = /"(time|durationMs)":\d+/g;

/** Declares a test for each of these ways and of their viewers. */
export async function nobodyLearns(ways: readonly Way[]): Promise<void> {
  const policy = await legacyPolicy();
  let plain: District;
  let saidInPlain: readonly string[];
  beforeAll(async () => {
    ({ town: plain, said: saidInPlain } = await withoutCase(policy));
  }, 240_000);
  afterAll(() => plain?.database.drop());

  describe.each(ways)('$name', (way) => {
    let town: District;
    let said: readonly string[];
    let probe: Probe;
    beforeAll(async () => {
      ({ town, said, probe } = await withCase(policy, way));
    }, 120_000);
    afterAll(() => town?.database.drop());

    it('jobs say and count the same as where there is no case', () => {
      expect(said).toEqual(saidInPlain);
    });

    it('no message goes to them, and the log names neither the case nor that somebody was told', () => {
      const accounts = way.viewers.map((name) => `U-${town.people[name]?.id}`);
      const told = (of: District) =>
        of.sent
          .filter(({ account }) => accounts.includes(account))
          .map(({ account, card }) => [account, card.title]);
      expect(told(town)).toEqual(told(plain));
      const log = town.logged.join('\n').replace(noise, '');
      for (const word of [probe.id, probe.reference, telling, 'breach.reported'])
        expect(log).not.toContain(word);
    });

    it.each(way.viewers)(
      '%s gets the same answers to the letter as where there is no case',
      { timeout: 120_000 },
      async (name) => {
        expect((await leaks(town, plain, name, probe)).join('\n')).toBe('');
      },
    );
  });
}
