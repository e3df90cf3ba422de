/** One request to correct the roster, for Human Resources and for whoever asked. */
import type { Action, Block, Card } from '../../../chat/card.ts';
import { sayMoment } from '../../../chat/say-when.ts';
import { correctionWords } from '../rules/corrections.ts';
import { type Correction, correctionCase } from '../store/corrections.ts';

export interface CorrectionView {
  readonly correction: Correction;
  readonly person: string;
  readonly askedBy: string;
  readonly decidedBy: string | undefined;
  readonly supervisor: string | undefined;
  readonly zone: string;
  /** Drawn for whoever may decide. */
  readonly mayDecide: boolean;
}

const states = {
  open: { label: 'Waits for Human Resources', tone: 'warning' },
  accepted: { label: 'Corrected', tone: 'good' },
  refused: { label: 'Left as it is', tone: 'neutral' },
} as const;

export function correctionCard(view: CorrectionView): Card {
  const { correction, person } = view;
  return {
    audience: 'person',
    title: `${person} ${correctionWords(correction.kind)}?`,
    status: states[correction.state],
    blocks: [
      {
        kind: 'facts',
        facts: [
          { label: 'Person', value: person },
          ...(view.supervisor ? [{ label: 'Supervisor on the roster', value: view.supervisor }] : []),
          { label: 'Reported by', value: `${view.askedBy}, ${sayMoment(correction.askedAt, view.zone)}` },
        ],
      },
      ...(correction.note
        ? [{ kind: 'quote', label: 'What they wrote', text: correction.note } satisfies Block]
        : []),
      ...decision(view),
    ],
    actions: view.mayDecide && correction.state === 'open' ? buttons(correction) : [],
    about: { kind: correctionCase, id: correction.id },
  };
}

function decision({ correction, decidedBy, zone }: CorrectionView): readonly Block[] {
  if (correction.state === 'open' || !correction.decidedAt)
    return [
      {
        kind: 'note',
        tone: 'info',
        text: 'Until Human Resources decide, nothing changes: the person is still shown and reminded.',
      },
    ];
  const verb = correction.state === 'accepted' ? 'Corrected' : 'Left as it is';
  return [
    {
      kind: 'note',
      tone: correction.state === 'accepted' ? 'good' : 'neutral',
      text: `${verb} by ${decidedBy ?? 'Human Resources'} on ${sayMoment(correction.decidedAt, zone)}.`,
    },
    ...(correction.answer
      ? [{ kind: 'quote', label: 'Their answer', text: correction.answer } satisfies Block]
      : []),
  ];
}

function buttons({ id, kind }: Correction): readonly Action[] {
  const subject = { correction: id };
  return [
    {
      kind: 'open-form',
      form: kind === 'on-leave' ? 'supervision.accept-leave' : 'supervision.accept-move',
      label: kind === 'on-leave' ? 'Yes, on leave' : 'Yes, change it',
      subject,
      style: 'primary',
    },
    { kind: 'open-form', form: 'supervision.refuse-correction', label: 'No, leave it', subject },
  ];
}
