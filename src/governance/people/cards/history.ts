/** What changed about somebody, as a sentence for cards and a row for the page. */
import { sayDay } from '../../../chat/say-when.ts';
import { type Fact, type FactValue, factNames, type SomeFacts } from '../rules/facts.ts';
import type { Change } from '../store/history.ts';
import { noAddress } from './account.ts';
import { kindNames } from './kinds.ts';

export const changeNames: Readonly<Record<Change['kind'], string>> = {
  hired: 'Hired',
  changed: 'Changed',
  'hired-again': 'Hired again',
  reinstated: 'Had not left after all',
  import: 'Roster file',
};

/** "Title: Teacher → Principal; Building: none → North High". */
export function sayChange(change: Pick<Change, 'before' | 'after'>, nameOf: (id: string) => string): string {
  return factsIn(change)
    .map((fact) =>
      fact in change.before
        ? `${factNames[fact]}: ${sayFact(fact, change.before[fact], nameOf)} → ${sayFact(fact, change.after[fact], nameOf)}`
        : `${factNames[fact]}: ${sayFact(fact, change.after[fact], nameOf)}`,
    )
    .join('; ');
}

export function factsIn({
  before,
  after,
}: {
  readonly before: SomeFacts;
  readonly after: SomeFacts;
}): readonly Fact[] {
  return (Object.keys(factNames) as Fact[]).filter((fact) => fact in before || fact in after);
}

export function sayFact(fact: Fact, value: FactValue | undefined, nameOf: (id: string) => string): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.join(', ');
  if (typeof value !== 'string' || value === '') return fact === 'email' ? noAddress : 'none';
  if (fact === 'hireDate') return sayDay(value);
  if (fact === 'supervisorId') return nameOf(value);
  if (fact === 'personType') return (kindNames as Readonly<Record<string, string>>)[value] ?? value;
  return value;
}

/** Supervisors that a change names. */
export function peopleIn({ before, after }: Pick<Change, 'before' | 'after'>): readonly string[] {
  return [before.supervisorId, after.supervisorId].filter((id) => typeof id === 'string');
}
