/** What came after an incident, as lines of its timeline: vendors, the post-mortem, what is done about it, the public text. */
import { sayDay, sayMoment } from '../../../chat/say-when.ts';
import { Temporal } from '../../../kernel/clock.ts';
import type { Json } from '../../../kernel/hash.ts';
import { type Policy, roleName } from '../../../policy/policy.ts';
import { reviewClears } from '../commands/review.ts';
import { vendorClears } from '../commands/vendor.ts';
import { repairClears } from '../commands/vendor-repair.ts';
import type { TimelineEvent } from '../store/timeline.ts';
import { causeNames } from './after-page.ts';
import type { NameOf } from './response-timeline.ts';

/** Nothing for what is another's to say. */
export function sayAfter(
  policy: Policy,
  { what, facts }: Pick<TimelineEvent, 'what' | 'facts'>,
  name: NameOf,
): string | undefined {
  const who = typeof facts.to === 'string' ? name(facts.to) : 'somebody';
  switch (what) {
    case 'vendor-added':
      return 'A vendor is involved';
    case 'vendor-changed':
      return `${sayChanges(policy, facts.changed)}${sayCleared(vendorClears, facts.cleared)}`;
    case 'vendor-repair':
      return `What the vendor did was written down${sayAffidavit(facts.affidavit)}${sayCleared(repairClears, facts.cleared)}`;
    case 'vendor-learned':
      return `Somebody learned of it ${sayAt(policy, facts.at)}`;
    case 'reviewed':
      return facts.before === null
        ? `Post-mortem: ${causeNames(policy, listed(facts.causes))}`
        : `Post-mortem corrected: ${causeNames(policy, listed(facts.before))} → ${causeNames(policy, listed(facts.causes))}${sayCleared(reviewClears, facts.cleared)}`;
    case 'action-added':
      return `Something to do better, for ${who}, until ${sayOn(facts.due)}`;
    case 'action-given':
      return `Something to do better is given to ${who}`;
    case 'action-moved':
      return `Something to do better is due ${sayOn(facts.due)}, not ${sayOn(facts.was)}`;
    case 'action-done':
      return 'Something to do better is done';
    case 'action-dropped':
      return 'Something to do better is not done after all';
    case 'action-reopened':
      return 'Something to do better is open again';
    case 'actions-released':
      return 'What they had to do better went back to the desk';
    case 'referred':
      return `Referred to Human Resources on ${sayOn(facts.on)}`;
    case 'public-drafted':
      return `A text for the public page waits for the ${roleName(policy, String(facts.for))}`;
    case 'public-approved':
      return 'The text for the public page was approved';
    case 'public-sent-back':
      return 'The text for the public page went back';
    case 'public-posted':
      return `The text was posted on the public page on ${sayOn(facts.on)}`;
    case 'public-taken-down':
      return `The text was taken down from the public page on ${sayOn(facts.on)}`;
    default:
      return undefined;
  }
}

const names: Readonly<Record<string, string>> = {
  discoveredAt: 'The vendor discovered it',
  confirmedAt: 'The vendor was sure',
  toldAt: 'The vendor told us',
  knownAt: 'The district knew',
  within: 'Their time to tell',
};

function sayChanges(policy: Policy, changed: Json | undefined): string {
  if (typeof changed !== 'object' || changed === null || Array.isArray(changed)) return 'About the vendor';
  const say = (value: Json | undefined) => {
    if (typeof value !== 'string') return 'not known';
    return value.includes('T') ? sayAt(policy, value) : value;
  };
  const lines = Object.entries(names).flatMap(([field, label]) => {
    const pair = (changed as Readonly<Record<string, Json>>)[field];
    if (!Array.isArray(pair)) return [];
    return [`${label}: ${say(pair[0])} → ${pair[1] === null ? 'taken out' : say(pair[1])}`];
  });
  return lines.length === 0 ? 'About the vendor' : `About the vendor: ${lines.join('; ')}`;
}

function sayAffidavit(pair: Json | undefined): string {
  if (!Array.isArray(pair) || pair[0] === pair[1]) return '';
  if (pair[1] === 'none') return '; no affidavit was asked for after all';
  return pair[1] === 'received' ? '; the affidavit was received' : '; an affidavit was asked for';
}

/** “. Taken out: What helped”. */
function sayCleared(labels: Readonly<Record<string, string>>, cleared: Json | undefined): string {
  const gone = listed(cleared).map((one) => labels[one] ?? one);
  return gone.length === 0 ? '' : `. Taken out: ${gone.join(', ')}`;
}

function sayOn(day: Json | undefined): string {
  return typeof day === 'string' ? sayDay(day) : 'some day';
}

function listed(ids: Json | undefined): readonly string[] {
  return Array.isArray(ids) ? ids.map(String) : [];
}

function sayAt({ calendar: { zone } }: Policy, at: Json | undefined): string {
  return typeof at === 'string' ? sayMoment(Temporal.Instant.from(at), zone) : 'some day';
}
