/** Those who decide on a high-risk request (R066), and the way to each of their steps. */
import type { Person } from '../../../src/app/person.ts';
import type { RawValues } from '../../../src/chat/form.ts';
import { arrange, givenPerson } from '../../support/people.ts';
import { type District, filed, fills, givenDistrict, sends } from './world.ts';

export async function givenDeciders() {
  const district = await givenDistrict();
  const { store } = district;
  const people = {
    ...district.people,
    legal: await givenPerson(store, { name: 'Lena Legal', roles: ['legal'] }),
    secretary: await givenPerson(store, { name: 'Bea Board', roles: ['board_secretary'] }),
    superintendent: await givenPerson(store, { name: 'Sue Super', roles: ['superintendent'] }),
    purchasing: await givenPerson(store, { name: 'Pat Purchase', roles: ['purchasing_contract_manager'] }),
  };
  return { ...district, people };
}

export type Deciders = Awaited<ReturnType<typeof givenDeciders>>;

export const agreement: RawValues = {
  purpose: 'To learn what helps pupils to graduate.',
  scope: 'Graduation, 2020 to 2026.',
  ends_on: '2027-06-30',
};

/** In the order of the plan; each takes the request on from where the one before left it. */
export const way: readonly (readonly [string, (district: Deciders, id: string) => Promise<unknown>])[] = [
  ['review', (d, id) => fills(d, d.people.coordinator, id, 'Approve', {})],
  ['draft_agreement', (d, id) => fills(d, d.people.coordinator, id, 'Draft the agreement', agreement)],
  ['approve_legal', (d, id) => fills(d, d.people.legal, id, 'Approve', { note: 'Sound.' })],
  ['approve_board', consented],
  ['approve_superintendent', (d, id) => fills(d, d.people.superintendent, id, 'Approve', {})],
  ['approve_purchasing', (d, id) => fills(d, d.people.purchasing, id, 'Approve', {})],
  ['approve_coordinator', (d, id) => fills(d, d.people.coordinator, id, 'Approve', {})],
];

export const meeting = { held_on: '2026-12-08', packet_due: '2026-12-01' };

export async function addsMeeting(district: Deciders, values: RawValues = meeting) {
  return sends(district, district.people.secretary, 'request.add-meeting', {}, values);
}

/** Puts it on the one meeting there is. */
export async function scheduled(district: Deciders, id: string): Promise<void> {
  await addsMeeting(district);
  await fills(district, district.people.secretary, id, 'Pick a meeting', {});
}

/** The clock stays at the day after the meeting. */
async function consented(district: Deciders, id: string): Promise<void> {
  await scheduled(district, id);
  district.clock.set('2026-12-09T16:00:00Z');
  await fills(district, district.people.secretary, id, 'Record a decision', {
    outcome: 'approved',
    evidence: 'Minutes of December 8, item 4',
  });
}

/** A high-risk request that stands at this step. */
export async function highAt(district: Deciders, step: string, who?: Person): Promise<string> {
  const id = await filed(district, who);
  await fills(district, district.people.coordinator, id, 'Set the risk level', {
    level: 'high',
    reason: 'Rows by student.',
  });
  for (const [at, goes] of way) {
    if (at === step) return id;
    await goes(district, id);
  }
  if (step !== 'claim') throw new Error(`no step ${step} before the claim`);
  return id;
}

export async function stepOf(district: District, id: string): Promise<string | undefined> {
  const open = await district.store.db.requestStep.findFirst({ where: { requestId: id, endedAt: null } });
  return open?.step;
}

/** Lends a role for the year, as the holder would. */
export async function givenStandIn(
  district: Deciders,
  holder: Person,
  role: string,
  name: string,
): Promise<Person> {
  const delegate = await givenPerson(district.store, { name });
  await arrange(district.store, async (tx) =>
    tx.db.delegation.create({
      data: {
        id: `lent-${delegate.id}`,
        personId: holder.id,
        role,
        delegateId: delegate.id,
        fromOn: new Date('2026-11-01'),
        untilOn: new Date('2027-06-30'),
        madeById: holder.id,
        madeAt: new Date('2026-11-01T16:00:00Z'),
      },
    }),
  );
  return delegate;
}
