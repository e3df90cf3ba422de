/** What came after an incident, as lines of its timeline: vendors, the post-mortem, what is done about it, the public text. */
import { sayMoment } from '../../../chat/say-when.ts';
import { Temporal } from '../../../kernel/clock.ts';
import type { Json } from '../../../kernel/hash.ts';
import type { Policy } from '../../../policy/policy.ts';
import type { TimelineEvent } from '../store/timeline.ts';

/** Nothing for what is another's to say. */
export function sayAfter(
  policy: Policy,
  { what, facts }: Pick<TimelineEvent, 'what' | 'facts'>,
): string | undefined {
  switch (what) {
    case 'vendor-added':
      return 'A vendor is involved';
    case 'vendor-changed':
      return sayChanges(policy, facts.changed);
    case 'vendor-repair':
      return `What the vendor did was written down${sayAffidavit(facts.affidavit)}`;
    case 'vendor-learned':
      return `Somebody learned of it ${sayAt(policy, facts.at)}`;
    default:
      return undefined;
  }
}

const names: Readonly<Record<string, string>> = {
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
    return Array.isArray(pair) ? [`${label}: ${say(pair[0])} → ${say(pair[1])}`] : [];
  });
  return lines.length === 0 ? 'About the vendor' : `About the vendor: ${lines.join('; ')}`;
}

function sayAffidavit(pair: Json | undefined): string {
  if (!Array.isArray(pair) || pair[0] === pair[1]) return '';
  return pair[1] === 'received' ? '; the affidavit was received' : '; an affidavit was asked for';
}

function sayAt({ calendar: { zone } }: Policy, at: Json | undefined): string {
  return typeof at === 'string' ? sayMoment(Temporal.Instant.from(at), zone) : 'some day';
}
