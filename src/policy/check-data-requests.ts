/** The meaning of a pack's data requests: workflows whose every step can be reached and has somebody to take it. */
import type { Path, Report } from './problem.ts';
import type { Pack } from './schema.ts';
import type { Question, Step, StepKind } from './schema-requests.ts';

/** The parts of one case that separation rules may name. */
const parts = ['requester', 'typist', 'classifier', 'approver', 'fulfiller', 'qa', 'sender'];

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

  role(requests.pii.authorised_by, at('pii', 'authorised_by'));
  checkRoutes(pack, report);
  checkDays(requests.public_records, at('public_records'), report);
  checkSteps(pack, requests.intake.steps, at('intake', 'steps'), report);
  for (const [id, level] of Object.entries(requests.levels)) {
    const path = at('levels', id, 'steps');
    checkSteps(pack, level.steps, path, report);
    checkWhole(level.steps, path, report);
    checkSent(level.steps, path, report);
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

  checkKinds(requests, report);

  const level = (name: string, path: Path) => {
    if (!requests.levels[name])
      report(path, `there is no level “${name}”; levels are ${Object.keys(requests.levels).join(', ')}`);
  };
  for (const [index, detail] of requests.details.entries())
    if (detail.suggests !== undefined) level(detail.suggests, at('details', index, 'suggests'));
  for (const [index, signal] of requests.signals.entries())
    level(signal.suggests, at('signals', index, 'suggests'));
  for (const list of ['details', 'formats', 'came_in_by', 'delivery_methods', 'techniques'] as const) {
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
    checkQuestions(pack, step.asks, [...here, 'asks'], report);
    const parties = step.checklist?.by.filter((party) => party !== 'holder') ?? [];
    for (const name of [...step.recorded_by, ...parties])
      if (!pack.roles[name])
        report(here, `there is no role “${name}”; add it under roles or correct the name`);
    if (step.recorded_by.length > 0 && !rulingKinds.includes(step.kind))
      report(
        [...here, 'recorded_by'],
        'only what is approved, reviewed or authorised is recorded for others',
      );
    if (step.kind === 'checklist' && !pack.data_requests.checklists[step.checklist?.list ?? ''])
      report([...here, 'checklist'], 'name one of the checklists, and who answers it');
    if (step.kind === 'gather' && step.asks.length === 0)
      report(here, 'a step of kind gather asks something');
    if (step.kind === 'qa' && !step.on_fail)
      report(here, 'a qa step says in on_fail where a failed check goes back to');
    if (step.on_fail && step.kind !== 'qa' && step.kind !== 'authorise')
      report([...here, 'on_fail'], 'only what is checked or authorised is sent back');
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

const rulingKinds: readonly StepKind[] = ['review', 'approve', 'authorise'];

const comesAfter: Partial<Record<StepKind, readonly StepKind[]>> = {
  fulfil: ['claim'],
  avoid_disclosure: ['fulfil'],
  checklist: ['fulfil'],
  qa: ['fulfil'],
  send: ['fulfil'],
  close: ['send'],
};

/** A route has steps of its own or goes by level, and lets no PII out without the named authorisation (003 §3.3). */
function checkRoutes(pack: Pack, report: Report): void {
  const { routes, levels, pii } = pack.data_requests;
  if (Object.keys(routes).length === 0) report(['data_requests', 'routes'], 'a plan has at least one route');
  for (const [id, route] of Object.entries(routes)) {
    const path = ['data_requests', 'routes', id];
    checkQuestions(pack, route.asks, [...path, 'asks'], report);
    checkDays(route.answer, [...path, 'answer'], report);
    checkDays(route.publication, [...path, 'publication'], report);
    const { day } = route.publication ?? {};
    if (day !== undefined && route.asks.find((ask) => ask.id === day)?.kind !== 'date')
      report([...path, 'publication', 'day'], `“${day}” is no question of this route that asks for a day`);
    if (!route.steps) {
      if (Object.keys(levels).length === 0)
        report(path, 'it has no steps of its own, and the plan has no levels to go by');
      if (route.pii !== 'never')
        report([...path, 'pii'], 'a route that goes by level has no step for the named authorisation');
      continue;
    }
    const steps = [...path, 'steps'];
    checkWhole(route.steps, steps, report);
    for (const whenPii of route.pii === 'may' ? [true, false] : [route.pii === 'always']) {
      const taken = route.steps.filter(({ when }) => when === undefined || (when === 'pii') === whenPii);
      checkSteps(pack, taken, steps, report);
      const authorised = taken.findIndex(({ kind, by }) => kind === 'authorise' && by === pii.authorised_by);
      const sent = taken.findIndex(({ kind }) => kind === 'send');
      if (whenPii && (authorised < 0 || authorised > sent))
        report(
          steps,
          `before data about students are sent, ${pii.authorised_by} authorises it: add a step of kind authorise`,
        );
    }
    if (route.pii !== 'never' && !route.disclosure)
      report(path, 'a route for data about students says in disclosure on which ground they go out');
  }
}

/** What is due on a day is counted in days. */
function checkDays(owed: object | undefined, path: Path, report: Report): void {
  for (const [name, value] of Object.entries(owed ?? {}))
    if (typeof value === 'object' && value !== null && 'unit' in value && value.unit === 'h')
      report([...path, name], 'a day can’t be counted in hours: use d, bd, sd or y');
}

/** Every question can be answered, and in a way that lets the step be done. */
function checkQuestions(pack: Pack, asks: readonly Question[], path: Path, report: Report): void {
  once(
    asks.map(({ id }) => id),
    path,
    report,
  );
  for (const [index, ask] of asks.entries()) {
    const here = [...path, index];
    const earlier = asks.slice(0, index);
    if (ask.kind === 'choice' && ask.options.length < 2) report(here, 'a choice has at least two options');
    if (ask.must_be !== undefined && !answersOf(ask).includes(ask.must_be))
      report([...here, 'must_be'], `“${ask.must_be}” is no answer to it`);
    if (ask.must_not_be !== undefined && !answersOf(ask).includes(ask.must_not_be))
      report([...here, 'must_not_be'], `“${ask.must_not_be}” is no answer to it`);
    if (ask.past && ask.kind !== 'date') report([...here, 'past'], 'only a day can be past');
    if ((ask.must_be ?? ask.must_not_be) !== undefined && !ask.else_says)
      report(here, 'say in else_says why another answer stops it, and what to do');
    for (const role of ask.of_roles)
      if (!pack.roles[role]) report([...here, 'of_roles'], `there is no role “${role}”`);
    if (ask.if) {
      const before = earlier.find(({ id }) => id === ask.if?.question);
      if (!before || !answersOf(before).includes(ask.if.is))
        report([...here, 'if'], 'it hangs on an earlier question of the same step and one of its answers');
    }
  }
}

function answersOf({ kind, options }: Question): readonly string[] {
  if (kind === 'yes_no') return ['yes', 'no'];
  return kind === 'choice' ? options.map(({ id }) => id) : [];
}

/** What was done is known by a step's id alone, so one id is one kind of step, whichever way it stands in. */
function checkKinds({ intake, levels, routes }: Pack['data_requests'], report: Report): void {
  const ways: [Path, readonly Step[]][] = [
    [['intake'], intake.steps],
    ...Object.entries(levels).map(([id, { steps }]): [Path, readonly Step[]] => [['levels', id], steps]),
    ...Object.entries(routes).map(([id, { steps = [] }]): [Path, readonly Step[]] => [['routes', id], steps]),
  ];
  const kinds = new Map<string, StepKind>();
  for (const [path, steps] of ways)
    for (const [index, { id, kind }] of steps.entries()) {
      const other = kinds.get(id) ?? kind;
      if (other !== kind)
        report(
          ['data_requests', ...path, 'steps', index, 'kind'],
          `“${id}” is of kind ${other} elsewhere; give this one another id`,
        );
      kinds.set(id, other);
    }
}

/** A workflow runs to its close. */
function checkWhole(steps: readonly Step[], path: Path, report: Report): void {
  if (steps.at(-1)?.kind !== 'close')
    report(path, 'the last step is of kind close, or the request never ends');
}

/** By level, only what has been classified is sent (R063). */
function checkSent(steps: readonly Step[], path: Path, report: Report): void {
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
