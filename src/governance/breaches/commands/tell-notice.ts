/** Whoever may approve a letter, or let one pass that breaks a rule, hears that it waits; only those who work on the incident. */
import type { Act } from '../../../app/context.ts';
import { holds } from '../../../app/person.ts';
import type { Policy } from '../../../policy/policy.ts';
import type { NoticeTemplate } from '../../../policy/schema-breach-notices.ts';
import { type Incident, incidentKind } from '../rules/incident.ts';
import { approvalOf } from '../rules/notice-templates.ts';
import { peopleWith } from './tell.ts';

export async function tellAboutNotice(
  act: Act,
  incident: Incident,
  policy: Policy,
  template: NoticeTemplate,
  how: 'waiting' | 'held',
): Promise<void> {
  const roles = how === 'held' ? policy.pack.breaches.notices.override.by : approvalOf(policy, template).by;
  const working = await peopleWith(act, incident, ['desk', 'executive', 'team']);
  const people = await act.directory.people(act.reader, [...working]);
  for (const person of people.values())
    if (person.id !== act.actor.id && holds(person, ...roles))
      act.tx.notify({
        notice: how === 'held' ? 'breach.notice-held' : 'breach.notice-waiting',
        about: { kind: incidentKind, id: incident.id },
        to: { personId: person.id },
      });
}
