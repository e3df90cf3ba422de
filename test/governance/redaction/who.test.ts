import { expect, it } from 'vitest';
import { mayUse } from '../../../src/app/access.ts';
import type { Person } from '../../../src/app/person.ts';
import { feature } from '../../../src/governance/redaction/feature.ts';
import { planOnce } from '../../support/policy.ts';

it.each(['legacy-ut', 'westford-ma'])(
  'R040: under %s, whoever authorises data about students blanks a text, and nobody else',
  async (id) => {
    const policy = await planOnce(id);
    const word = feature.words?.find((one) => one.word === 'blank');
    const may = Object.keys(policy.pack.roles).filter((role) =>
      mayUse(word?.access ?? 'everyone', { id: 'x', roles: [role] } as unknown as Person, policy),
    );
    expect(may).toEqual([policy.pack.data_requests.pii.authorised_by]);
  },
);
