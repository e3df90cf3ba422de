/** The facts about somebody that Human Resources keep by hand, under the names that imports use too. */

/** Days are YYYY-MM-DD. Null where there is none. */
export interface PersonFacts {
  readonly name: string;
  /** Lower case. */
  readonly email: string | null;
  readonly employeeId: string | null;
  readonly jobTitle: string;
  readonly personType: string;
  readonly building: string | null;
  readonly supervisorId: string | null;
  readonly hireDate: string;
  readonly dataAccess: boolean;
  readonly groups: readonly string[];
}

export type Fact = keyof PersonFacts;
export type FactValue = string | null | boolean | readonly string[];
export type SomeFacts = { readonly [F in Fact]?: FactValue };

export const factNames: Readonly<Record<Fact, string>> = {
  name: 'Name',
  email: 'E-mail',
  employeeId: 'Employee number',
  jobTitle: 'Title',
  personType: 'Kind',
  building: 'Building',
  supervisorId: 'Supervisor',
  hireDate: 'Hired',
  dataAccess: 'Sees student data',
  groups: 'Groups',
};

export const allFacts = Object.keys(factNames) as readonly Fact[];

export function differing(before: PersonFacts, after: PersonFacts): readonly Fact[] {
  return allFacts.filter((fact) => JSON.stringify(before[fact]) !== JSON.stringify(after[fact]));
}

export function pick(facts: PersonFacts, which: readonly Fact[]): SomeFacts {
  return Object.fromEntries(which.map((fact) => [fact, facts[fact]]));
}

/** "ten-month, Coaches; coaches": each once, as first written, in order. */
export function readGroups(text: string): readonly string[] {
  const groups = new Map<string, string>();
  for (const part of text.split(/[,;\n]/)) {
    const group = part.replace(/\s+/g, ' ').trim();
    if (group !== '' && !groups.has(group.toLowerCase())) groups.set(group.toLowerCase(), group);
  }
  return [...groups.values()];
}

/** Rooms that draw conclusions from facts care for these. */
export const telling: readonly Fact[] = [
  'hireDate',
  'personType',
  'jobTitle',
  'building',
  'supervisorId',
  'groups',
];
