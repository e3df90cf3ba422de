/** What a plan's files mean: does everything they name exist, can every step be reached. Shape is schema.ts's business. */

import { Temporal } from '../kernel/clock.ts';
import { placeholders } from './build.ts';
import { checkAgreements } from './check-agreements.ts';
import { checkVendorLaw } from './check-breach-after.ts';
import { checkClockLaw } from './check-breach-clocks.ts';
import { checkNoticeLaw } from './check-breach-notices.ts';
import { checkBreaches } from './check-breaches.ts';
import { checkDataRequests } from './check-data-requests.ts';
import { checkDisclosure } from './check-disclosure.ts';
import { checkDuties, checkDutyLaw } from './check-duties.ts';
import { checkLifecycle } from './check-lifecycle.ts';
import { checkMemorandum } from './check-memorandum.ts';
import { checkSupervision } from './check-supervision.ts';
import { checkTraining } from './check-training.ts';
import { type Path, type Problem, pathText, type Report } from './problem.ts';
import type { Source } from './read-yaml.ts';
import type { Holidays, Overlay, Pack } from './schema.ts';

export interface PolicySources {
  readonly pack: Source<Pack>;
  readonly overlays: readonly Source<Overlay>[];
  readonly holidays: readonly Source<Holidays>[];
}

/** Every problem of meaning, in the order of the files. */
export function checkPolicy(sources: PolicySources): Problem[] {
  const problems: Problem[] = [];
  const into =
    (source: Source<unknown>): Report =>
    (path, says) => {
      const line = source.lineOf(path);
      problems.push({ file: source.file, path: pathText(path), ...(line ? { line } : {}), says });
    };

  const pack = sources.pack.value;
  const report = into(sources.pack);
  checkZone(pack, report);
  checkPlaceholders(sources.pack.raw, [], report);
  checkRoles(pack, report);
  checkDataRequests(pack, report);
  checkAgreements(pack, report);
  checkTraining(pack, report);
  checkDuties(pack, report);
  checkSupervision(pack, report);
  checkDisclosure(pack, report);
  checkBreaches(pack, report);
  checkMemorandum(pack, report);
  checkLifecycle(pack, report);
  for (const overlay of sources.overlays) {
    checkDutyLaw(pack, overlay.value, into(overlay));
    checkClockLaw(pack, overlay.value, into(overlay));
    checkNoticeLaw(pack, overlay.value, into(overlay));
    checkVendorLaw(overlay.value, into(overlay));
  }
  for (const holidays of sources.holidays) checkHolidays(holidays.value, into(holidays));
  return problems;
}

function checkZone(pack: Pack, report: Report): void {
  const { zone } = pack.pack;
  const known = zone === 'UTC' || (zone.includes('/') && isZone(zone));
  if (!known) report(['pack', 'zone'], `“${zone}” is not a time zone; write one such as America/Denver`);
}

function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }) !== undefined;
  } catch {
    return false;
  }
}

function checkPlaceholders(value: unknown, path: Path, report: Report): void {
  // Its texts leave more open, which checkMemorandum knows.
  if (path.join('.') === 'data_requests.memorandum.sections') return;
  if (typeof value === 'string') {
    for (const [, name = ''] of value.matchAll(/\{([^{}]*)\}/g)) {
      if (!placeholders.some((known) => known === name)) {
        report(
          path,
          `{${name}} is not known; a text may hold ${placeholders.map((known) => `{${known}}`).join(' and ')}`,
        );
      }
    }
  } else if (value !== null && typeof value === 'object') {
    const entries: [string | number, unknown][] = Array.isArray(value)
      ? [...value.entries()]
      : Object.entries(value);
    for (const [key, item] of entries) checkPlaceholders(item, [...path, key], report);
  }
}

function checkRoles(pack: Pack, report: Report): void {
  const names = new Map<string, string>();
  for (const [id, role] of Object.entries(pack.roles)) {
    if (role.single && role.min > 1) {
      report(['roles', id, 'min'], 'a single role has exactly one holder; leave out min or single');
    }
    for (const name of [role.name, ...role.aliases]) {
      const other = names.get(name.toLowerCase());
      if (other && other !== id) {
        report(['roles', id], `the name “${name}” belongs to ${other} as well; a name means one role`);
      }
      names.set(name.toLowerCase(), id);
    }
  }
}

function checkHolidays(file: Holidays, report: Report): void {
  const { from, until } = file.holidays;
  const seen = new Set<string>();
  for (const [index, day] of file.days.entries()) {
    if (!isDay(day.on)) report(['days', index, 'on'], `${day.on} is not a day of the calendar`);
    if (day.on < from || day.on > until) {
      report(['days', index, 'on'], `${day.on} lies outside ${from} to ${until}; correct one of them`);
    }
    if (seen.has(day.on)) report(['days', index, 'on'], `${day.on} is listed twice`);
    seen.add(day.on);
  }
}

function isDay(text: string): boolean {
  try {
    Temporal.PlainDate.from(text);
    return true;
  } catch {
    return false;
  }
}
