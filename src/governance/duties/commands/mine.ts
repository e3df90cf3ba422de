/** What somebody owes as they see it: on their list, in the day's one reminder, and who may look at it. */
import type { Ask } from '../../../app/context.ts';
import type { NoticeKind, Rendering, Task } from '../../../app/feature.ts';
import type { Card } from '../../../chat/card.ts';
import type { Policy } from '../../../policy/policy.ts';
import { doneCard, nudgeCard } from '../cards/nudge.ts';
import { sayOwed } from '../cards/say.ts';
import { isListed, type Owed, snoozableUntil } from '../rules/list.ts';
import { owedOf, wasReminded } from '../store/mine.ts';
import { nudgeNotice } from '../store/remind.ts';
import { schoolYearOf, topicsIn } from '../store/topics.ts';

export function todayOf(ask: Pick<Ask, 'policy' | 'now'>): string {
  return ask.policy.calendar.localDay(ask.now).toString();
}

export async function owedTasks(ask: Ask): Promise<readonly Task[]> {
  const today = todayOf(ask);
  const { zone } = ask.policy.calendar;
  const open = await owedOf(ask.reader, zone, { personIds: [ask.actor.id] });
  const listed = open.filter((one) => isListed(ask.policy, one, today));
  const topics =
    listed.length > 0 ? await topicsIn(ask.reader, ask.policy, schoolYearOf(ask.policy, today)) : undefined;
  return listed.map((one): Task => {
    const { title, detail, late, action } = sayOwed(ask.policy, one, {
      ...{ today, topics: topics?.get(one.duty), reader: ask.actor },
    });
    return {
      ...{ list: 'i-owe', title, detail, late, dueOn: one.dueOn },
      ...(action ? { action } : {}),
    };
  });
}

/** The card of one's own duties as they stand; nobody else's. */
export async function myCard(ask: Ask, personId: string): Promise<Card | undefined> {
  if (personId !== ask.actor.id) return undefined;
  const open = await owedOf(ask.reader, ask.policy.calendar.zone, { personIds: [personId] });
  return drawn(ask, open, undefined) ?? doneCard(personId);
}

/** Many at once, each for its own recipient: a district's reminders go out within one morning. */
async function nudges(wanted: readonly Rendering[]): Promise<readonly (Card | undefined)[]> {
  const [first] = wanted;
  if (!first) return [];
  const { reader, policy } = first.ask;
  const ids = [...new Set(wanted.map(({ ask }) => ask.actor.id))];
  const open = new Map<string, Owed[]>();
  for (const one of await owedOf(reader, policy.calendar.zone, { personIds: ids }))
    open.set(one.personId, [...(open.get(one.personId) ?? []), one]);
  const topics = await topicsIn(reader, policy, schoolYearOf(policy, todayOf(first.ask)));
  return Promise.all(wanted.map(({ ask, facts }) => nudge(ask, open.get(ask.actor.id) ?? [], facts, topics)));
}

/** Nothing for somebody who is away, and nothing once all is done that a reminder on its way was about. */
async function nudge(
  ask: Ask,
  open: readonly Owed[],
  facts: Rendering['facts'],
  topics: ReadonlyMap<string, string>,
): Promise<Card | undefined> {
  if (ask.actor.status !== 'active') return undefined;
  const named = Array.isArray(facts.owed) ? facts.owed : [];
  if (open.some(({ id }) => named.includes(id))) return drawn(ask, open, topics);
  const sent = await wasReminded(ask.reader, ask.actor.id, nudgeNotice, String(facts.day));
  return sent ? doneCard(ask.actor.id) : undefined;
}

function drawn(
  ask: Ask,
  open: readonly Owed[],
  topics: ReadonlyMap<string, string> | undefined,
): Card | undefined {
  const { policy } = ask;
  const today = todayOf(ask);
  const listed = open.filter((one) => isListed(policy, one, today));
  if (listed.length === 0) return undefined;
  return nudgeCard({
    personId: ask.actor.id,
    said: listed.map((one) =>
      sayOwed(policy, one, { today, topics: topics?.get(one.duty), reader: ask.actor }),
    ),
    overdue: overdueWords(policy, listed, today),
    mayPutOff: listed.some((one) => snoozableUntil(policy, one, today) !== undefined),
  });
}

/** F: nothing is withheld by itself, and the sentence says so. */
function overdueWords(policy: Policy, listed: readonly Owed[], today: string): readonly string[] {
  const late = listed.filter(({ dueOn }) => dueOn < today);
  return [...new Set(late.flatMap(({ duty }) => policy.pack.duties[duty]?.overdue.says ?? []))];
}

export const nudgeKind: NoticeKind = {
  id: nudgeNotice,
  renderAll: nudges,
  render: async (ask, { caseId, facts }) => (await nudges([{ ask, notice: nudgeNotice, caseId, facts }]))[0],
};
