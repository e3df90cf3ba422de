/** One change to an incident: seen by whoever acts, on the version they saw, on the timeline and in the audit trail. */
import type { Act } from '../../../app/context.ts';
import type { Outcome } from '../../../app/feature.ts';
import type { Facts } from '../../../store/tx.ts';
import { incidentCard } from '../cards/incident-card.ts';
import { incidentKind, isOpen, type Part, partsOf } from '../rules/incident.ts';
import { type IncidentFile, openIncident } from '../store/incidents.ts';
import { writeEvent } from '../store/timeline.ts';
import { type IncidentData, writeIncident } from '../store/write.ts';

export interface Change {
  /** Who may: those who have one of these parts now. */
  readonly by: readonly (Part | 'reporter')[];
  /** The version on a button; forms carry none. */
  readonly version?: string;
  /** Also once it is closed or found to be no breach. */
  readonly afterwards?: true;
  /** Why it cannot be done as it stands. */
  readonly refuse?: (file: IncidentFile) => string | undefined;
  /** The timeline's word: "acknowledged"; nothing where what `also` does writes its own. */
  readonly what?: string;
  readonly facts?: Facts;
  readonly words?: string | Readonly<Record<string, string>>;
  readonly data?: IncidentData;
  /** Other tables that change with it, and who is told. */
  readonly also?: (file: IncidentFile) => Promise<void>;
  readonly say: (file: IncidentFile) => string;
}

export const notThere = 'There is no such case, or it is not yours to see.';

export async function change(act: Act, id: string | undefined, wanted: Change): Promise<Outcome> {
  const file = id === undefined ? undefined : await openIncident(act, { id }, true);
  if (!file) return { kind: 'refused', text: notThere };
  const { incident } = file;
  const refusal = refusalOf(act, file, wanted);
  if (refusal !== undefined) return { kind: 'refused', text: refusal, card: await incidentCard(act, file) };
  await writeIncident(act.tx, incident, wanted.data ?? {});
  if (wanted.what !== undefined)
    await writeEvent(act.tx, incident.id, {
      what: wanted.what,
      byId: act.actor.id,
      facts: { ...wanted.facts, ...standingIn(act) },
      ...(wanted.words === undefined ? {} : { words: wanted.words }),
    });
  const changed = await openIncident(act, { id: incident.id });
  await wanted.also?.(changed ?? file);
  const about = { kind: incidentKind, id: incident.id };
  act.tx.moved(about);
  const now = wanted.also ? await openIncident(act, { id: incident.id }) : changed;
  return {
    kind: 'done',
    text: wanted.say(now ?? changed ?? file),
    ...(now ? { card: await incidentCard(act, now) } : {}),
    about,
  };
}

function refusalOf(act: Act, file: IncidentFile, wanted: Change): string | undefined {
  const { incident } = file;
  const parts = partsOf(incident, act.actor);
  if (!wanted.by.some((part) => parts.has(part))) return 'This is for those who look into it.';
  if (!isOpen(incident) && !wanted.afterwards) return 'It is closed already; nothing was changed.';
  if (wanted.version !== undefined && wanted.version !== String(incident.version))
    return 'It has moved on since that was drawn; here is how it stands now.';
  return wanted.refuse?.(file);
}

function standingIn({ actor }: Act): Facts {
  return actor.standsIn ? { standsInFor: actor.standsIn.map(({ role, forId }) => ({ role, forId })) } : {};
}
