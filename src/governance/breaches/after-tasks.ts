/** What comes after an incident, in the lists of whoever has to do it: also once it is closed. */
import type { Ask } from '../../app/context.ts';
import type { Task } from '../../app/feature.ts';
import { type Improvement, isOverdue } from './rules/improvement.ts';
import { type Incident, incidentKind, isKeptFrom, partsOf, worksOn } from './rules/incident.ts';
import { isPublicTextDue } from './rules/public-text.ts';
import { improvementsOf } from './store/improvements.ts';
import { readIncidents } from './store/incidents.ts';
import { yearlyTasks } from './yearly.ts';

const most = 50;

export async function afterTasks(ask: Ask): Promise<readonly Task[]> {
  const open = { state: 'open' };
  const incidents = await readIncidents(ask.reader, ask.viewer, { improvements: { some: open } }, most);
  const actions = await improvementsOf(
    ask.reader,
    incidents.map(({ id }) => id),
  );
  const waiting = await readIncidents(
    ask.reader,
    ask.viewer,
    { publicTexts: { some: { state: 'waits', byId: { not: ask.actor.id } } } },
    most,
  );
  return [
    ...incidents.flatMap((one) => ownOf(ask, one, actions.get(one.id) ?? [])),
    ...(await Promise.all(waiting.map((one) => toRule(ask, one)))).flat(),
    ...(await toWrite(ask)),
    ...(await yearlyTasks(ask)),
  ];
}

/** Lists are drawn in chat too: no words, and of one that concerns somebody only that it is there. */
function ownOf(ask: Ask, incident: Incident, actions: readonly Improvement[]): readonly Task[] {
  const { id, reference, state } = incident;
  const parts = partsOf(incident, ask.actor);
  if (!worksOn(parts)) return [];
  const mine = actions.filter(
    (one) =>
      one.state === 'open' && (one.ownerId === undefined ? parts.has('desk') : one.ownerId === ask.actor.id),
  );
  const [first] = mine;
  if (!first) return [];
  if (isKeptFrom(ask.surface, incident))
    // While it is not closed, it stands in the list already.
    return state === 'closed' ? [hidden(id, 'i-owe')] : [];
  return mine.map((one) => ({
    list: 'i-owe',
    title: `${reference}: something to do better`,
    dueOn: ask.policy.calendar.localDay(one.dueAt).toString(),
    late: isOverdue(one, ask.now),
    action: {
      kind: 'open-form',
      form: 'breach.action-settle',
      label: 'Done or not needed',
      subject: { id, action: one.id },
    },
  }));
}

async function toRule(ask: Ask, incident: Incident): Promise<readonly Task[]> {
  const policy = await ask.policyOf(incident.policy);
  const { approved_by } = policy.pack.breaches.after.public_text;
  if (!worksOn(partsOf(incident, ask.actor))) return [];
  if (!approved_by.some((role) => ask.actor.roles.includes(role))) return [];
  const { id, reference, state } = incident;
  if (isKeptFrom(ask.surface, incident)) return state === 'closed' ? [hidden(id, 'waits-for-me')] : [];
  return [
    {
      list: 'waits-for-me',
      title: `${reference}: a text for the public page`,
      action: { kind: 'open-form', form: 'breach.public-rule', label: 'Say yes or no', subject: { id } },
    },
  ];
}

/** A text is due, and none is under way, or one was approved and is posted nowhere yet (L03). */
async function toWrite(ask: Ask): Promise<readonly Task[]> {
  const done = { OR: [{ state: 'waits' }, { state: 'approved', postedOn: { not: null } }] };
  const incidents = await readIncidents(
    ask.reader,
    ask.viewer,
    {
      state: 'breach',
      ...(ask.surface === 'web' ? {} : { confidential: false }),
      publicTexts: { none: done },
    },
    most,
  );
  const lines: Task[] = [];
  for (const incident of incidents) {
    const policy = await ask.policyOf(incident.policy);
    if (!partsOf(incident, ask.actor).has('desk') || !isPublicTextDue(policy, incident)) continue;
    const path = `/documents/breach.page?id=${incident.id}`;
    lines.push({
      list: 'i-owe',
      title: `${incident.reference}: a text on the public page is due`,
      action: { kind: 'link', label: 'Everything about it', path },
    });
  }
  return lines;
}

function hidden(id: string, list: Task['list']): Task {
  const action = { kind: 'link', label: 'Open', path: `/cases/${incidentKind}/${id}` } as const;
  return { list, title: 'A confidential matter', action };
}
