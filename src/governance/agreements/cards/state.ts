/** The card of one person's agreement: where it stands, when it is due, the way to sign and to the certificate. */
import type { Action, Block, Card } from '../../../chat/card.ts';
import { sayDay } from '../../../chat/say-when.ts';
import type { Agreement } from '../../../policy/schema.ts';
import type { Due } from '../rules/due.ts';
import { capital, plainName } from '../rules/say.ts';
import { maySign, type Standing } from '../rules/standing.ts';
import type { Signature } from '../store/signatures.ts';

export interface Shown {
  readonly id: string;
  readonly agreement: Agreement;
  readonly standing: Standing<Signature>;
  /** Of the open obligation. */
  readonly openDue: Due | undefined;
  /** YYYY-MM-DD. */
  readonly today: string;
}

export function stateCard(shown: Shown): Card {
  const { id, agreement, standing, openDue, today } = shown;
  const signature = standing.kind === 'never' ? undefined : standing.signature;
  return {
    audience: 'person',
    title: capital(plainName(id, agreement)),
    status: statusOf(standing, openDue, today),
    blocks: [
      ...explained(standing),
      {
        kind: 'facts',
        facts: [
          ...(signature ? [{ label: 'Last signed', value: signedWords(signature) }] : []),
          ...(openDue
            ? [
                { label: signature ? 'Due again' : 'Due', value: sayDay(openDue.dueOn) },
                { label: 'The rule', value: openDue.rule },
              ]
            : []),
        ],
      },
      { kind: 'note', tone: 'neutral', text: agreement.renew.says },
    ],
    actions: [
      ...(maySign(standing) ? [signAction(id, signature !== undefined)] : []),
      ...(signature ? [certificateLink(signature.id)] : []),
    ],
  };
}

export function signAction(id: string, again: boolean): Action {
  return {
    kind: 'open-form',
    form: 'agreement.sign',
    label: again ? 'Sign again' : 'Read and sign',
    subject: { agreement: id },
    style: 'primary',
  };
}

export function certificateLink(signatureId: string): Action {
  return {
    kind: 'link',
    label: 'Open the certificate',
    path: `/documents/agreement.certificate?signature=${signatureId}`,
  };
}

export function signedWords(signature: Pick<Signature, 'way' | 'signedOn' | 'version'>): string {
  return `${sayDay(signature.signedOn)}${signature.way === 'paper' ? ', on paper' : ''} (version ${signature.version})`;
}

function statusOf(standing: Standing, openDue: Due | undefined, today: string): NonNullable<Card['status']> {
  if (standing.kind === 'counts')
    return standing.mayRenew ? { label: 'Due soon', tone: 'warning' } : { label: 'Signed', tone: 'good' };
  if (openDue && openDue.dueOn.toString() < today) return { label: 'Late', tone: 'danger' };
  return standing.kind === 'never'
    ? { label: 'Not signed yet', tone: 'warning' }
    : { label: 'To be signed again', tone: 'warning' };
}

function explained(standing: Standing): Block[] {
  switch (standing.kind) {
    case 'never':
      return [
        {
          kind: 'text',
          text: 'You have not signed it yet. It takes about ten minutes, and you may stop and go on later.',
        },
      ];
    case 'overtaken':
      return [
        {
          kind: 'text',
          text: `Version ${standing.by.version} changes what is agreed, so everybody signs again. What changed: ${standing.by.change}`,
        },
      ];
    case 'lapsed':
      return [{ kind: 'text', text: 'Your last signature is more than its time old, so please sign again.' }];
    case 'counts':
      return standing.mayRenew
        ? [
            {
              kind: 'text',
              text: 'Your signature still counts. You may sign again now; the next one is not due any earlier for it.',
            },
          ]
        : [{ kind: 'text', text: 'You have signed. There is nothing to do now.' }];
  }
}
