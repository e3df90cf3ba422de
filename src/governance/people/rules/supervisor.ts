/** Whom somebody may answer to: never themselves, and never anybody below them. */

interface Named {
  readonly id: string;
  readonly name: string;
}

/**
 * What is wrong with it, with the chain that would close. `chain` is the supervisor and everybody above them, in order.
 */
export function circleSaid(
  person: { readonly id: string; readonly name: string },
  chain: readonly Named[],
): string | undefined {
  const at = chain.findIndex(({ id }) => id === person.id);
  if (at < 0) return undefined;
  if (at === 0) return 'Nobody is their own supervisor. Please choose somebody else.';
  const links = [person, ...chain.slice(0, at), person].map(({ name }) => name);
  const steps = links.slice(1).map((name, index) => `${links[index]} to ${name}`);
  return `That would go round in a circle: ${steps.join(', ').replace(' to ', ' would answer to ')}. Please choose somebody who does not answer to ${person.name}.`;
}

/** Of those above, in order: the first who is here. */
export function nextUp<T extends { readonly status: string }>(above: readonly T[]): T | undefined {
  return above.find(({ status }) => status === 'active');
}
