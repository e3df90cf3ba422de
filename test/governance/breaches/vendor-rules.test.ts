/** A vendor's time to tell, over changes of the clock: hours are elapsed hours, days end with the local day (D3, L04). */
import { expect, it } from 'vitest';
import { type VendorLimit, vendorTime } from '../../../src/governance/breaches/rules/vendor.ts';
import { createCalendar } from '../../../src/kernel/calendar.ts';
import { Temporal } from '../../../src/kernel/clock.ts';

const calendar = createCalendar({
  zone: 'America/Denver',
  workingDays: [1, 2, 3, 4, 5],
  holidays: new Set(),
  quietHours: { from: '20:00', until: '07:00' },
});
const at = (local: string) => Temporal.ZonedDateTime.from(`${local}[America/Denver]`).toInstant();

it.each<[string, string, { amount: number; unit: 'h' | 'd' }, string]>([
  [
    '24 h over the night that is an hour longer (T5)',
    '2026-10-31T20:00',
    { amount: 24, unit: 'h' },
    '2026-11-01T19:00',
  ],
  [
    '24 h over the night that is an hour shorter (T5)',
    '2027-03-13T20:00',
    { amount: 24, unit: 'h' },
    '2027-03-14T21:00',
  ],
  ['72 h', '2026-11-20T09:00', { amount: 72, unit: 'h' }, '2026-11-23T09:00'],
  ['7 days', '2026-10-28T23:00', { amount: 7, unit: 'd' }, '2026-11-04T23:59:59'],
])('%s', (_what, confirmed, plan, due) => {
  const told = at(due);
  const vendor = { discoveredAt: undefined, confirmedAt: at(confirmed), within: undefined };
  const limits = [{ source: 'plan', within: plan, from: 'confirmed', src: 'the plan' }] as const;
  const time = (toldAt: Temporal.Instant | undefined, now: Temporal.Instant) =>
    vendorTime(calendar, { ...vendor, toldAt }, limits, now);
  expect(time(told, told)).toMatchObject({ kind: 'kept', dueAt: told });
  const late = time(told.add({ seconds: 1 }), told.add({ hours: 9 }));
  expect(late.kind === 'late' && late.late.total('seconds')).toBe(1);
  expect(time(undefined, told).kind).toBe('running');
  expect(time(undefined, told.add({ seconds: 1 })).kind).toBe('not-told');
});

const plan: VendorLimit = {
  ...{ source: 'plan', within: { amount: 72, unit: 'h' }, from: 'confirmed', src: 'the plan' },
};
const contract = (amount: number): VendorLimit => ({
  ...{ source: 'contract', within: { amount, unit: 'd' }, from: 'confirmed', src: undefined },
});
const newYork: VendorLimit = {
  ...{ source: 'law', within: { amount: 7, unit: 'd' }, from: 'discovered', src: '8 NYCRR 121.10(a)' },
};

it.each<[string, readonly [VendorLimit, ...VendorLimit[]], string | undefined, VendorLimit, string]>([
  [
    'a contract that gives them less than the law counts',
    [contract(2), newYork],
    undefined,
    contract(2),
    '2026-11-12T23:59:59',
  ],
  [
    'a contract that gives them more gives way to the law',
    [contract(30), newYork],
    undefined,
    newYork,
    '2026-11-17T23:59:59',
  ],
  [
    'the law counts from the discovery, where it is known',
    [contract(5), newYork],
    '2026-11-06T12:00',
    newYork,
    '2026-11-13T23:59:59',
  ],
  ['the plan’s time counts where it ends first', [plan, newYork], undefined, plan, '2026-11-13T09:00'],
])('R008: %s', (_what, limits, discovered, by, due) => {
  const vendor = {
    ...{ confirmedAt: at('2026-11-10T09:00'), within: undefined, toldAt: undefined },
    discoveredAt: discovered === undefined ? undefined : at(discovered),
  };
  const time = vendorTime(calendar, vendor, limits, at('2026-11-10T10:00'));
  expect(time).toEqual({ kind: 'running', dueAt: at(due), by });
});
