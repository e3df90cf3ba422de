/** What the page of an incident says of vendors and of the time afterwards, read for whoever works on it. */
import type { Ask } from '../../../app/context.ts';
import type { DocumentBlock } from '../../../chat/document.ts';
import { afterPage } from '../cards/after-page.ts';
import { vendorBlocks } from '../cards/vendors.ts';
import { improvementsOf } from '../store/improvements.ts';
import type { IncidentFile } from '../store/incidents.ts';
import { type PublicText, publicTextsOf } from '../store/public-texts.ts';
import { reviewsOf } from '../store/reviews.ts';
import { timelineOf } from '../store/timeline.ts';
import { vendorsOf } from '../store/vendors.ts';
import { mayNotRule } from './public-text.ts';

export async function afterBlocks(ask: Ask, file: IncidentFile): Promise<readonly DocumentBlock[]> {
  const { id } = file.incident;
  const vendors = await vendorsOf(ask.reader, id);
  const review = (await reviewsOf(ask.reader, [id])).get(id);
  const improvements = (await improvementsOf(ask.reader, [id])).get(id) ?? [];
  const publicTexts = await publicTextsOf(ask.reader, id);
  const events = await timelineOf(ask.reader, id);
  const waiting = publicTexts.find(({ state }) => state === 'waits');
  const name = await namesOf(ask, [
    review?.byId,
    ...improvements.flatMap(({ ownerId, settled }) => [ownerId, settled?.byId]),
    ...publicTexts.flatMap(writers),
  ]);
  return [
    ...vendorBlocks(file, vendors, ask.now),
    {
      kind: 'list',
      items: [
        {
          title: vendors.length === 0 ? 'It happened at a vendor’s' : 'Another vendor had a part in it',
          action: {
            kind: 'open-form',
            form: 'breach.vendor',
            label: 'A vendor is involved',
            subject: { id },
          },
        },
      ],
    },
    ...afterPage({
      ...{ file, review, improvements, publicTexts, name, now: ask.now },
      referredOn: events.flatMap(({ what, facts }) => (what === 'referred' ? [String(facts.on)] : [])),
      mayRule: waiting !== undefined && mayNotRule(ask, file, waiting) === undefined,
    }),
  ];
}

/** Of these people, whoever still is on the roster. */
export async function namesOf(
  ask: Ask,
  ids: readonly (string | undefined)[],
): Promise<(id: string | undefined) => string> {
  const people = await ask.directory.people(
    ask.reader,
    ids.flatMap((id) => id ?? []),
  );
  return (id) => people.get(id ?? '')?.name ?? 'somebody no longer on the roster';
}

export function writers({ byId, ruled }: PublicText): readonly (string | undefined)[] {
  return [byId, ruled?.byId];
}
