/** What every command of this room looks up first: the plan's courses, the day, and who may do what here. */
import type { Ask } from '../../../app/context.ts';
import { holds, type Person } from '../../../app/person.ts';
import type { Card } from '../../../chat/card.ts';
import { completionCard } from '../cards/completion.ts';
import { courseName } from '../cards/mine.ts';
import { type SessionView, trainerCard } from '../cards/session.ts';
import { mayConfirm } from '../rules/completion.ts';
import { type Completion, completionById, completionsAt } from '../store/completions.ts';
import { type Session, sessionById } from '../store/sessions.ts';

export function todayOf(ask: Pick<Ask, 'policy' | 'now'>): string {
  return ask.policy.calendar.localDay(ask.now).toString();
}

/** Supervisors hold sessions for their own people; the roles that the pack names, for anybody. */
export function holdsSessions(ask: Ask): boolean {
  return holds(ask.actor, 'supervisor', ...ask.policy.pack.training.trainers);
}

export function keepsRegister(ask: Ask): boolean {
  return holds(ask.actor, ...ask.policy.pack.training.keepers);
}

function trains(ask: Ask): boolean {
  const { trainers, keepers } = ask.policy.pack.training;
  return holds(ask.actor, ...trainers, ...keepers);
}

export function confirms(ask: Ask, person: Pick<Person, 'id' | 'supervisorId'>): boolean {
  return mayConfirm({
    actorId: ask.actor.id,
    personId: person.id,
    supervisorId: person.supervisorId,
    trains: trains(ask),
  });
}

/** Those who confirm for everybody see everything that waits; a supervisor sees their own people's. */
export function confirmsForAll(ask: Ask): boolean {
  return trains(ask);
}

export interface Seen {
  readonly completion: Completion;
  readonly person: Person;
  readonly mayConfirm: boolean;
}

/** Nothing for whoever it is no business of. */
export async function seenCompletion(ask: Ask, id: string | undefined): Promise<Seen | undefined> {
  const completion = id ? await completionById(ask.reader, id) : undefined;
  const person = completion && (await ask.directory.person(ask.reader, completion.personId));
  if (!completion || !person) return undefined;
  const may = confirms(ask, person);
  if (!may && person.id !== ask.actor.id && !keepsRegister(ask)) return undefined;
  return { completion, person, mayConfirm: may };
}

export async function drawCompletion(ask: Ask, id: string): Promise<Card | undefined> {
  const seen = await seenCompletion(ask, id);
  if (!seen) return undefined;
  const { completion, person } = seen;
  const decider = completion.decidedById
    ? await ask.directory.person(ask.reader, completion.decidedById)
    : undefined;
  return completionCard({
    completion,
    courseName: courseName(ask.policy.pack.training, completion.course),
    person: person.name,
    decidedBy: decider?.name,
    mayConfirm: seen.mayConfirm,
    mayTakeBack: seen.mayConfirm && keepsRegister(ask),
    zone: ask.policy.calendar.zone,
  });
}

export async function viewSession(ask: Ask, session: Session): Promise<SessionView> {
  const trainer = await ask.directory.person(ask.reader, session.trainerId);
  return {
    session,
    courseName: courseName(ask.policy.pack.training, session.course),
    trainer: trainer?.name ?? 'somebody no longer on the roster',
    present: (await completionsAt(ask.reader, session.id)).length,
    today: todayOf(ask),
  };
}

/** For its trainer, and whoever keeps the register. */
export async function drawSession(ask: Ask, id: string): Promise<Card | undefined> {
  const session = await sessionById(ask.reader, id);
  if (!session || (session.trainerId !== ask.actor.id && !keepsRegister(ask))) return undefined;
  return trainerCard(await viewSession(ask, session));
}
