/** What the sample's files mean together: one tree of supervisors, roles of the pack, stewards who are stewards. */
import type { Policy } from '../../policy/policy.ts';
import type { Sample, SamplePerson } from './shape.ts';

/** Each fault is a sentence that names the person or collection. */
export function checkSample(sample: Sample, policy: Policy): readonly string[] {
  const byEmail = new Map(sample.people.map((person) => [person.email, person]));
  return [
    ...repeated(sample.people.map((person) => person.email)).map((email) => `${email} is listed twice`),
    ...checkTree(sample.people, byEmail),
    ...sample.people.flatMap((person) => checkPerson(person, sample, policy)),
    ...checkRoles(sample.people, policy),
    ...checkCollections(sample, byEmail),
  ];
}

function repeated(values: readonly string[]): readonly string[] {
  return [...new Set(values.filter((value, index) => values.indexOf(value) !== index))];
}

function checkTree(people: readonly SamplePerson[], byEmail: ReadonlyMap<string, SamplePerson>): string[] {
  const faults: string[] = [];
  const tops = people.filter((person) => person.supervisor_email === '');
  if (tops.length !== 1) faults.push(`exactly one person has no supervisor, not ${tops.length}`);
  for (const person of people) {
    const above = new Set<string>([person.email]);
    let at = person;
    while (at.supervisor_email !== '') {
      const supervisor = byEmail.get(at.supervisor_email);
      if (!supervisor) {
        faults.push(`${at.email} is supervised by ${at.supervisor_email}, who is not listed`);
        break;
      }
      if (above.has(supervisor.email)) {
        faults.push(
          `${person.email} comes back to ${supervisor.email} on the way up: supervisors form a tree`,
        );
        break;
      }
      above.add(supervisor.email);
      at = supervisor;
    }
    const supervisor = byEmail.get(person.supervisor_email);
    if (supervisor?.status === 'left') faults.push(`${person.email} is supervised by somebody who left`);
  }
  return faults;
}

function checkPerson(person: SamplePerson, sample: Sample, policy: Policy): string[] {
  const faults: string[] = [];
  if (!sample.buildings.includes(person.building))
    faults.push(`${person.email}: no building ${person.building}`);
  if ((person.status === 'left') !== (person.left_on !== undefined)) {
    faults.push(`${person.email}: left_on is given for people who left, and only for them`);
  }
  for (const role of person.roles) {
    if (!policy.pack.roles[role]) faults.push(`${person.email}: the plan has no role ${role}`);
  }
  const signed = person.nda_signed.map(String);
  if (signed.some((day) => day < person.hire_date.toString())) {
    faults.push(`${person.email} signed before being hired`);
  }
  if (signed.some((day, index) => index > 0 && day <= (signed[index - 1] ?? ''))) {
    faults.push(`${person.email}: signatures stand oldest first`);
  }
  if ((person.training.line !== undefined) !== signed.length > 0) {
    faults.push(`${person.email}: training names the line on the last form, so it goes with a signature`);
  }
  return faults;
}

function checkRoles(people: readonly SamplePerson[], policy: Policy): string[] {
  return Object.entries(policy.pack.roles).flatMap(([id, role]) => {
    const holders = people.filter((person) => person.status === 'active' && person.roles.includes(id)).length;
    if (role.held === 'per_collection' || role.held === 'from_roster') {
      return holders > 0 ? [`${id} is not given by name: it comes from the roster or the inventory`] : [];
    }
    if (role.single && holders !== 1) return [`${id} has exactly one active holder, not ${holders}`];
    return holders < Math.max(1, role.min) ? [`${id} has ${holders} active holders: too few`] : [];
  });
}

function checkCollections(sample: Sample, byEmail: ReadonlyMap<string, SamplePerson>): string[] {
  return sample.collections.flatMap((collection) => [
    ...(byEmail.get(collection.owner)?.status === 'active'
      ? []
      : [`${collection.name}: its owner ${collection.owner} is not an active person`]),
    ...collection.stewards
      .filter((steward) => !byEmail.get(steward)?.roles.includes('data_steward'))
      .map((steward) => `${collection.name}: ${steward} is no data steward`),
    ...(collection.stewards.some((steward) => byEmail.get(steward)?.status === 'active')
      ? []
      : [`${collection.name} has no active steward`]),
  ]);
}
