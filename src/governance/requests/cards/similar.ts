/** "We answered this before": what was like it, for whoever asks before they wait and whoever works on it before they begin. */
import type { Block, ListItem } from '../../../chat/card.ts';
import { sayDay } from '../../../chat/say-when.ts';
import type { DataRequestPolicy } from '../../../policy/schema-requests.ts';
import { reference } from '../rules/request.ts';
import type { SimilarRequest } from '../rules/similar.ts';

export function similarBlocks(plan: DataRequestPolicy, found: readonly SimilarRequest[]): readonly Block[] {
  const seen = found.flatMap((one) => (one.seen ? [one] : []));
  const unseen = found.find((one) => !one.seen);
  return [
    ...(seen.length > 0
      ? [
          { kind: 'heading' as const, text: 'Answered before' },
          {
            kind: 'list' as const,
            items: seen.map((one): ListItem => {
              const level = one.level === undefined ? undefined : plan.levels[one.level]?.name;
              return {
                title: `${reference(one)} · ${one.title ?? 'Data request'}`,
                detail: [`answered on ${sayDay(one.answeredOn)}`, ...(level ? [level] : [])].join('; '),
                action: { kind: 'run', id: 'request.show', label: 'Open', payload: { id: one.id } },
              };
            }),
          },
        ]
      : []),
    ...(unseen
      ? [
          {
            kind: 'note' as const,
            tone: 'info' as const,
            text: `A steward answered a similar question on ${sayDay(unseen.answeredOn)}, for somebody else.`,
          },
        ]
      : []),
  ];
}

/** For the sentence that a filing is answered with; empty where nothing was alike. */
export function similarSentence(found: readonly SimilarRequest[]): string {
  const [first] = found.flatMap((one) => (one.seen ? [one] : []));
  if (first)
    return `${reference(first)} was like it and was answered on ${sayDay(first.answeredOn)}: look there first, and withdraw this one if that is enough.`;
  return found.length > 0 ? 'A steward answered a similar question before, so it may go fast.' : '';
}
