/** What is proposed, and what was decided together, as people read it; numbers, names and dates only. */
import type { Action, ListItem } from '../../../chat/card.ts';
import { sayDay, sayMoment } from '../../../chat/say-when.ts';
import { agreedProposal, type Proposal, waitingProposal } from '../rules/proposal.ts';
import type { IncidentFile } from '../store/incidents.ts';

type Facts = readonly { readonly label: string; readonly value: string }[];

export const rulingNames: Readonly<Record<Proposal['ruling'], string>> = {
  breach: 'It is a breach',
  not_a_breach: 'It is not a reportable breach',
  reopen: 'Open it again',
};

export function proposedFacts(file: IncidentFile, proposal: Proposal): Facts {
  const { policy } = file;
  const { zone } = policy.calendar;
  const { ruling, severity, discoveredAt, early } = proposal;
  const level = policy.pack.breaches.response.severities.find(({ id }) => id === severity);
  return [
    { label: 'Proposed', value: rulingNames[ruling] },
    { label: 'By', value: `${nameIn(file, proposal.byId)}, ${sayMoment(proposal.at, zone)}` },
    ...(level ? [{ label: 'Severity', value: level.name }] : []),
    ...(discoveredAt
      ? [
          {
            label: 'Discovered',
            value: `${sayMoment(discoveredAt, zone)}${early ? ', before it was reported' : ''}`,
          },
        ]
      : []),
  ];
}

/** In one line, for the incident's card. */
export function waitingLine(file: IncidentFile): string | undefined {
  const waiting = waitingProposal(file);
  if (!waiting) return undefined;
  return `${proposedFacts(file, waiting)
    .slice(0, 2)
    .map(({ value }) => value)
    .join('; by ')}. Nothing is decided until another says yes.`;
}

/** “November 20, 2026 at 10:30 AM by Ana Bello with Piotr Zielinski, who said so on November 20, 2026; recorded by …”. */
export function decidedLine(file: IncidentFile): string | undefined {
  const { decided } = file.incident;
  if (!decided) return undefined;
  const line = `${sayMoment(decided.at, file.policy.calendar.zone)} by ${nameIn(file, decided.byId)}`;
  const agreed = agreedProposal(file);
  const beside = agreed?.ruledById;
  if (!agreed || beside === undefined || beside === decided.byId) return line;
  const { elsewhere } = agreed;
  const said = elsewhere
    ? `, who said so elsewhere on ${sayDay(elsewhere.on)}, recorded by ${nameIn(file, elsewhere.recordedById)}`
    : '';
  return `${line} with ${nameIn(file, beside)}${said}`;
}

/** What this person can do with what waits. */
export function proposalActions(file: IncidentFile, personId: string): readonly Action[] {
  const waiting = waitingProposal(file);
  if (!waiting) return [];
  const subject = { id: file.incident.id, proposal: waiting.id };
  return waiting.byId === personId
    ? [{ kind: 'run', id: 'breach.withdraw-proposal', label: 'Take it back', payload: subject }]
    : [
        {
          kind: 'open-form',
          form: 'breach.agree',
          label: 'Say yes or no',
          subject,
          style: 'primary',
        },
      ];
}

/** For the page. */
export function elsewhereItem(file: IncidentFile): readonly ListItem[] {
  const waiting = waitingProposal(file);
  if (!waiting) return [];
  return [
    {
      title: 'Somebody who decides too said yes elsewhere',
      action: {
        kind: 'open-form',
        form: 'breach.agreed-elsewhere',
        label: 'Write it down',
        subject: { id: file.incident.id, proposal: waiting.id },
      },
    },
  ];
}

function nameIn({ people }: IncidentFile, id: string): string {
  return people.get(id)?.name ?? 'somebody no longer on the roster';
}
