/** Pages: one certificate, who was at a session, and the register with R016's six facts. */

import type { Ask } from '../../../app/context.ts';
import type { Payload } from '../../../chat/card.ts';
import { csvFile } from '../../../chat/csv.ts';
import type { Document } from '../../../chat/document.ts';
import { sayDay, sayMoment } from '../../../chat/say-when.ts';
import { sixFacts } from '../cards/completion.ts';
import { courseName } from '../cards/mine.ts';
import { sayTime } from '../rules/clock-time.ts';
import { type Completion, completionsAt, registeredCompletions } from '../store/completions.ts';
import { sessionById } from '../store/sessions.ts';
import { keepsRegister, seenCompletion, todayOf, viewSession } from './surroundings.ts';
import { countsUntil } from './training.ts';

/** For the person, for whoever may confirm it, and for whoever keeps the register. */
export async function loadCertificate(ask: Ask, subject: Payload): Promise<Document | undefined> {
  const seen = await seenCompletion(ask, subject.completion);
  if (seen?.completion.state !== 'confirmed') return undefined;
  const { completion, person } = seen;
  const { calendar, pack } = ask.policy;
  const decider = completion.decidedById
    ? await ask.directory.person(ask.reader, completion.decidedById)
    : undefined;
  const name = courseName(pack.training, completion.course);
  const until = countsUntil(ask, completion);
  return {
    kind: 'page',
    title: `Certificate: ${name}`,
    subtitle: `${person.name}, ${sayDay(completion.completedOn)}`,
    blocks: [
      {
        kind: 'facts',
        facts: [
          ...sixFacts({
            ...{ completion, courseName: name, person: person.name, decidedBy: decider?.name },
            ...{ mayConfirm: false, mayTakeBack: false, zone: calendar.zone },
          }),
          ...(until ? [{ label: 'Counts until', value: sayDay(until) }] : []),
        ],
      },
      {
        kind: 'signature',
        name: decider?.name ?? pack.pack.district,
        lines: [
          completion.decidedAt
            ? `Confirmed on ${sayMoment(completion.decidedAt, calendar.zone)}`
            : `On file since ${sayMoment(completion.loggedAt, calendar.zone)}`,
          `${pack.pack.district}; ${pack.training.courses[completion.course]?.src ?? pack.training.src}`,
        ],
      },
    ],
  };
}

export async function loadSession(ask: Ask, subject: Payload): Promise<Document | undefined> {
  const session = subject.session ? await sessionById(ask.reader, subject.session) : undefined;
  if (!session || (session.trainerId !== ask.actor.id && !keepsRegister(ask))) return undefined;
  const view = await viewSession(ask, session);
  const present = await completionsAt(ask.reader, session.id);
  return {
    kind: 'page',
    title: `Session: ${view.courseName}`,
    subtitle: `${sayDay(session.heldOn)} at ${sayTime(session.startsAt)}, ${session.location}; held by ${view.trainer}`,
    blocks: [
      { kind: 'quote', label: 'Agenda', text: session.agenda },
      {
        kind: 'table',
        caption: `Who was there: ${present.length}`,
        columns: ['Name', 'Role', 'How recorded'],
        rows: (await named(ask, present)).map(({ completion, name }) => [
          name,
          completion.roleThen,
          completion.way === 'check-in' ? 'checked in' : 'on the roll',
        ]),
      },
    ],
  };
}

/** A page and a file hold no more; the newest come first. */
const mostRows = 20_000;

export async function loadRegister(ask: Ask): Promise<Document | undefined> {
  if (!keepsRegister(ask)) return undefined;
  const all = await registeredCompletions(ask.reader, mostRows);
  return {
    kind: 'page',
    title: 'Training register',
    subtitle: `As of ${sayDay(todayOf(ask))}: ${all.length} on file`,
    blocks: [
      {
        kind: 'table',
        caption: 'Names, roles, dates, times, locations, agendas (003 §3.3)',
        columns: ['Name', 'Role', 'Training', 'Date', 'Time', 'Location', 'Agenda', 'State'],
        rows: (await named(ask, all)).map(({ completion, name }) => rowOf(ask, completion, name)),
      },
    ],
    downloads: [{ label: 'Register as a spreadsheet (CSV)', path: '/documents/training.register-csv' }],
  };
}

export async function loadRegisterFile(ask: Ask): Promise<Document | undefined> {
  if (!keepsRegister(ask)) return undefined;
  const all = await named(ask, await registeredCompletions(ask.reader, mostRows));
  return csvFile(
    `training-register-${todayOf(ask)}.csv`,
    ['name', 'email', 'role', 'training', 'date', 'time', 'location', 'agenda', 'evidence', 'how', 'state'],
    all.map(({ completion: one, name, email }) => [
      ...[name, email, one.roleThen, courseName(ask.policy.pack.training, one.course), one.completedOn],
      ...[one.startsAt ?? '', one.location, one.agenda, one.evidence, one.way, one.state],
    ]),
  );
}

function rowOf(ask: Ask, one: Completion, name: string): readonly string[] {
  return [
    ...[name, one.roleThen, courseName(ask.policy.pack.training, one.course), sayDay(one.completedOn)],
    ...[one.startsAt ? sayTime(one.startsAt) : '', one.location],
    ...[one.agenda, one.state === 'waits' ? 'waits' : 'confirmed'],
  ];
}

async function named(ask: Ask, completions: readonly Completion[]) {
  const people = await ask.directory.people(
    ask.reader,
    completions.map(({ personId }) => personId),
  );
  return completions.map((completion) => {
    const person = people.get(completion.personId);
    return {
      completion,
      name: person?.name ?? 'somebody no longer on the roster',
      email: person?.email ?? '',
    };
  });
}
