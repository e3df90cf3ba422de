/** What a signer is shown and keeps: that it is signed, when, how it is sealed, what it opened, when it is due again. */
import type { Card } from '../../../chat/card.ts';
import { sayDay, sayMoment } from '../../../chat/say-when.ts';
import type { Policy } from '../../../policy/policy.ts';
import type { Agreement } from '../../../policy/schema.ts';
import type { Due } from '../rules/due.ts';
import { capital, plainName } from '../rules/say.ts';
import type { Signature } from '../store/signatures.ts';
import { certificateLink } from './state.ts';

export interface Receipt {
  readonly id: string;
  readonly agreement: Agreement;
  readonly signature: Signature;
  /** What the signer owes now. */
  readonly open: readonly (Due & { readonly duty: string })[];
}

export function receiptCard(policy: Policy, { id, agreement, signature, open }: Receipt): Card {
  const renewal = open.find((one) => one.duty === id);
  const opened = open.filter((one) =>
    agreement.opens.some(({ duty, line }) => duty === one.duty && line in signature.initials),
  );
  return {
    audience: 'person',
    title: capital(plainName(id, agreement)),
    status: { label: signature.way === 'paper' ? 'Signed on paper' : 'Signed', tone: 'good' },
    blocks: [
      {
        kind: 'facts',
        facts: [
          signature.paper
            ? { label: 'Signed', value: `${sayDay(signature.paper.date)}, on paper` }
            : { label: 'Signed', value: sayMoment(signature.at, policy.calendar.zone) },
          { label: 'Version', value: String(signature.version) },
          ...(signature.paper ? [{ label: 'The form is kept at', value: signature.paper.keptAt }] : []),
          ...(renewal ? [{ label: 'Due again', value: `${sayDay(renewal.dueOn)}: ${renewal.rule}` }] : []),
          ...opened.map((one) => ({
            label: policy.pack.duties[one.duty]?.name ?? one.duty,
            value: `due by ${sayDay(one.dueOn)}: ${one.rule}`,
          })),
          { label: 'Seal (SHA-256)', value: signature.seal },
        ],
      },
      {
        kind: 'note',
        tone: 'neutral',
        text: `The certificate shows every line with its time. Read it, print it, keep it. ${agreement.renew.says}`,
      },
    ],
    actions: [certificateLink(signature.id)],
    about: { kind: 'signature', id: signature.id },
  };
}
