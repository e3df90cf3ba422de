/** The quality control checklist on a card: how far each party has come, and the way to its lines (R094). */
import type { Person } from '../../../app/person.ts';
import type { Action } from '../../../chat/card.ts';
import { roleName } from '../../../policy/policy.ts';
import type { Step } from '../../../policy/schema-requests.ts';
import { checklistOf, type PartOfChecklist, partsOfChecklist } from '../rules/checklist.ts';
import { decide } from '../rules/decide.ts';
import type { Release } from '../rules/request.ts';
import { positionOf, workflowOf } from '../rules/workflow.ts';
import type { CaseFile } from '../store/case-file.ts';

/** Who answers, as people know them. */
export function partName({ policy }: CaseFile, part: string): string {
  return roleName(policy, part === 'holder' ? policy.pack.data_requests.route.to : part);
}

export function checklistStep({ policy, request }: CaseFile): Step | undefined {
  return workflowOf(policy.pack.data_requests, request).find(({ checklist }) => checklist !== undefined);
}

export function checklistPath(file: CaseFile): string {
  return `/documents/request.checklist?id=${file.request.id}`;
}

export function checklistFacts(file: CaseFile, release: Release): { label: string; value: string }[] {
  const plan = file.policy.pack.data_requests;
  const step = checklistStep(file);
  const list = checklistOf(plan, step);
  if (!step || !list || release.checks.length === 0) return [];
  const parts = partsOfChecklist(plan, step, release);
  return [{ label: list.name, value: parts.map((part) => howFar(file, part)).join('; ') }];
}

function howFar(file: CaseFile, { part, answered, of, no }: PartOfChecklist): string {
  const refused = no > 0 ? `, ${no} with “no”` : '';
  return `${partName(file, part)}: ${answered} of ${of} answered${refused}`;
}

/** A form for each area, as no surface holds all lines at once; then the finish. */
export function checklistButtons(file: CaseFile, viewer: Person): readonly Action[] {
  const { request, policy, cast } = file;
  const plan = policy.pack.data_requests;
  const position = positionOf(plan, request);
  const step = position.at === 'step' && position.step.kind === 'checklist' ? position.step : undefined;
  const list = checklistOf(plan, step);
  if (!step || !list) return [];
  const mine = (step.checklist?.by ?? []).filter(
    (part) => decide(policy.pack, request, { kind: 'tick', part }, viewer, cast).ok,
  );
  const areas = mine.flatMap((part) =>
    list.areas.map(({ name }, area): Action => {
      const whose = mine.length > 1 ? ` (${partName(file, part)})` : '';
      const subject = { id: request.id, part, area: String(area) };
      return { kind: 'open-form', form: 'request.checklist', label: `${name}${whose}`, subject };
    }),
  );
  if (!decide(policy.pack, request, { kind: 'check' }, viewer, cast).ok) return areas;
  const payload = { id: request.id, version: String(request.version) };
  return [
    { kind: 'run', id: 'request.finish-checklist', label: 'Finish the checklist', payload, style: 'primary' },
    ...areas,
  ];
}

/** To read and to print, for whoever works on it. */
export function checklistLink(file: CaseFile): readonly Action[] {
  const answered = file.request.releases.some(({ checks }) => checks.length > 0);
  const name = checklistOf(file.policy.pack.data_requests, checklistStep(file))?.name;
  return answered && name ? [{ kind: 'link', label: name, path: checklistPath(file) }] : [];
}
