/** `safekeep roster confirm`, `refuse` and `gone`: what a person says to a file, and to each one whom it lacks. */
import type { Command } from 'commander';
import type { Person } from '../../app/person.ts';
import { personByEmail } from '../../governance/people/store/accounts.ts';
import { nameOf } from '../../governance/roster/cards/import-card.ts';
import { applyPage, endEmployment } from '../../governance/roster/commands/apply.ts';
import { confirmImport, refuseImport } from '../../governance/roster/commands/decide.ts';
import { people, reasonWords, sayCounts } from '../../governance/roster/rules/words.ts';
import { answerGone, type Gone, openGone } from '../../governance/roster/store/gone.ts';
import { importById, pendingImport, type RosterImport } from '../../governance/roster/store/imports.ts';
import { type Clock, Temporal } from '../../kernel/clock.ts';
import { OperatorError } from '../../kernel/operator-error.ts';
import type { Opened } from '../open.ts';
import { progressOn } from '../progress.ts';
import { NotDone, type Shell, show } from '../shell.ts';
import { actingIn, authorOf, keeperOf } from './house.ts';

export interface ConfirmOptions {
  readonly allGoneLeft?: boolean;
  readonly lacks?: string;
  readonly by?: string;
}

export async function confirmRoster(
  shell: Shell,
  command: Command,
  house: Opened,
  clock: Clock,
  options: ConfirmOptions,
): Promise<void> {
  const pending = await waitingOne(house);
  const by = await keeperOf(house, clock, options.by);
  // One that was confirmed before, and cut off, is only gone on with.
  if (pending.state === 'staged') await sayYes(house, clock, pending, by, options);
  const progress = progressOn(shell);
  const { counts } = pending;
  const pages = Math.max(1, Math.ceil((counts.new + counts.changed) / 1_000));
  for (let page = 0; ; page += 1) {
    const { more } = await house.store.transact(
      authorOf(clock, by),
      (tx) => applyPage(actingIn(house, tx), pending.id),
      { timeoutMs: 120_000 },
    );
    progress.step('Applying', Math.min(1, page / pages));
    if (!more) break;
  }
  progress.end();
  await tellApplied(shell, command, house, pending.id);
}

async function sayYes(
  house: Opened,
  clock: Clock,
  pending: RosterImport,
  by: Person | undefined,
  { allGoneLeft, lacks }: ConfirmOptions,
): Promise<void> {
  const decided = await house.store.transact(authorOf(clock, by), (tx) =>
    confirmImport(actingIn(house, tx), {
      importId: pending.id,
      byId: by?.id ?? null,
      goneToo: allGoneLeft === true,
      lacks: lacks === undefined ? undefined : Number(lacks),
    }),
  );
  switch (decided.kind) {
    case 'confirmed':
      return;
    case 'too-many':
      throw new OperatorError(
        `This file lacks ${decided.gone} of ${people(decided.known)} (${decided.percent} %): perhaps it was cut off. If you have checked that it is whole, say so: safekeep roster confirm --lacks ${decided.gone}`,
      );
    case 'who':
      throw new OperatorError(
        'Ending employments needs a person’s name on it: add --by with the address of somebody in Human Resources.',
      );
    default:
      throw new OperatorError('No file waits for a yes any more. See: safekeep roster show');
  }
}

async function tellApplied(shell: Shell, command: Command, house: Opened, id: string): Promise<void> {
  const ended = await importById(house.store, id);
  if (!ended) throw new Error('an import vanished');
  const { counts } = ended;
  const open = ended.goneToo ? 0 : counts.gone;
  show(shell, command, { outcome: ended.state, id, counts, diff: ended.diffDigest }, [
    `The roster is changed: ${sayCounts(counts)}.`,
    ...(counts.stale > 0
      ? [
          `${people(counts.stale)} had changed meanwhile and were left as they are; the next file proposes them again.`,
        ]
      : []),
    ...(open > 0
      ? [`${people(open)} gone from the file stay staff until somebody answers: safekeep roster gone`]
      : []),
  ]);
  if (ended.state !== 'applied') throw new NotDone();
}

