/** What to do now, and whom to call: on the thanks, and on their report for as long as it is open. */
import type { Block } from '../../../chat/card.ts';
import type { Policy } from '../../../policy/policy.ts';
import { type Said, stepsFor } from '../rules/do-now.ts';
import { type Incident, isOpen } from '../rules/incident.ts';
import type { IncidentFile } from '../store/incidents.ts';

export function doNow(policy: Policy, said: Said): readonly Block[] {
  return [
    { kind: 'heading', text: 'Do this now' },
    {
      kind: 'list',
      items: stepsFor(policy.pack.breaches.report, said).map((says, index) => ({
        title: `${index + 1}. ${says}`,
      })),
    },
  ];
}

export function toCall(policy: Policy, about: ReadonlySet<string>): Block {
  return {
    kind: 'facts',
    facts: numbers(policy, about).map(({ who, number }) => ({ label: `Call: ${who}`, value: number })),
  };
}

/** Whoever answers for what the report is about comes first in the list of the plan. */
export function phones(policy: Policy, about: ReadonlySet<string>): string {
  return numbers(policy, about)
    .map(({ who, number }) => `${who}: ${number}`)
    .join(' · ');
}

function numbers(policy: Policy, about: ReadonlySet<string>) {
  const { phones: all } = policy.pack.breaches.report;
  const safe = all.filter(({ if_about }) => if_about.some((role) => about.has(role)));
  return safe.length > 0 ? safe : all;
}

/** Of a report that is kept: the same as on the thanks, and nothing any more once it is decided and closed. */
export function stillToDo({ incident, policy, words }: IncidentFile): readonly Block[] {
  if (!isOpen(incident)) return [];
  return [...doNow(policy, saidIn(incident, words.happened?.body)), toCall(policy, rolesOf(incident))];
}

export function saidIn(
  { systems, kinds }: Pick<Incident, 'systems' | 'kinds'>,
  words: string | null | undefined,
): Said {
  return { systems, kinds, words: words ?? undefined };
}

export function rolesOf({ subjects }: Pick<Incident, 'subjects'>): ReadonlySet<string> {
  return new Set(subjects.flatMap(({ role, addedById }) => (role && addedById === undefined ? [role] : [])));
}
