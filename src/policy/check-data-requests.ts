/** The meaning of a pack's data requests: workflows whose every step can be reached and has somebody to take it. */
import type { Path, Report } from './problem.ts';
import type { Pack, Step, StepKind } from './schema.ts';

/** The parts of one case that separation rules may name. */
const parts = ['requester', 'typist', 'classifier', 'fulfiller', 'qa', 'sender'];

export function checkDataRequests(pack: Pack, report: Report): void {
  const requests = pack.data_requests;
  const at = (...path: Path) => ['data_requests', ...path];
  const role = (name: string, path: Path) => {
    if (!pack.roles[name]) report(path, `there is no role “${name}”; add it under roles or correct the name`);
  };
  role(requests.classify.by, at('classify', 'by'));
  role(requests.classify.stand_in, at('classify', 'stand_in'));
  if (requests.classify.by === requests.classify.stand_in) {
    report(at('classify', 'stand_in'), 'the stand-in must be another role than the one it stands in for');
  }
  role(requests.route.to, at('route', 'to'));

  checkSteps(pack, requests.intake.steps, at('intake', 'steps'), report);
  for (const [id, level] of Object.entries(requests.levels)) {
    const path = at('levels', id, 'steps');
    checkSteps(pack, level.steps, path, report);
    checkWhole(level.steps, path, report);
    for (const step of requests.intake.steps) {
      const same = level.steps.find((other) => other.id === step.id);
      if (same?.kind !== step.kind) {
        report(
          path,
          `intake's step “${step.id}” is missing here, so work done before the level is set would be lost`,
        );
      }
    }
  }

  const level = (name: string, path: Path) => {
    if (!requests.levels[name])
      report(path, `there is no level “${name}”; levels are ${Object.keys(requests.levels).join(', ')}`);
  };
  for (const [index, detail] of requests.details.entries())
    level(detail.suggests, at('details', index, 'suggests'));
  for (const [index, signal] of requests.signals.entries())
    level(signal.suggests, at('signals', index, 'suggests'));
  for (const list of ['details', 'formats', 'came_in_by', 'delivery_methods'] as const) {
    once(
      requests[list].map((choice) => choice.id),
      at(list),
      report,
    );
  }

  for (const [index, rule] of pack.separation.entries()) {
    for (const [position, part] of rule.apart.entries()) {
      if (!parts.includes(part)) {
        report(
          ['separation', index, 'apart', position],
          `“${part}” is no part of a request; parts are ${parts.join(', ')}`,
        );
      }
    }
  }
}

/** What must come before a step of a kind, or before a step taken `by` somebody of the case. */
function checkSteps(pack: Pack, steps: readonly Step[], path: Path, report: Report): void {
  once(
    steps.map((step) => step.id),
    path,
    report,
  );
  const done = new Set<StepKind>();
  const before = new Set<string>();
  for (const [index, step] of steps.entries()) {
    const here = [...path, index];
    if (done.has('close'))
      report(here, `“${step.id}” comes after the request is closed and can't be reached`);
    if (step.by === 'holder') {
      if (!done.has('claim')) report([...here, 'by'], 'nobody holds the request before a step of kind claim');
    } else if (step.by === 'fulfiller') {
      if (!done.has('fulfil')) report([...here, 'by'], 'there is no fulfiller before a step of kind fulfil');
    } else if (!pack.roles[step.by]) {
      report([...here, 'by'], `there is no role “${step.by}”; name a role, holder or fulfiller`);
    }
    for (const needed of comesAfter[step.kind] ?? []) {
      if (!done.has(needed))
        report([...here, 'kind'], `a step of kind ${step.kind} needs one of kind ${needed} before it`);
    }
    if (step.kind === 'qa' && !step.on_fail)
      report(here, 'a qa step says in on_fail where a failed check goes back to');
    if (step.on_fail && !before.has(step.on_fail)) {
      report([...here, 'on_fail'], `“${step.on_fail}” is no earlier step of this workflow`);
    }
    if (step.waits && !pack.roles[step.waits.show_to]) {
      report([...here, 'waits', 'show_to'], `there is no role “${step.waits.show_to}”`);
    }
    done.add(step.kind);
    before.add(step.id);
  }
}

const comesAfter: Partial<Record<StepKind, readonly StepKind[]>> = {
  fulfil: ['claim'],
  avoid_disclosure: ['fulfil'],
  checklist: ['fulfil'],
  qa: ['fulfil'],
  send: ['fulfil'],
  close: ['send'],
};

/** A level's workflow runs from claim to close, and sends only what has been classified (R063). */
function checkWhole(steps: readonly Step[], path: Path, report: Report): void {
  if (steps.at(-1)?.kind !== 'close')
    report(path, 'the last step is of kind close, or the request never ends');
  for (const [index, step] of steps.entries()) {
    if (
      step.kind === 'send' &&
      !steps.slice(0, index + 1).some((earlier) => earlier.needs.includes('classification'))
    ) {
      report([...path, index, 'needs'], 'sending needs the classification: add needs: [classification]');
    }
  }
}

function once(ids: readonly string[], path: Path, report: Report): void {
  for (const [index, id] of ids.entries()) {
    if (ids.indexOf(id) !== index) report([...path, index, 'id'], `“${id}” is used twice in this list`);
  }
}
