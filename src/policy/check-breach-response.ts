/** The meaning of what a pack says about answering an incident: its roles are there, its ids are used once, its times come in order. */
import type { Path, Report } from './problem.ts';
import type { Pack } from './schema.ts';

const parts = ['desk', 'executive', 'team'];

export function checkBreachResponse(pack: Pack, report: Report): void {
  const { team, tasks, severities, reminders, closing } = pack.breaches.response;
  const here = (path: Path, says: string) => report(['breaches', 'response', ...path], says);
  for (const part of parts)
    if (pack.roles[part]) here([], `“${part}” is a part in an incident; no role can be called so`);
  for (const [index, role] of team.roles.entries())
    if (pack.roles[role]?.held !== 'by_name')
      here(['team', 'roles', index], `“${role}” is no role that somebody is named to`);
  for (const [index, role] of closing.by.entries())
    if (pack.roles[role]?.held !== 'by_name')
      here(['closing', 'by', index], `“${role}” is no role that somebody is named to`);
  for (const [index, { owner }] of tasks.entries())
    if (!parts.includes(owner) && !team.roles.includes(owner))
      here(
        ['tasks', index, 'owner'],
        `“${owner}” would not see it: name the role under team, or give it to the desk, the executive team or the team`,
      );
  once(tasks, ['tasks'], here);
  once(severities, ['severities'], here);
  const hours = reminders.steps.map(({ at }) => (at.unit === 'h' ? at.amount : at.amount * 24));
  for (const [index, at] of hours.entries())
    if (index > 0 && at <= (hours[index - 1] ?? 0))
      here(['reminders', 'steps', index, 'at'], 'it comes after the step before it');
}

function once(
  items: readonly { readonly id: string }[],
  path: Path,
  here: (path: Path, says: string) => void,
): void {
  const seen = new Set<string>();
  for (const [index, { id }] of items.entries()) {
    if (seen.has(id)) here([...path, index, 'id'], `“${id}” stands here twice`);
    seen.add(id);
  }
}
