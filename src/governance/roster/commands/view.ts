/** Loads an import for whoever keeps the roster. */
import type { Ask } from '../../../app/context.ts';
import { holds } from '../../../app/person.ts';
import type { Card } from '../../../chat/card.ts';
import { type ImportView, importCard } from '../cards/import-card.ts';
import { type RosterProblem, sayProblem } from '../files/fault.ts';
import { importById, type RosterImport } from '../store/imports.ts';
import { needsSecondYes } from './decide.ts';

/** R022: Human Resources keeps the roster. */
export const keepers = ['hr'] as const;
export const access = { anyOf: keepers };

export async function viewOf(ask: Ask, found: RosterImport): Promise<ImportView> {
  const decider = found.decidedById ? await ask.directory.person(ask.reader, found.decidedById) : undefined;
  return {
    found,
    problem: sayFailure(found),
    decidedBy: decider?.name ?? (found.decidedAt ? 'At the command line' : undefined),
    zone: ask.policy.pack.pack.zone,
    losesTooMany: needsSecondYes(ask, found),
    mayDecide: holds(ask.actor, ...keepers),
  };
}

/** Why a file was not taken. */
export function sayFailure({ state, problem }: RosterImport): string | undefined {
  if (state !== 'failed') return undefined;
  return problem === undefined
    ? 'Reading broke off. Import the file again.'
    : sayProblem(problem as unknown as RosterProblem);
}

/** Nothing for whoever does not keep the roster. */
export async function drawImport(ask: Ask, id: string): Promise<Card | undefined> {
  if (!holds(ask.actor, ...keepers)) return undefined;
  const found = await importById(ask.reader, id);
  return found && importCard(await viewOf(ask, found));
}