export async function refuseRoster(
  shell: Shell,
  command: Command,
  house: Opened,
  clock: Clock,
  options: { readonly by?: string },
): Promise<void> {
  const pending = await waitingOne(house);
  const by = await keeperOf(house, clock, options.by);
  const problem = await house.store.transact(authorOf(clock, by), (tx) =>
    refuseImport(actingIn(house, tx), pending.id, by?.id ?? null),
  );
  if (problem) throw new OperatorError('This file is being applied already; it can’t be refused any more.');
  show(shell, command, { outcome: 'refused', id: pending.id }, [
    `${nameOf(pending)} is refused. The roster stays as it is.`,
  ]);
}

async function waitingOne({ store }: Opened): Promise<RosterImport> {
  const pending = await pendingImport(store);
  if (!pending) throw new OperatorError('No roster file waits for an answer. See: safekeep roster show');
  return pending;
}

export interface GoneOptions {
  readonly left: readonly string[];
  readonly kept: readonly string[];
  readonly day?: string;
  readonly by?: string;
}

/** More are answered for on the page; a terminal is no place for thousands. */
const mostListed = 1_000;

export async function answerForGone(
  shell: Shell,
  command: Command,
  house: Opened,
  clock: Clock,
  options: GoneOptions,
): Promise<void> {
  const open = await openGone(house.store, mostListed);
  if (options.left.length + options.kept.length === 0) {
    show(
      shell,
      command,
      open.map(({ personId, name, reason }) => ({ personId, name, reason })),
      [
        ...(open.length === 0 ? ['Nobody is gone from the last file, or somebody has answered.'] : []),
        ...open.map(
          ({ name, jobTitle, reason }) => `${name} (${jobTitle}): ${reasonWords[reason] ?? reason}`,
        ),
      ],
    );
    return;
  }
  const by = await keeperOf(house, clock, options.by);
  if (!by) throw new OperatorError('Say who answers: --by with the address of somebody in Human Resources.');
  const day = options.day === undefined ? undefined : dayOf(options.day);
  const answers = [
    ...options.left.map((mail) => ({ mail, to: 'left' as const })),
    ...options.kept.map((mail) => ({ mail, to: 'kept' as const })),
  ];
  const asked = await Promise.all(
    answers.map(async ({ mail, to }) => ({ to, gone: await goneBy(house, clock, open, mail) })),
  );
  if (asked.some(({ gone }) => gone.personId === by.id))
    throw new OperatorError('Nobody answers for themselves: name a colleague with --by.');
  for (const { to, gone } of asked)
    await house.store.transact(authorOf(clock, by), async (tx) => {
      const acting = actingIn(house, tx);
      if (!(await answerGone(tx, gone, 'open', to, by.id)))
        throw new OperatorError(`Somebody has just answered for ${gone.name}.`);
      if (to === 'left') await endEmployment(acting, gone.personId, day ?? gone.lastDay);
      else
        tx.audit({
          what: 'roster.kept',
          about: { kind: 'person', id: gone.personId },
          facts: { import: gone.importId },
        });
    });
  show(shell, command, { left: options.left, kept: options.kept }, [
    ...asked.map(({ to, gone }) => (to === 'left' ? `${gone.name} has left.` : `${gone.name} stays.`)),
  ]);
}

async function goneBy(house: Opened, clock: Clock, open: readonly Gone[], mail: string): Promise<Gone> {
  const today = house.policy.calendar.localDay(clock.now());
  const person = await personByEmail(house.store, mail, today);
  const gone = open.find((one) => one.personId === (person?.id ?? mail));
  if (!gone)
    throw new OperatorError(`${mail} is not among those who are gone: safekeep roster gone lists them.`);
  return gone;
}

function dayOf(text: string): Temporal.PlainDate {
  try {
    return Temporal.PlainDate.from(text);
  } catch {
    throw new OperatorError('--day is a date such as 2026-11-30.');
  }
}
