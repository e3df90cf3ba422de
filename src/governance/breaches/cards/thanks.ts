/** What whoever reported sees at once: thanks, what to do now, whom to call, what happens next. */
import type { Block, Card } from '../../../chat/card.ts';
import type { Policy } from '../../../policy/policy.ts';

export function doNow(policy: Policy): readonly Block[] {
  const { do_now } = policy.pack.breaches.report;
  return [
    { kind: 'heading', text: 'Do this now' },
    { kind: 'list', items: do_now.map(({ says }, index) => ({ title: `${index + 1}. ${says}` })) },
  ];
}

/** Whoever answers for what the report is about comes first in the list of the plan. */
export function phones(policy: Policy, about: ReadonlySet<string>): string {
  const { phones: all } = policy.pack.breaches.report;
  const safe = all.filter(({ if_about }) => if_about.some((role) => about.has(role)));
  return (safe.length > 0 ? safe : all).map(({ who, number }) => `${who}: ${number}`).join(' · ');
}

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
}

export function thanksCard(policy: Policy, { reference, routed, code, about }: Thanked): Card {
  const { next } = policy.pack.breaches.report;
  const call = phones(policy, about);
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
              text: `Everybody who would get your report is concerned by it, or the place is empty. It is kept, and nobody has been told yet. Please call: ${call}.`,
            } as const,
          ]),
      ...doNow(policy),
      { kind: 'heading', text: 'What happens next' },
      {
        kind: 'text',
        text: routed ? nextFor(next, code) : 'As soon as somebody can be given it, they are told.',
      },
      ...(code === undefined
        ? [
            {
              kind: 'facts',
              facts: [
                { label: 'Your report', value: reference },
                { label: 'To call', value: call },
              ],
            } as const,
          ]
        : [
            {
              kind: 'facts',
              facts: [
                { label: 'Your code', value: spaced(code) },
                { label: 'To call', value: call },
              ],
            } as const,
            {
              kind: 'note',
              tone: 'warning',
              text: 'Write the code down: it is shown only now, and nobody can look it up. With it you can read what is asked, and answer, without saying who you are.',
            } as const,
          ]),
    ],
    actions:
      code === undefined ? [] : [{ kind: 'link', label: 'Where to use the code', path: '/report/follow-up' }],
  };
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
