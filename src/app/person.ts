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
  /** The pack's roles held today, also in somebody's place. */
  readonly roles: readonly string[];
  /** In whose place some of them are held; left out where in nobody's. */
  readonly standsIn?: readonly StandIn[];
  /** Between two contracts, as ten-month staff in summer: `status` is `leave` then, and it is no leave of absence. */
  readonly offContract?: true;
}

/** A role's work in other hands until a day. */
export interface StandIn {
  readonly role: string;
  /** Whose role it is. */
  readonly forId: string;
  readonly forName: string;
  /** YYYY-MM-DD, the last day. */
  readonly until: string;
}

export function holds(person: Person, ...roles: readonly string[]): boolean {
  return roles.some((role) => person.roles.includes(role));
}
