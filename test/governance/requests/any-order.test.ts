/** Any order of presses through the front door, on a real database: what was allowed left one trace, what was not, none. */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Action, Payload } from '../../../src/chat/card.ts';
import type { RawValues } from '../../../src/chat/form.ts';
import { auditOf, buttons, type District, filed, fulfilment, givenDistrict, row } from './world.ts';

let district: District;
beforeAll(async () => {
  district = await givenDistrict();
});
afterAll(() => district.database.drop());

/** Enough to send any form of the room; what a form does not ask for is not read. */
function values(to: string): RawValues {
  return {
    ...fulfilment,
    to,
    level: 'low',
    reason: 'Because.',
    question: 'Which years?',
    answer: 'All.',
    method: 'sftp',
    link: 'https://data.utah.example/',
  };
}

async function presses(who: string, action: Action, to: string): Promise<boolean> {
  const subject: Payload =
    action.kind === 'run' ? action.payload : action.kind === 'open-form' ? action.subject : {};
  if (action.kind === 'run') {
    const reply = await district.door.presses(who, action.id, subject);
    return reply.kind === 'done' && reply.tone === 'good';
  }
  if (action.kind !== 'open-form') return false;
  const opened = await district.door.does(who, { kind: 'open-form', form: action.form, subject });
  if (opened.kind !== 'form') return false;
  const reply = await district.door.sends(who, opened.open, { ...opened.open.form.values, ...values(to) });
  return reply.kind === 'done' && reply.tone === 'good';
}

const click = fc.record({ who: fc.nat(4), which: fc.nat(6), to: fc.nat(4), old: fc.boolean() });

it('each success is one audit entry and one version, and a refusal is nothing', async () => {
  const people = Object.values(district.people).slice(0, 5);
  let reachedSent = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(click, { minLength: 15, maxLength: 25 }), async (clicks) => {
      const id = await filed(district);
      const seen: (readonly [string, Action])[] = [];
      let successes = 1;
      for (const { who, which, to, old } of clicks) {
        const person = people[who];
        const receiver = people[to];
        if (!person || !receiver) continue;
        const shown = (await buttons(district, person, id)).filter(
          ({ label }) =>
            !/Repeat this request|Decline|Withdraw|public|Merge|Split|identif|Correct/.test(label),
        );
        for (const action of shown) seen.push([person.id, action]);
        const fresh = shown[which % Math.max(shown.length, 1)];
        const [presser, action] = (old ? seen[(which * 7) % Math.max(seen.length, 1)] : undefined) ?? [
          person.id,
          fresh,
        ];
        if (action && (await presses(presser, action, receiver.id))) successes += 1;
        const now = await row(district, id);
        expect(now.version).toBe(successes);
        expect([now.holderId, now.fulfillerId, now.levelById]).not.toContain(district.people.asker.id);
        expect(now.steps.filter(({ endedAt }) => !endedAt).length).toBeLessThanOrEqual(1);
        if (now.releases.some(({ sentAt }) => sentAt)) {
          expect(now.level).not.toBeNull();
          reachedSent += 1;
        }
      }
      expect(await auditOf(district, id)).toHaveLength(successes);
    }),
    // One fixed set of stories, known to reach a sending; the rules' own property goes further afield.
    { numRuns: 8, seed: 20261118, endOnFailure: true },
  );
  expect(reachedSent).toBeGreaterThan(0);
}, 240_000);
