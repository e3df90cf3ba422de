/** The meaning of what a pack says about breaches: its roles are there, and its ids are used once. */
import { checkBreachAfter } from './check-breach-after.ts';
import { checkClockPlan } from './check-breach-clocks.ts';
import { checkBreachDrills } from './check-breach-drills.ts';
import { checkNoticePlan } from './check-breach-notices.ts';
import { checkBreachResponse } from './check-breach-response.ts';
import type { Path, Report } from './problem.ts';
import type { Pack } from './schema.ts';

export function checkBreaches(pack: Pack, report: Report): void {
  const { report: asked, route } = pack.breaches;
  const here = (path: Path, says: string) => report(['breaches', ...path], says);
  const named = (role: string, path: Path) => {
    if (pack.roles[role]?.held !== 'by_name') here(path, `“${role}” is no role that somebody is named to`);
  };
  for (const [index, role] of route.desk.entries()) {
    named(role, ['route', 'desk', index]);
    if (route.desk.indexOf(role) !== index)
      here(['route', 'desk', index], `“${role}” stands here twice; nobody comes after themselves`);
  }
  for (const [index, role] of route.executives.roles.entries())
    named(role, ['route', 'executives', 'roles', index]);
  for (const [index, { roles }] of asked.about.entries())
    for (const [at, role] of roles.entries())
      if (!pack.roles[role]) here(['report', 'about', index, 'roles', at], `there is no role “${role}”`);
  for (const [index, { if_about }] of asked.phones.entries())
    for (const [at, role] of if_about.entries())
      if (!pack.roles[role]) here(['report', 'phones', index, 'if_about', at], `there is no role “${role}”`);
  if (asked.do_now.every(({ if_said }) => if_said !== undefined))
    here(['report', 'do_now'], 'at least one step fits every mishap: leave out its if_said');
  for (const [index, { if_said }] of asked.do_now.entries()) {
    const path = ['report', 'do_now', index, 'if_said'];
    for (const name of if_said?.systems ?? [])
      if (!asked.systems.includes(name)) here([...path, 'systems'], `there is no system “${name}”`);
    for (const kind of if_said?.kinds ?? [])
      if (!asked.kinds.some(({ id }) => id === kind)) here([...path, 'kinds'], `there is no kind “${kind}”`);
  }
  once(asked.kinds, ['report', 'kinds'], here);
  once(asked.about, ['report', 'about'], here);
  checkClockPlan(pack, report);
  checkBreachResponse(pack, report);
  checkNoticePlan(pack, report);
  checkBreachAfter(pack, report);
  checkBreachDrills(pack, report);
}

function once(
  items: readonly { readonly id: string }[],
  path: Path,
  here: (path: Path, says: string) => void,
) {
  const seen = new Set<string>();
  for (const [index, { id }] of items.entries()) {
    if (seen.has(id)) here([...path, index, 'id'], `“${id}” stands here twice`);
    seen.add(id);
  }
}
