/** The meaning of what a pack says about disclosures: its roles and duties are there. */
import type { Path, Report } from './problem.ts';
import type { Pack } from './schema.ts';

export function checkDisclosure(pack: Pack, report: Report): void {
  const plan = pack.data_requests.disclosure;
  if (!plan) return;
  const here = (path: Path, says: string) => report(['data_requests', 'disclosure', ...path], says);
  const role = (name: string, path: Path) => {
    if (pack.roles[name]?.held !== 'by_name') here(path, `“${name}” is no role that somebody is named to`);
  };
  role(plan.kept_by, ['kept_by']);
  for (const [index, name] of plan.posted_by.entries()) role(name, ['posted_by', index]);
  for (const [index, name] of plan.cleared_by.entries())
    if (!pack.duties[name]) here(['cleared_by', index], `there is no duty “${name}”`);
}
