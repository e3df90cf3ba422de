/** How far a checklist is answered: every party that the plan names answers every line on its own (R094). */
import type { Checklist, DataRequestPolicy, Step } from '../../../policy/schema-requests.ts';
import type { Check, Release } from './request.ts';

export interface PartOfChecklist {
  /** `holder`, or the role that answers. */
  readonly part: string;
  readonly answered: number;
  readonly no: number;
  readonly of: number;
}

export function checklistOf(plan: DataRequestPolicy, step: Step | undefined): Checklist | undefined {
  return step?.checklist && plan.checklists[step.checklist.list];
}

/** Answers to lines that the plan does not have count for nothing. */
export function partsOfChecklist(
  plan: DataRequestPolicy,
  step: Step,
  release: Release | undefined,
): readonly PartOfChecklist[] {
  const items = checklistOf(plan, step)?.areas.flatMap((area) => area.items.map(({ id }) => id)) ?? [];
  return (step.checklist?.by ?? []).map((part) => {
    const given = items.flatMap((item) => checkOf(release, part, item) ?? []);
    const no = given.filter(({ answer }) => answer === 'no').length;
    return { part, answered: given.length, no, of: items.length };
  });
}

export function checkOf(release: Release | undefined, part: string, item: string): Check | undefined {
  return release?.checks.find((check) => check.part === part && check.item === item);
}

/** The words that say why a line is not simply "yes". */
export function noteField(release: Release, part: string, item: string): string {
  return `check:${release.id}:${part}:${item}`;
}
