/** A few people who between them hold every role of the plan. */
import type { Person } from '../../src/app/person.ts';
import type { Stage } from './stage.ts';

/** Whoever adds most to those before them comes next; then somebody without a role, who sees what everybody sees. */
export function visitorsOf({ people }: Pick<Stage, 'people'>): readonly Person[] {
  const left = new Set(people.flatMap(({ roles }) => roles));
  const chosen: Person[] = [];
  while (left.size > 0) {
    const adds = ({ roles }: Person) => roles.filter((role) => left.has(role)).length;
    // few roles first among equals: what is open to one role alone is then seen with that role alone
    const [next] = [...people].sort((a, b) => adds(b) - adds(a) || a.roles.length - b.roles.length);
    if (!next || adds(next) === 0) break;
    chosen.push(next);
    for (const role of next.roles) left.delete(role);
  }
  const supervised = people.find(({ roles }) => roles.length === 0);
  return supervised ? [...chosen, supervised] : chosen;
}
