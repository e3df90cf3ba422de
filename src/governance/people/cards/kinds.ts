/** Kinds of people and their standing, as people read them. */
import type { Person } from '../../../app/person.ts';
import type { Tone } from '../../../chat/card.ts';

export const kindNames: Readonly<Record<Person['personType'], string>> = {
  employee: 'Employee',
  board: 'Board member',
  contractor: 'Contractor',
  volunteer: 'Volunteer',
  temp: 'Temporary employee',
};

export function standingOf(person: Pick<Person, 'status' | 'offContract'>): {
  readonly label: string;
  readonly tone: Tone;
} {
  if (person.offContract) return { label: 'Off contract', tone: 'warning' };
  return {
    active: { label: 'Works here', tone: 'good' },
    leave: { label: 'On leave', tone: 'warning' },
    left: { label: 'Has left', tone: 'neutral' },
  }[person.status] as { label: string; tone: Tone };
}
