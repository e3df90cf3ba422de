/** The notice for somebody for whom several requests wait: one list instead of many messages. */
import { z } from 'zod';
import type { NoticeKind } from '../../app/feature.ts';
import type { Block } from '../../chat/card.ts';
import { lineOf } from './cards/lists.ts';
import { openStay } from './rules/request.ts';
import { type CaseFile, openCaseFiles } from './store/case-file.ts';
import { named } from './store/wanted.ts';

const waits = z.array(z.object({ request: z.string(), stay: z.string() }));
const factsShape = z.object({ remind: waits, show: waits });

export const bundleId = 'request.waiting';

/** Drawn again later, it lists what still waits. */
export const bundle: NoticeKind = {
  id: bundleId,
  async render(ask, { facts }) {
    const told = factsShape.parse(facts);
    const ids = [...told.remind, ...told.show].map(({ request }) => request);
    const files = await openCaseFiles(ask, named(ids));
    if (files.length === 0) return undefined;
    const still = (list: z.infer<typeof waits>) =>
      files.filter(({ request }) =>
        list.some((one) => one.request === request.id && one.stay === openStay(request)?.id),
      );
    const remind = still(told.remind);
    const show = still(told.show);
    return {
      audience: 'person',
      title: titleOf(remind.length, show.length),
      blocks: [
        ...section('Longer than planned. Please take them up, or hand them over:', remind),
        ...section('Still not taken up after a reminder; shown to you so that you can help:', show),
        ...(remind.length + show.length === 0
          ? [{ kind: 'text' as const, text: 'All that had waited has moved on.' }]
          : []),
      ],
      actions: [],
    };
  },
};

function section(text: string, files: readonly CaseFile[]): readonly Block[] {
  if (files.length === 0) return [];
  return [
    { kind: 'text', text },
    { kind: 'list', items: files.map(lineOf) },
  ];
}

function titleOf(mine: number, others: number): string {
  if (mine === 0 && others === 0) return 'Nothing of this waits any more';
  if (mine === 0) return others === 1 ? '1 request waits too long' : `${others} requests wait too long`;
  const own = mine === 1 ? '1 request waits for you' : `${mine} requests wait for you`;
  return others === 0 ? own : `${own}, and ${others} for others`;
}
