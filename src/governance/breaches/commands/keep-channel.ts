/** One step after the other until a team's channel is as it should be: looked up anew before each, and kept after each. */
import type { Scene } from '../../../app/context.ts';
import type { NotDone, TeamChannels } from '../../../app/team-channels.ts';
import type { Clock, Temporal } from '../../../kernel/clock.ts';
import { toDate } from '../../../kernel/clock.ts';
import type { Author, Store } from '../../../store/store.ts';
import type { Reader } from '../../../store/tx.ts';
import { greetingCard } from '../cards/channel-greeting.ts';
import { nextStep, type Step } from '../rules/channel.ts';
import type { Incident } from '../rules/incident.ts';
import {
  endLease,
  type IncidentChannel,
  leaseChannel,
  prolongLease,
  readChannels,
  writeChannel,
  writeSeat,
} from '../store/channels.ts';
import { readIncidents } from '../store/incidents.ts';
import { wantedIn } from './channel-members.ts';
import { recordStep } from './record-channel.ts';

export interface Keeping {
  readonly store: Store;
  readonly channels: TeamChannels;
  /** Through nobody's eyes: who may be in a channel is decided by the incident alone. */
  readonly scene: (reader: Reader, now: Temporal.Instant) => Scene;
  readonly clock: Clock;
}

export interface Todo {
  readonly incident: Incident;
  readonly channel: IncidentChannel;
  readonly step: Step;
}

export type Answer = Awaited<ReturnType<TeamChannels['open' | 'greet' | 'remove']>> | NotDone;

/** More than any channel needs; a rule that never ends is a bug. */
const mostSteps = 1_000;

/** `stopped` is asked before each step. Nothing happens while another instance is at it. */
export async function keepChannel(deps: Keeping, id: string, stopped: () => boolean): Promise<void> {
  const { store, clock } = deps;
  if (!(await leaseChannel(store, id))) return;
  try {
    for (let steps = 0; steps < mostSteps && !stopped(); steps += 1) {
      const todo = await whatNext(deps, id);
      if (!todo) return;
      await store.transact(authorAt(clock), (tx) => {
        const { step } = todo;
        if (step.kind === 'open') return writeChannel(tx, id, { triedAt: toDate(tx.now) });
        return step.kind === 'invite' ? writeSeat(tx, id, step.who, { state: 'asked' }) : Promise.resolve();
      });
      const answer = await takeStep(deps.channels, todo);
      await store.transact(authorAt(clock), (tx) => recordStep(deps.scene(tx, tx.now), tx, todo, answer));
      await prolongLease(store, id);
    }
  } finally {
    await endLease(store, id);
  }
}

function authorAt(clock: Clock): Author {
  return { personId: null, surface: 'job:breach-channels', now: clock.now() };
}

async function whatNext({ store, scene, clock }: Keeping, id: string): Promise<Todo | undefined> {
  const now = clock.now();
  const asNobody = scene(store, now);
  const [channel] = await readChannels(store, { id });
  const [incident] = channel
    ? await readIncidents(store, asNobody.viewer, { id: channel.incidentId }, 1)
    : [];
  if (!channel || !incident) return undefined;
  const step = nextStep(channel, await wantedIn(asNobody, incident), now);
  return step && { incident, channel, step };
}

async function takeStep(channels: TeamChannels, { incident, channel, step }: Todo): Promise<Answer> {
  const { channel: place = '', name } = channel;
  const greeting = greetingCard(incident.id);
  switch (step.kind) {
    case 'open':
      return channels.open(name, greeting);
    case 'greet':
      return channels.greet(place, greeting);
    case 'invite':
      return channels.invite(place, step.who);
    case 'remove':
      return channels.remove(place, step.who);
    case 'archive':
      return channels.archive(place);
    case 'forget':
      return { kind: 'done' };
  }
}
