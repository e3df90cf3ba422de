/** Why a role can't be given or lent, each under the field that has to change. */
import { assertNever } from '../../../kernel/assert-never.ts';
import type { DelegateProblem } from '../rules/delegate.ts';
import type { GrantProblem } from '../rules/roles.ts';

type Said<Field extends string> = { readonly field: Field; readonly text: string };

export function sayGrantProblem(
  problem: GrantProblem,
  holderName: string | undefined,
): Said<'person' | 'role' | 'until'> {
  switch (problem.kind) {
    case 'unknown-role':
      return { field: 'role', text: 'The plan has no such role. Please choose another.' };
    case 'not-by-name':
      return { field: 'role', text: 'This role follows from the roster or the inventory; nobody gives it.' };
    case 'inactive':
      return { field: 'person', text: 'Please choose somebody who works here now.' };
    case 'own-role':
      return {
        field: 'person',
        text: 'Nobody gives a role to themselves, nor to whom they stand in for. Ask a colleague in Human Resources.',
      };
    case 'holds-already':
      return { field: 'role', text: 'They hold this role already on some of these days.' };
    case 'ends-before-it-begins':
      return { field: 'until', text: 'The last day is before the first.' };
    case 'taken':
      return {
        field: 'role',
        text: `${holderName ?? 'Somebody'} holds this role on some of these days, and only one person can. Let it be handed over, or take it back there first.`,
      };
    default:
      return assertNever(problem);
  }
}

export const lastKeeper =
  'They are the last one who can give roles at all. Give Human Resources to somebody else first.';

export function sayDelegateProblem(
  problem: DelegateProblem,
  longest: string,
): Said<'role' | 'holder' | 'delegate' | 'until'> {
  switch (problem) {
    case 'not-lent':
      return {
        field: 'role',
        text: 'This role is not lent. Its holder acts in person, or it is given to somebody else.',
      };
    case 'not-held':
      return { field: 'role', text: 'They do not hold this role on the first day.' };
    case 'holder-is-here':
      return {
        field: 'role',
        text: 'Its holder is here and can lend it themselves. For somebody who is away, Human Resources do it.',
      };
    case 'to-its-holder':
      return { field: 'delegate', text: 'Please choose somebody else than the holder.' };
    case 'to-oneself':
      return {
        field: 'delegate',
        text: 'Nobody gives a role to themselves. Ask a colleague in Human Resources.',
      };
    case 'inactive':
      return { field: 'delegate', text: 'Please choose somebody who works here now.' };
    case 'holds-already':
      return {
        field: 'delegate',
        text: 'They hold this role themselves, so there is nothing to hand to them.',
      };
    case 'lent-already':
      return {
        field: 'role',
        text: 'This role is in other hands on some of these days. Take it back first.',
      };
    case 'over-before-it-begins':
      return { field: 'until', text: 'The last day is before the first.' };
    case 'over-already':
      return { field: 'until', text: 'This day is past. Please choose today or later.' };
    case 'too-long':
      return {
        field: 'until',
        text: `That is longer than the plan allows: choose ${longest} or earlier, or give the role itself.`,
      };
    default:
      return assertNever(problem);
  }
}
