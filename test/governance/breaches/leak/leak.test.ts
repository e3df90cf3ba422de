/** R075 for whoever is nearest to a case; every role in every way is the campaign's, which takes minutes. */
import { expect, it } from 'vitest';
import { features } from '../../../../src/governance/features.ts';
import { discreetKinds } from '../../../../src/store/outbox/discreet.ts';
import { legacyPolicy } from '../../../support/policy.ts';
import { nobodyLearns } from './nobody-learns.ts';
import { waysOf } from './ways.ts';

const nearest = ['teacher', 'principal', 'Deputy of it', 'it_security_manager', 'hr', 'superintendent'];
const [afterwards, ...others] = waysOf(await legacyPolicy());
if (!afterwards) throw new Error('there is no way');
const inPlaceOfSomebody = others.filter(({ viewers }) => viewers.includes('Deputy of it')).slice(0, 1);

await nobodyLearns([{ ...afterwards, viewers: nearest }, ...inPlaceOfSomebody]);

it('rooms whose cases are not for everybody to know of have jobs that say nothing', () => {
  const rooms = features.filter(({ cases }) => cases?.some(({ kind }) => discreetKinds.includes(kind)));
  expect(rooms.map(({ room }) => room)).toEqual(['breaches']);
  for (const { jobs = [] } of rooms)
    expect(jobs.filter(({ discreet }) => !discreet).map(({ name }) => name)).toEqual([]);
});
