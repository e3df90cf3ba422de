/** Whose duties' words are, asked of the plan: no role is another district's. */
import { expect, it } from 'vitest';
import { mayUse } from '../../../src/app/access.ts';
import type { Person } from '../../../src/app/person.ts';
import { feature } from '../../../src/governance/duties/feature.ts';
import { planOnce } from '../../support/policy.ts';

it.each([
  ['legacy-ut', 'record', ['hr']],
  ['legacy-ut', 'reminders', ['coordinator_data_stats', 'hr']],
  ['westford-ma', 'record', ['designee', 'hr', 'technology_director']],
  ['westford-ma', 'reminders', ['designee', 'hr']],
])('under %s, /safekeep %s is for %s', async (id, name, roles) => {
  const policy = await planOnce(id);
  const word = feature.words?.find((one) => one.word === name);
  const may = Object.keys(policy.pack.roles).filter((role) =>
    mayUse(word?.access ?? 'everyone', { id: 'x', roles: [role] } as unknown as Person, policy),
  );
  expect(may.sort()).toEqual(roles);
});
