/** How the answer to an incident stands, on its card: decided, severe, discovered, led by whom, with so many tasks open. */
import type { Person } from '../../../app/person.ts';
import type { Action } from '../../../chat/card.ts';
import { sayMoment } from '../../../chat/say-when.ts';
import type { Temporal } from '../../../kernel/clock.ts';
import { mayClose } from '../rules/closing.ts';
import { waitingHandover } from '../rules/handover.ts';
import { type Incident, partsOf } from '../rules/incident.ts';
import { sayShare } from '../rules/public-list.ts';
import { isLate } from '../rules/task.ts';
import { answerOf, triageLabels } from '../rules/triage.ts';
import type { IncidentFile } from '../store/incidents.ts';
import { calledFact } from './call.ts';
import { decidedLine, proposalActions, waitingLine } from './proposal.ts';

type Facts = readonly { readonly label: string; readonly value: string }[];

/** Numbers, names and dates only: also for chat. */
export function responseFacts(file: IncidentFile, now: Temporal.Instant): Facts {
  const { incident, policy, people, tasks } = file;
  const { zone } = policy.calendar;
  const name = (id: string | undefined) =>
    id === undefined ? 'somebody' : (people.get(id)?.name ?? 'somebody');
  const { discovered, severity, closed, onDutyId } = incident;
  const level = policy.pack.breaches.response.severities.find(({ id }) => id === severity);
  const waiting = waitingHandover(file);
  const open = tasks.filter(({ state }) => state === 'open');
  const late = open.filter((task) => isLate(task, now)).length;
  const fact = (label: string, value: string | undefined | false) =>
    value === undefined || value === false ? [] : [{ label, value }];
  return [
    ...fact('Found out', foundOut(incident)),
    ...fact('Students of one school', sayShare(incident)),
    ...calledFact(file),
    ...fact('Proposed', waitingLine(file)),
    ...fact('Decided', decidedLine(file)),
    ...fact(
      'Severity',
      level && (level.public_page ? `${level.name}; the public page is for it` : level.name),
    ),
    ...fact(
      'Discovered',
      discovered && `${sayMoment(discovered.at, zone)}, as ${name(discovered.byId)} set it`,
    ),
    ...fact('Leads now', onDutyId !== undefined && name(onDutyId)),
    ...fact('Asked to take over', waiting && name(waiting.toId)),
    ...fact(
      'Tasks',
      tasks.length > 0 && `${open.length} open${late === 0 ? '' : `, ${late} late`}, of ${tasks.length}`,
    ),
    ...fact('Closed', closed && `${sayMoment(closed.at, zone)} by ${name(closed.byId)}`),
  ];
}

/** The next steps; everything else is on the page. */
export function responseActions(file: IncidentFile, person: Person): readonly Action[] {
  const { incident, policy } = file;
  const { id, state, teamCalledAt } = incident;
  const parts = partsOf(incident, person);
  const decides = policy.pack.breaches.response.decision.by.some((part) => parts.has(part));
  const waiting = waitingHandover(file);
  const form = (name: string, label: string) =>
    ({ kind: 'open-form', form: `breach.${name}`, label, subject: { id } }) as const;
  return [
    ...(waiting?.toId === person.id && state !== 'closed'
      ? [
          {
            kind: 'run',
            id: 'breach.take-over',
            label: 'I have taken over',
            payload: { id, handover: waiting.id },
            style: 'primary',
          } as const,
        ]
      : []),
    ...(decides ? proposalActions(file, person.id) : []),
    ...(state === 'closed' ? [] : [form('triage', 'What we know')]),
    ...(teamCalledAt || state === 'closed' ? [] : [form('team', 'Call the team')]),
    ...(decides && state === 'concern' ? [form('determine', 'Is it a breach?')] : []),
    ...(mayClose(policy, incident, person) && (state === 'breach' || state === 'not_a_breach')
      ? [form('close', 'Close it')]
      : []),
  ];
}

/** What is known of what the law asks; nothing while nobody has said anything. */
function foundOut(incident: Incident): string | undefined {
  const said = (['inadvertent', 'compromised', 'criminalUse', 'significant', 'network'] as const).flatMap(
    (one) => (incident[one] === undefined ? [] : [`${triageLabels[one]}: ${answerOf(incident[one])}`]),
  );
  return said.length === 0 ? undefined : said.join(' · ');
}
