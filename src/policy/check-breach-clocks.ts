/** The meaning of clocks: somebody sees to each, what it hangs on is there, and nobody has to guess how long it runs. */
import type { Path, Report } from './problem.ts';
import type { Overlay, Pack } from './schema.ts';
import type { BreachClock } from './schema-breach-clocks.ts';

export function checkClockPlan(pack: Pack, report: Report): void {
  const { clocks } = pack.breaches;
  const here: Report = (path, says) => report(['breaches', 'clocks', ...path], says);
  for (const [target, role] of Object.entries(clocks.owners))
    if (pack.roles[role]?.held !== 'by_name')
      here(['owners', target], `“${role}” is no role that somebody is named to`);
  for (const [index, share] of clocks.remind_left.entries())
    if (index > 0 && share >= (clocks.remind_left[index - 1] ?? 0))
      here(['remind_left', index], 'what is left gets less: write 50, 25, 10');
  for (const [index, after] of clocks.remind_after.entries())
    if (after.unit === 'sd') here(['remind_after', index], 'give h, d or bd');
  checkClocks(pack, clocks.own, (path, says) => here(['own', ...path], says));
}

/** Clocks that a law lays over the plan. */
export function checkClockLaw(pack: Pack, overlay: Overlay, report: Report): void {
  checkClocks(pack, overlay.clocks, (path, says) => report(['clocks', ...path], says));
}

function checkClocks(pack: Pack, clocks: readonly BreachClock[], report: Report): void {
  const kinds = new Set(pack.breaches.report.kinds.map(({ id }) => id));
  const ids = clocks.map(({ id }) => id);
  for (const [index, clock] of clocks.entries()) {
    const here = (path: Path, says: string) => report([index, ...path], says);
    if (ids.indexOf(clock.id) !== index) here(['id'], `“${clock.id}” stands here twice`);
    if (!pack.breaches.clocks.owners[clock.to])
      here(
        ['to'],
        `nobody sees to it: name a role for “${clock.to}” under breaches.clocks.owners of the pack`,
      );
    checkLength(clock, here);
    for (const [at, { kinds: named = [] }] of clock.when.entries())
      for (const [position, kind] of named.entries())
        if (!kinds.has(kind))
          here(['when', at, 'kinds', position], `the plan asks about no kind of data “${kind}”`);
    const other = clock.not_later_than;
    if (other !== undefined && (other === clock.id || !ids.includes(other)))
      here(['not_later_than'], `there is no other clock “${other}” in this file`);
  }
}

function checkLength(clock: BreachClock, here: (path: Path, says: string) => void): void {
  const { within, words, hold } = clock;
  if (!within && !words) here(['words'], 'give within, or the law’s own words where it names no time');
  if (within && (within.unit === 'sd' || within.unit === 'y'))
    here(['within'], 'a breach is told of within h, d or bd');
  if (within && hold && !hold.left)
    here(['hold', 'left'], 'say how long is left once the hold ends, such as 7d; 0d is that day');
  if (hold?.left && hold.left.unit === 'sd') here(['hold', 'left'], 'give h, d or bd');
}
