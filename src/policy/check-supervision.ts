/** The meaning of a pack's supervision: the duties, ladders and roles that it names are there, and its days can be counted. */
import type { Path, Report } from './problem.ts';
import type { Pack } from './schema.ts';
import type { Duration } from './schema-words.ts';

export function checkSupervision(pack: Pack, report: Report): void {
  const { weekly, annual_report, access, personal_data } = pack.supervision;
  const here: Report = (path, says) => report(['supervision', ...path], says);
  const role = (name: string, path: Path) => {
    if (pack.roles[name]?.held !== 'by_name') here(path, `“${name}” is no role that somebody is named to`);
  };
  const roles = (names: readonly string[], path: Path) => {
    for (const [index, name] of names.entries()) role(name, [...path, index]);
  };
  const duties = (names: readonly string[], path: Path) => {
    for (const [index, name] of names.entries())
      if (!pack.duties[name]) here([...path, index], `there is no duty “${name}”`);
  };
  days(weekly.ahead, ['weekly', 'ahead'], here);
  days(weekly.vacant_after, ['weekly', 'vacant_after'], here);
  role(weekly.board, ['weekly', 'board']);
  role(weekly.otherwise, ['weekly', 'otherwise']);
  role(annual_report.to, ['annual_report', 'to']);
  duties(annual_report.covers, ['annual_report', 'covers']);
  duties(access.duties, ['access', 'duties']);
  roles(access.decided_by, ['access', 'decided_by']);
  role(access.carried_out_by, ['access', 'carried_out_by']);
  days(access.again_after, ['access', 'again_after'], here);
  roles(personal_data.roles, ['personal_data', 'roles']);
  roles(personal_data.kept_by, ['personal_data', 'kept_by']);
  role(personal_data.removed_by, ['personal_data', 'removed_by']);
  for (const part of ['annual_report', 'personal_data'] as const) {
    const { within, ladder } = pack.supervision[part];
    days(within, [part, 'within'], here);
    if (!pack.ladders[ladder]) here([part, 'ladder'], `there is no ladder “${ladder}”`);
  }
}

function days({ unit }: Duration, path: Path, report: Report): void {
  if (unit === 'h' || unit === 'sd') report(path, 'people owe something by a day: give d, bd or y');
}
