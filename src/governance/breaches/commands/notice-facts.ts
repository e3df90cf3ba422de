/** What Safekeep knows of an incident for a letter or a packet; what nobody knows yet is named, never guessed. */
import type { Ask } from '../../../app/context.ts';
import { sayMoment } from '../../../chat/say-when.ts';
import type { NoticeFact, NoticePart } from '../../../policy/schema-breach-notices.ts';
import type { Affected } from '../rules/affected.ts';
import { holdsOf } from '../store/clocks.ts';
import type { IncidentFile } from '../store/incidents.ts';

export type KnownFacts = Readonly<Record<NoticeFact, string | undefined>>;

/** Nothing that a reporter typed: that is for people to put into words. */
export async function knownFacts(
  ask: Ask,
  { incident, policy, words }: IncidentFile,
  affected: readonly Affected[],
): Promise<KnownFacts> {
  const { pack, calendar } = policy;
  const live = affected.filter(({ struck }) => !struck);
  const here = live.filter(({ residence }) => residence === pack.pack.state).length;
  const kinds = pack.breaches.report.kinds.filter(
    ({ id }) => id !== 'unknown' && incident.kinds.includes(id),
  );
  const holds = await holdsOf(ask.reader, incident.id);
  const hold = holds.find(({ endsAt }) => endsAt === undefined);
  const help = (field: string) => words[`support:${field}`]?.body || undefined;
  const walkIn = help('walk_in');
  return {
    // When it was noticed is not when it happened.
    happened: undefined,
    discovered: incident.discovered && sayMoment(incident.discovered.at, calendar.zone),
    reported: sayMoment(incident.reportedAt, calendar.zone),
    number:
      live.length > 0
        ? String(live.length)
        : incident.people === undefined
          ? undefined
          : `At least ${incident.people}, as far as known`,
    number_here: live.length > 0 ? String(here) : undefined,
    data_types: kinds.length === 0 ? undefined : kinds.map(({ name }) => name).join(', '),
    systems: incident.systems.length === 0 ? undefined : incident.systems.join(', '),
    entity: pack.pack.district,
    reporter: `${ask.actor.name}, ${ask.actor.jobTitle}, ${pack.pack.district}`,
    criminal_use:
      incident.criminalUse === undefined
        ? undefined
        : incident.criminalUse
          ? 'Criminal use is likely.'
          : 'Criminal use is not likely.',
    law_enforcement: hold && `Law enforcement asked to wait on ${sayMoment(hold.startsAt, calendar.zone)}.`,
    hotline: [help('hotline'), walkIn].filter(Boolean).join('\n') || undefined,
    walk_in: walkIn,
    monitoring: help('monitoring'),
  };
}

/** What a part begins with; {district} is the district's name. */
export function beginning(
  { fact, text }: NoticePart,
  facts: KnownFacts,
  district: string,
): string | undefined {
  return (fact && facts[fact]) ?? text?.replaceAll('{district}', district);
}

/** The parts that hang on a fact which nobody knows yet. */
export function missingFacts(parts: readonly NoticePart[], facts: KnownFacts): readonly string[] {
  return parts
    .filter(({ fact, text }) => fact !== undefined && facts[fact] === undefined && text === undefined)
    .map(({ title }) => title);
}
