/** The meaning of what a pack says about the time after an incident: its roles are there, its ids are used once, its times are ones. */
import type { Path, Report } from './problem.ts';
import type { Overlay, Pack } from './schema.ts';
import type { Duration } from './schema-words.ts';

export function checkBreachAfter(pack: Pack, report: Report): void {
  const { vendor, review, public_text, yearly, report: year, reminders } = pack.breaches.after;
  const here = (path: Path, says: string) => report(['breaches', 'after', ...path], says);
  const named = (role: string, path: Path) => {
    if (pack.roles[role]?.held !== 'by_name') here(path, `“${role}” is no role that somebody is named to`);
  };
  checkVendorTime(vendor.within, (path, says) => here(['vendor', ...path], says));
  for (const [index, role] of public_text.approved_by.entries())
    named(role, ['public_text', 'approved_by', index]);
  for (const [index, role] of year.read_by.entries()) named(role, ['report', 'read_by', index]);
  for (const [index, role] of year.whole_by.entries())
    if (!year.read_by.includes(role))
      here(['report', 'whole_by', index], `“${role}” may not read the report: name it under read_by too`);
  for (const [index, { owner, first, every }] of yearly.entries()) {
    named(owner, ['yearly', index, 'owner']);
    for (const [key, { unit, amount }] of [['first', first] as const, ['every', every] as const])
      if (unit === 'h' || unit === 'sd' || amount === 0)
        here(['yearly', index, key], 'it comes back after days or years: give d, bd or y');
  }
  for (const [name, items] of [
    ['yearly', yearly],
    ['review', review.causes],
  ] as const)
    for (const [index, { id }] of items.entries())
      if (items.findIndex((one) => one.id === id) !== index)
        here(
          name === 'yearly' ? [name, index, 'id'] : [name, 'causes', index, 'id'],
          `“${id}” stands here twice`,
        );
  const hours = reminders.steps.map(({ at }) => (at.unit === 'h' ? at.amount : at.amount * 24));
  for (const [index, at] of hours.entries())
    if (index > 0 && at <= (hours[index - 1] ?? 0))
      here(['reminders', 'steps', index, 'at'], 'it comes after the step before it');
}

/** What a law gives a vendor to tell the district. */
export function checkVendorLaw({ vendor }: Overlay, report: Report): void {
  if (vendor) checkVendorTime(vendor.within, (path, says) => report(['vendor', ...path], says));
}

function checkVendorTime({ unit }: Duration, here: Report): void {
  if (unit !== 'h' && unit !== 'd') here(['within'], 'vendors count hours or calendar days: give h or d');
}
