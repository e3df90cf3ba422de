/** What becomes of somebody's ways in when they leave or go away, and who is shown what they held. */
import type { Act, Sweep } from '../../app/context.ts';
import type { Parting } from '../../app/feature.ts';
import type { Person } from '../../app/person.ts';
import { atTheDoor } from './rules/status.ts';
import { detachAccounts, detachLater, endAccess } from './store/access.ts';
import { reportsOf } from './store/facts.ts';
import { causeOf, keepHandedOn } from './store/handed-on.ts';

/** The case that a departure or an absence is shown as, by its id. */
export const partingKind = 'parting';

/** Long enough for a message that platforms put off; their person can do nothing by these accounts anyway. */
const lastWordHours = 24;

export async function onPersonLeft(act: Act | Sweep, personId: string): Promise<void> {
  const person = await act.directory.person(act.tx, personId);
  const enters = act.policy.pack.lifecycle.off_contract.may_sign_in;
  if (person && atTheDoor(person, enters) !== 'active') await endAccess(act.tx, personId);
}

export async function afterPersonLeft(act: Act | Sweep, personId: string, parting: Parting): Promise<void> {
  const { tx } = act;
  const person = await act.directory.person(tx, personId);
  if (!person || person.status === 'active') return;
  if (person.status === 'left') {
    if (parting.lastWord) await detachLater(tx, personId, tx.now.add({ hours: lastWordHours }));
    else await detachAccounts(tx, personId);
  }
  const causeId = await causeOf(tx, personId, person.status);
  const { handedOn = [] } = parting;
  if (causeId === undefined) return;
  await keepHandedOn(tx, causeId, personId, handedOn);
  // What a sweep finds at night or on a day off waits for the morning; what somebody says is passed on at once.
  const later = 'actor' in act ? {} : { notBefore: act.policy.calendar.nextReminderTime(tx.now) };
  for (const id of await shownTo(act, person, handedOn.length > 0))
    tx.notify({
      notice: 'people.parting',
      about: { kind: partingKind, id: causeId },
      to: { personId: id },
      facts: { person: personId },
      ...later,
    });
}

/** The Coordinator where cases were handed on; Human Resources where somebody needs another supervisor. */
async function shownTo(act: Act | Sweep, person: Person, handedOn: boolean): Promise<ReadonlySet<string>> {
  const told = new Set<string>();
  const holders = async (role: string) =>
    (await act.directory.holders(act.tx, role)).map(({ id }) => id).filter((id) => id !== person.id);
  const hr = await holders('hr');
  if (handedOn) {
    const coordinators = await holders(act.policy.pack.data_requests.classify.by);
    for (const id of coordinators.length > 0 ? coordinators : hr) told.add(id);
  }
  const actor = 'actor' in act ? act.actor.id : undefined;
  if (person.status === 'left' && (await reportsOf(act.tx, person.id)).length > 0)
    for (const id of hr) if (id !== actor) told.add(id);
  return told;
}
