/** The meaning of a pack's lifecycle: the roles, the agreement and the line that it names are there. */
import type { Path, Report } from './problem.ts';
import type { Pack } from './schema.ts';

export function checkLifecycle(pack: Pack, report: Report): void {
  const { delegation, departure } = pack.lifecycle;
  const here: Report = (path, says) => report(['lifecycle', ...path], says);
  const role = (name: string, path: Path) => {
    if (pack.roles[name]?.held !== 'by_name') here(path, `“${name}” is no role that somebody is named to`);
  };
  if (delegation.at_most.unit !== 'd' && delegation.at_most.unit !== 'y')
    here(['delegation', 'at_most'], 'a delegation lasts so many days (d) or years (y)');
  for (const [index, name] of delegation.not.entries()) role(name, ['delegation', 'not', index]);
  const { outlives } = departure;
  if (!outlives) return;
  const at = ['departure', 'outlives'];
  role(outlives.permission_by, [...at, 'permission_by']);
  const agreement = pack.agreements[outlives.agreement];
  if (!agreement) here([...at, 'agreement'], `there is no agreement “${outlives.agreement}”`);
  else if (!agreement.groups.some(({ lines }) => lines.some((line) => line.id === outlives.line)))
    here([...at, 'line'], `the agreement has no line “${outlives.line}”`);
}
