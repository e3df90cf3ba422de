/** The meaning of a pack's agreements: lines told apart, variants for everybody, duties that exist. */
import type { Path, Report } from './problem.ts';
import type { Agreement, Pack } from './schema.ts';

/** Everybody the plan binds is one of these (R002). */
export const personTypes = ['employee', 'board', 'contractor', 'volunteer', 'temp'] as const;

export function checkAgreements(pack: Pack, report: Report): void {
  for (const [id, agreement] of Object.entries(pack.agreements)) {
    const at = (...path: Path) => ['agreements', id, ...path];
    const here: Report = (path, says) => report(at(...path), says);
    if (!pack.duties[id])
      here([], `there is no duty “${id}”; signing is owed under the agreement's own name`);
    if (!pack.roles[agreement.record_owner])
      here(['record_owner'], `there is no role “${agreement.record_owner}”`);
    const lines = checkLines(agreement, here);
    checkVersions(agreement, here);
    checkVariants(agreement, here);
    for (const [index, opens] of agreement.opens.entries()) {
      if (!lines.has(opens.line)) here(['opens', index, 'line'], `there is no line “${opens.line}”`);
      if (!pack.duties[opens.duty]) here(['opens', index, 'duty'], `there is no duty “${opens.duty}”`);
    }
  }
}

function checkLines(agreement: Agreement, report: Report): ReadonlySet<string> {
  const lines = new Set<string>();
  const groups = new Set<string>();
  for (const [index, group] of agreement.groups.entries()) {
    if (groups.has(group.id)) report(['groups', index, 'id'], `the group “${group.id}” stands here twice`);
    groups.add(group.id);
    if (group.alternatives && group.lines.length < 2) {
      report(['groups', index, 'lines'], 'a group of alternatives needs two lines to choose from');
    }
    for (const [position, line] of group.lines.entries()) {
      if (lines.has(line.id))
        report(['groups', index, 'lines', position, 'id'], `the line “${line.id}” stands here twice`);
      lines.add(line.id);
    }
  }
  return lines;
}

function checkVersions(agreement: Agreement, report: Report): void {
  for (const [index, version] of agreement.versions.entries()) {
    const before = agreement.versions[index - 1];
    if (before && (version.version <= before.version || version.effective < before.effective)) {
      report(['versions', index], 'versions stand in order, the newest last, each with a higher number');
    }
  }
}

function checkVariants(agreement: Agreement, report: Report): void {
  const covered = new Map<string, string>();
  for (const [name, variant] of Object.entries(agreement.variants)) {
    for (const [index, type] of variant.person_types.entries()) {
      const path = ['variants', name, 'person_types', index];
      if (!personTypes.some((known) => known === type)) {
        report(path, `“${type}” is no type of person; types are ${personTypes.join(', ')}`);
      }
      const other = covered.get(type);
      if (other) report(path, `“${type}” is covered by the variant ${other} already`);
      covered.set(type, name);
    }
  }
  const missing = personTypes.filter((type) => !covered.has(type));
  if (missing.length > 0) {
    report(
      ['variants'],
      `nobody of the type ${missing.join(', ')} has a variant to sign; add one or widen another`,
    );
  }
}
