/** The certificate: the exact text that was signed, each initial with its time, the seal and whether it still holds. */
import type { DocumentBlock } from '../../../chat/document.ts';
import { sayDay, sayMoment } from '../../../chat/say-when.ts';
import { Temporal } from '../../../kernel/clock.ts';
import { durationWords } from '../../../policy/due.ts';
import type { Agreement } from '../../../policy/schema.ts';
import { sealHolds } from '../rules/seal.ts';
import { readText } from '../rules/text.ts';
import { type Signature, sealedPart } from '../store/signatures.ts';

export interface Certified {
  readonly signature: Signature;
  readonly agreement: Agreement | undefined;
  readonly signer: string;
  readonly position: string;
  /** Who wrote a paper form into the register. */
  readonly recordedBy: string | undefined;
  readonly zone: string;
  readonly now: Temporal.Instant;
}

const surfaces: Readonly<Record<string, string>> = {
  slack: 'in Slack',
  teams: 'in Teams',
  web: 'in the browser',
};

export function certificateBlocks(certified: Certified): DocumentBlock[] {
  const { signature, agreement, zone } = certified;
  return [
    { kind: 'facts', facts: factsOf(certified) },
    ...(signature.paper ? paperBlocks(signature) : textBlocks(certified)),
    {
      kind: 'signature',
      name: signature.typedName ?? certified.signer,
      lines: signature.paper
        ? [
            `Signed on paper on ${sayDay(signature.paper.date)}`,
            `The form is kept at: ${signature.paper.keptAt}`,
          ]
        : [
            `Signed electronically ${surfaces[signature.surface ?? ''] ?? ''} on ${sayMoment(signature.at, zone)} (${zone})`,
            `In universal time: ${signature.signedAt}`,
          ],
    },
    ...sealBlocks(certified),
    ...(agreement
      ? [
          {
            kind: 'text' as const,
            text: `Kept for ${durationWords(agreement.keep.for)} (${agreement.keep.src}). ${agreement.renew.says}`,
          },
        ]
      : []),
  ];
}

function factsOf({ signature, signer, position, recordedBy }: Certified): { label: string; value: string }[] {
  const { title, version } = readText(signature.text);
  return [
    { label: 'Signer', value: signer },
    { label: 'Position', value: position },
    { label: 'Agreement', value: title },
    { label: 'Version', value: version },
    { label: 'Wording for', value: signature.variant.replaceAll('_', ' ') },
    ...(signature.paper
      ? [{ label: 'Recorded by', value: recordedBy ?? 'taken over from earlier records' }]
      : []),
  ];
}

function textBlocks({ signature, zone }: Certified): DocumentBlock[] {
  const text = readText(signature.text);
  return [
    { kind: 'text', text: text.preamble },
    ...text.groups.flatMap((group): DocumentBlock[] => [
      {
        kind: 'table',
        caption: group.title,
        columns: ['Line', 'Text', 'Initialled'],
        rows: group.lines.map((line) => [
          line.id,
          line.text,
          initialledAt(signature.initials[line.id], zone),
        ]),
      },
    ]),
    ...text.closing.map((said): DocumentBlock => ({ kind: 'text', text: said })),
    ...text.attached.map(
      (part): DocumentBlock => ({
        kind: 'table',
        caption: `Attached: ${part.title}`,
        columns: ['No', 'Text'],
        rows: part.items.map((item, index) => [String(index + 1), item]),
      }),
    ),
  ];
}

function paperBlocks(signature: Signature): DocumentBlock[] {
  const lines = Object.keys(signature.initials);
  return [
    {
      kind: 'note',
      tone: 'info',
      text: `This was signed on paper. The text and the initials are on the form itself; of the lines that exclude one another it bears ${lines.join(', ') || 'none that was recorded'}.`,
    },
  ];
}

/** To the second: 24 lines are initialled within minutes. */
function initialledAt(instant: string | undefined, zone: string): string {
  if (instant === undefined) return 'not initialled';
  const local = Temporal.Instant.from(instant).toZonedDateTimeISO(zone);
  return `${local.toPlainDate()} ${local.toPlainTime().toString({ smallestUnit: 'second' })}`;
}

function sealBlocks({ signature, zone, now }: Certified): DocumentBlock[] {
  const holds = sealHolds(sealedPart(signature), signature.seal);
  return [
    { kind: 'facts', facts: [{ label: 'Seal (SHA-256)', value: signature.seal }] },
    holds
      ? {
          kind: 'note',
          tone: 'good',
          text: `Checked on ${sayMoment(now, zone)}: the seal matches. The text, version, initials, name, person, surface and time are as they were when it was sealed.`,
        }
      : {
          kind: 'note',
          tone: 'danger',
          text: `Checked on ${sayMoment(now, zone)}: the seal does not match what is stored, so something was changed after it was sealed. Tell the IT Systems Security Manager, and compare with the audit trail.`,
        },
  ];
}
