/** A worry about data and whoever has a part in it, as the rules see it. */
import type { Temporal } from '../../../kernel/clock.ts';

export const incidentKind = 'incident';

/** As people type it; five Crockford characters. */
export const referencePattern = /^BR-[0-9A-HJKMNP-TV-Z]{5}$/i;

export type IncidentState = 'concern' | 'breach' | 'not_a_breach' | 'closed';
export type Part = 'desk' | 'supervisor' | 'executive' | 'team';
export type Ongoing = 'yes' | 'no' | 'unknown';

export type Ruling = 'breach' | 'not_a_breach';

/** Somebody did it at that moment. */
export interface Deed {
  readonly at: Temporal.Instant;
  readonly byId: string;
}

/** A person, or whoever holds a role. */
export interface Party {
  readonly id: string;
  readonly part: Part;
  readonly personId: string | undefined;
  readonly role: string | undefined;
  readonly since: Temporal.Instant;
  readonly until: Temporal.Instant | undefined;
}

export interface Subject {
  readonly id: string;
  readonly personId: string | undefined;
  readonly role: string | undefined;
  readonly addedAt: Temporal.Instant;
  /** Undefined: the report itself said so. */
  readonly addedById: string | undefined;
}

export interface Incident {
  readonly id: string;
  readonly reference: string;
  /** The fingerprint of the plan it began under. */
  readonly policy: string;
  readonly state: IncidentState;
  readonly version: number;
  /** Undefined while it concerns everybody of the route. */
  readonly deskRole: string | undefined;
  readonly reportedAt: Temporal.Instant;
  /** Undefined when they did not say who they are. */
  readonly reporterId: string | undefined;
  readonly noticedAt: Temporal.Instant | undefined;
  readonly kinds: readonly string[];
  readonly systems: readonly string[];
  /** At least so many, as far as known. */
  readonly people: number | undefined;
  /** When somebody who looks into it last said so; undefined while it is the reporter's guess. */
  readonly peopleStatedAt: Temporal.Instant | undefined;
  readonly ongoing: Ongoing;
  readonly confidential: boolean;
  readonly acknowledged: Deed | undefined;
  /** `byId` undefined: nobody had taken it up in the plan's time. */
  readonly executivesCalled: { readonly at: Temporal.Instant; readonly byId: string | undefined } | undefined;
  /** Each undefined while nobody knows. */
  readonly compromised: boolean | undefined;
  readonly criminalUse: boolean | undefined;
  readonly significant: boolean | undefined;
  readonly inadvertent: boolean | undefined;
  /** The state's education network. */
  readonly network: boolean | undefined;
  /** Of the school that is hit hardest: how many of its students, and how many go there. */
  readonly students: number | undefined;
  readonly enrolled: number | undefined;
  /** From when legal times count, as a person set it; `at` is that instant, not the moment of setting. */
  readonly discovered: Deed | undefined;
  readonly decided: (Deed & { readonly ruling: Ruling }) | undefined;
  readonly severity: string | undefined;
  readonly teamCalledAt: Temporal.Instant | undefined;
  /** Who leads at the moment. */
  readonly onDutyId: string | undefined;
  readonly closed: Deed | undefined;
  readonly parties: readonly Party[];
  readonly subjects: readonly Subject[];
}

export interface Somebody {
  readonly id: string;
  readonly roles: readonly string[];
  readonly standsIn?: readonly { readonly forId: string }[];
}

/** What somebody has to do with it: their parts of the moment, and whether they reported it. */
export function partsOf(incident: Incident, person: Somebody): ReadonlySet<Part | 'reporter'> {
  const parts = new Set<Part | 'reporter'>();
  if (incident.reporterId === person.id) parts.add('reporter');
  if (isSubject(incident, person)) return parts;
  for (const { part, personId, role, until } of incident.parties)
    if (!until && (personId === person.id || (role !== undefined && person.roles.includes(role))))
      parts.add(part);
  return parts;
}

/** By name, by a role, or in the place of one of them: what one knows, the other hears. */
export function isSubject({ subjects }: Pick<Incident, 'subjects'>, person: Somebody): boolean {
  const ids = new Set([person.id, ...(person.standsIn ?? []).map(({ forId }) => forId)]);
  return subjects.some(
    ({ personId, role }) =>
      (personId !== undefined && ids.has(personId)) || (role !== undefined && person.roles.includes(role)),
  );
}

/** Who works on it; a supervisor and a reporter only look. */
export function worksOn(parts: ReadonlySet<Part | 'reporter'>): boolean {
  return parts.has('desk') || parts.has('executive') || parts.has('team');
}

/** Chat and mail keep what they are shown: of one that concerns somebody they say only that it is there (R075). */
export function isKeptFrom(surface: string, { confidential }: Pick<Incident, 'confidential'>): boolean {
  return confidential && surface !== 'web';
}

export function isOpen({ state }: Pick<Incident, 'state'>): boolean {
  return state === 'concern' || state === 'breach';
}
