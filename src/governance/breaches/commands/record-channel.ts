/** What came of a step in a team's channel: kept, on the timeline, and told where somebody could not be taken out. */
import type { Scene } from '../../../app/context.ts';
import type { ChannelTrouble, NotDone } from '../../../app/team-channels.ts';
import { type Temporal, toDate } from '../../../kernel/clock.ts';
import type { Tx } from '../../../store/tx.ts';
import { type Member, seatOf } from '../rules/channel.ts';
import { type Incident, incidentKind } from '../rules/incident.ts';
import { type IncidentChannel, renameChannel, writeChannel, writeSeat } from '../store/channels.ts';
import { writeEvent } from '../store/timeline.ts';
import { lockIncident } from '../store/write.ts';
import { workers } from './found.ts';
import type { Answer, Todo } from './keep-channel.ts';
import { peopleWith } from './tell.ts';

/** What a person must see to first is tried again by itself all the same, so often. */
const patienceMinutes = 10;

/** About one account, and nothing of the channel itself. */
const ofAccount: ReadonlySet<ChannelTrouble> = new Set(['elsewhere', 'no-account', 'guest', 'unknown']);

export async function recordStep(scene: Scene, tx: Tx, todo: Todo, answer: Answer): Promise<void> {
  const { incident, channel, step } = todo;
  await lockIncident(tx, incident.id);
  if (answer.kind === 'done') await recordDone(tx, todo, answer);
  else if (step.kind === 'remove') await stayed(scene, tx, todo, step.who, answer);
  else if (answer.why === 'name-taken') await renameChannel(tx, channel.id);
  else if (step.kind === 'invite' && answer.kind === 'never' && ofAccount.has(answer.why))
    await writeSeat(tx, channel.id, step.who, { state: 'refused', trouble: answer.why });
  else await held(tx, channel, answer);
  tx.moved({ kind: incidentKind, id: incident.id });
}

async function recordDone(
  tx: Tx,
  { incident, channel, step }: Todo,
  answer: Extract<Answer, { kind: 'done' }>,
): Promise<void> {
  const { id } = channel;
  const fine = { trouble: null, notBefore: null };
  const event = (what: string, who?: Member) =>
    writeEvent(tx, incident.id, {
      ...{ what, byId: undefined },
      ...(who ? { facts: { person: who.personId } } : {}),
    });
  switch (step.kind) {
    case 'open':
      if (!('channel' in answer)) return;
      await writeChannel(tx, id, {
        ...{ ...fine, channel: answer.channel, link: answer.link },
        ...(answer.greeted ? { greetedAt: toDate(tx.now) } : {}),
      });
      await event('channel-opened');
      return;
    case 'greet':
      return writeChannel(tx, id, { ...fine, greetedAt: toDate(tx.now) });
    case 'invite':
      await writeSeat(tx, id, step.who, { state: 'in' });
      await writeChannel(tx, id, fine);
      await event('channel-joined', step.who);
      return;
    case 'remove': {
      const seat = seatOf(channel, step.who);
      await writeSeat(tx, id, step.who, { state: 'out' });
      if (seat?.state === 'in' || ('was' in answer && answer.was)) await event('channel-left', step.who);
      return;
    }
    case 'archive':
      await event('channel-archived');
      return writeChannel(tx, id, { ...fine, archivedAt: toDate(tx.now) });
    case 'forget':
      return writeChannel(tx, id, { ...fine, archivedAt: toDate(tx.now) });
  }
}

/** It does not go on. One that is archived by hand, or gone, is over; another can be opened. */
function held(tx: Tx, { id }: IncidentChannel, answer: NotDone): Promise<void> {
  const { why } = answer;
  if (why === 'gone' || why === 'archived')
    return writeChannel(tx, id, { trouble: why, notBefore: null, archivedAt: toDate(tx.now) });
  return writeChannel(tx, id, { trouble: why, notBefore: toDate(again(tx, answer)) });
}

/** Somebody may be in it who must not: whoever asked for it, and whoever leads, is told once. */
async function stayed(
  scene: Scene,
  tx: Tx,
  { incident, channel }: Todo,
  who: Member,
  answer: NotDone,
): Promise<void> {
  const { why } = answer;
  const before = seatOf(channel, who);
  const over = why === 'gone' || why === 'archived';
  if (!before || before.state === 'unsure') {
    // Nobody here let them in: that they can't be taken out says nothing of whether they are there.
    const later = answer.kind === 'later' ? again(tx, answer) : undefined;
    await writeSeat(tx, channel.id, who, {
      ...(later ? { state: 'unsure', notBefore: later } : { state: 'out' }),
      trouble: why,
    });
    if (over) await held(tx, channel, answer);
    return;
  }
  await writeSeat(tx, channel.id, who, {
    ...(over ? { state: 'stuck' } : { state: 'in', notBefore: again(tx, answer) }),
    trouble: why,
  });
  if (over && !channel.archived) await held(tx, channel, answer);
  if (why === 'slow-down' || before.trouble === why) return;
  const about = { kind: incidentKind, id: incident.id };
  for (const personId of await toTell(scene, incident, channel))
    tx.notify({ notice: 'breach.channel-stuck', about, to: { personId } });
}

async function toTell(
  scene: Scene,
  incident: Incident,
  { wantedById }: IncidentChannel,
): Promise<ReadonlySet<string>> {
  const team = await peopleWith(scene, incident, workers);
  const first = [wantedById, incident.onDutyId].filter((id) => id !== undefined && team.has(id));
  return first.length > 0 ? new Set(first.flatMap((id) => id ?? [])) : team;
}

function again({ now }: Tx, answer: NotDone): Temporal.Instant {
  return answer.kind === 'later'
    ? now.add({ milliseconds: answer.afterMs })
    : now.add({ minutes: patienceMinutes });
}
