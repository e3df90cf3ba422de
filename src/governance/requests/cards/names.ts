/** The people of a case by name, and the words they typed, also when those were blanked. */

import { sayMoment } from '../../../chat/say-when.ts';
import type { CaseFile } from '../store/case-file.ts';

export function nameOf(file: CaseFile, personId: string | undefined): string {
  if (personId === undefined) return 'nobody';
  return file.people.get(personId)?.name ?? 'somebody no longer on the roster';
}

export function requesterName(file: CaseFile): string {
  if (file.request.requesterId) return nameOf(file, file.request.requesterId);
  const { outsider } = file;
  if (!outsider) return 'somebody outside';
  return outsider.organisation ? `${outsider.name} (${outsider.organisation})` : outsider.name;
}

/** "Ben", and "Ben (for Ann)" while he stands in for her. */
export function inPlaceName(file: CaseFile, personId: string): string {
  const { classify, route } = file.policy.pack.data_requests;
  const places = (file.people.get(personId)?.standsIn ?? []).filter(({ role }) =>
    [classify.by, classify.stand_in, route.to].includes(role),
  );
  const whose = [...new Set(places.map(({ forName }) => forName))];
  return whose.length === 0 ? nameOf(file, personId) : `${nameOf(file, personId)} (for ${whose.join(', ')})`;
}

/** "Ann", "Ann or Ben", "Ann, Ben or one of 3 others". */
export function oneOf(file: CaseFile, ids: readonly string[]): string {
  const names = ids.map((id) => inPlaceName(file, id));
  if (names.length === 0) return 'somebody still to be named';
  if (names.length <= 3) return names.join(', ').replace(/, ([^,]*)$/, ' or $1');
  return `${names.slice(0, 2).join(', ')} or one of ${names.length - 2} others`;
}

/** What somebody typed, as typed; a blanked text says so instead. */
export function wordsOf(file: CaseFile, field: string): string | undefined {
  const words = file.words[field];
  if (!words) return undefined;
  if (words.body !== null) return words.body;
  const at = words.blankedAt ? ` on ${sayMoment(words.blankedAt, file.policy.calendar.zone)}` : '';
  return `[blanked by ${nameOf(file, words.blankedById ?? undefined)}${at}]`;
}

export function detailLabel({ request, policy }: CaseFile): string {
  return policy.pack.data_requests.details.find(({ id }) => id === request.detail)?.label ?? request.detail;
}

export function titleOf(file: CaseFile): string {
  return wordsOf(file, 'title') ?? 'Data request';
}
