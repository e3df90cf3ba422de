/** A person as the whole house knows them. Whoever they are on Slack, Teams or the web, they count once. */

export interface Person {
  readonly id: string;
  readonly name: string;
  /** Nobody can be asked to write to those who have none yet: Human Resources keeps a list of them. */
  readonly email: string | undefined;
  readonly jobTitle: string;
  readonly personType: 'employee' | 'board' | 'contractor' | 'volunteer' | 'temp';
  readonly status: 'active' | 'leave' | 'left';
  readonly building: string | undefined;
  readonly supervisorId: string | undefined;
  /** YYYY-MM-DD. */
  readonly hireDate: string;
  /** The pack's roles held today. */
  readonly roles: readonly string[];
}

export function holds(person: Person, ...roles: readonly string[]): boolean {
  return roles.some((role) => person.roles.includes(role));
}
