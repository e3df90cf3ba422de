/** The meaning of notices: whoever lets one go is there and sees the incident, and what they hang on exists. */
import type { Path, Report } from './problem.ts';
import type { Overlay, Pack } from './schema.ts';
import type { NoticeTemplate } from './schema-breach-notices.ts';

export function checkNoticePlan(pack: Pack, report: Report): void {
  const { notices, route, response, clocks } = pack.breaches;
  const here: Report = (path, says) => report(['breaches', 'notices', ...path], says);
  const working = new Set([...route.desk, ...route.executives.roles, ...response.team.roles]);
  const named = (roles: readonly string[], path: Path) => {
    for (const [index, role] of roles.entries())
      if (!working.has(role))
        here([...path, index], `“${role}” would not see it: name a role of the route or of the team`);
  };
  named(notices.approve.people.by, ['approve', 'people', 'by']);
  named(notices.approve.authorities.by, ['approve', 'authorities', 'by']);
  named(notices.override.by, ['override', 'by']);
  if (notices.task !== undefined && !response.tasks.some(({ id }) => id === notices.task))
    here(['task'], `the response has no task “${notices.task}”`);
  once(notices.groups, ['groups'], here);
  once(notices.never, ['never'], here);
  checkTemplates(pack, notices.own, new Set(clocks.own.map(({ id }) => id)), (path, says) =>
    here(['own', ...path], says),
  );
}

/** Templates that a law lays over the plan. */
export function checkNoticeLaw(pack: Pack, { notices, clocks }: Overlay, report: Report): void {
  checkTemplates(pack, notices, new Set(clocks.map(({ id }) => id)), (path, says) =>
    report(['notices', ...path], says),
  );
}

function checkTemplates(
  pack: Pack,
  templates: readonly NoticeTemplate[],
  clocks: ReadonlySet<string>,
  report: Report,
): void {
  const { approve, groups, never } = pack.breaches.notices;
  once(templates, [], report);
  for (const [index, template] of templates.entries()) {
    const here: Report = (path, says) => report([index, ...path], says);
    const approvers = template.to === 'people' ? approve.people : approve.authorities;
    if (approvers.by.length === 0)
      here(['to'], 'nobody approves it: name roles under breaches.notices.approve of the pack');
    for (const [at, clock] of template.clocks.entries())
      if (!clocks.has(clock)) here(['clocks', at], `there is no clock “${clock}” in this file`);
    for (const [at, group] of template.groups.entries())
      if (!groups.some(({ id }) => id === group))
        here(['groups', at], `the plan knows no group “${group}” under breaches.notices.groups`);
    once(template.parts, ['parts'], here);
    once(template.forbids, ['forbids'], here);
    for (const [at, { id }] of template.forbids.entries())
      if (template.to === 'people' && never.some((one) => one.id === id))
        here(['forbids', at, 'id'], `“${id}” stands in breaches.notices.never of the pack already`);
    for (const [at, { answer, number, mentions }] of template.parts.entries())
      if (answer === 'yes_no' && (number || mentions.length > 0))
        here(['parts', at], 'what is answered by yes or no gives no number and mentions nothing');
  }
}

function once(items: readonly { readonly id: string }[], path: Path, here: Report): void {
  const seen = new Set<string>();
  for (const [index, { id }] of items.entries()) {
    if (seen.has(id)) here([...path, index, 'id'], `“${id}” stands here twice`);
    seen.add(id);
  }
}
