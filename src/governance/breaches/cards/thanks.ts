/** What whoever reported sees at once: thanks, what to do now, whom to call, what happens next. */
import type { Block, Card } from '../../../chat/card.ts';
import type { Policy } from '../../../policy/policy.ts';
import type { Said } from '../rules/do-now.ts';
import { doNow, phones, toCall } from './do-now.ts';

/** Said where a report could not be kept. */
export function notKept(policy: Policy): string {
  return `Your report was not kept. Please call now: ${phones(policy, new Set())}.`;
}

export interface Thanked {
  readonly reference: string;
  readonly routed: boolean;
  readonly code: string | undefined;
  /** Roles that it concerns. */
  readonly about: ReadonlySet<string>;
  readonly said: Said;
}

export function thanksCard(policy: Policy, { reference, routed, code, about, said }: Thanked): Card {
  const { next } = policy.pack.breaches.report;
  return {
    audience: 'person',
    title: 'Thank you for telling us',
    status: routed ? { label: 'Reported', tone: 'good' } : { label: 'Please call', tone: 'danger' },
    blocks: [
      ...(routed
        ? []
        : [
            {
              kind: 'note',
              tone: 'danger',
              text: `Everybody who would get your report is concerned by it, or the place is empty. It is kept, and nobody has been told yet. Please call: ${phones(policy, about)}.`,
            } as const,
          ]),
      ...(code === undefined ? [] : codeBlocks(code)),
      ...doNow(policy, said),
      toCall(policy, about),
      { kind: 'heading', text: 'What happens next' },
      {
        kind: 'text',
        text: routed ? nextFor(next, code) : 'As soon as somebody can be given it, they are told.',
      },
      ...(code === undefined
        ? [
            { kind: 'facts', facts: [{ label: 'Your report', value: reference }] } as const,
            {
              kind: 'text',
              text: 'These steps and numbers stay on your report while it is open: type “breach list”, or look at your list.',
            } as const,
          ]
        : []),
    ],
    actions:
      code === undefined ? [] : [{ kind: 'link', label: 'Where to use the code', path: '/report/follow-up' }],
  };
}

/** Before the steps: it is the one thing that nobody can give them again. */
function codeBlocks(code: string): readonly Block[] {
  return [
    {
      kind: 'note',
      tone: 'warning',
      text: 'First copy this code or write it down. With it you read what is asked and answer, without saying who you are. It stands on this page alone: once you close it, nobody can give you the code again. Where others use this device, close it.',
    },
    { kind: 'facts', facts: [{ label: 'Your code', value: spaced(code), copy: true }] },
  ];
}

/** Of a report without a name no supervisor is told, and nobody can be told how it ended but by the code. */
function nextFor(next: string, code: string | undefined): string {
  if (code === undefined) return next;
  return 'It has gone to those who look into it, and to nobody whom it concerns. They alone decide whether it is a breach. By your code you see what they ask, and how it ended.';
}

/** "ABCD-EFGH-JKMN": easier to copy down. */
export function spaced(code: string): string {
  return code.match(/.{1,4}/g)?.join('-') ?? code;
}
