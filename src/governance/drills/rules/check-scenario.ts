/** The meaning of a scenario: everything that it names is there, in itself and in the plan. Its shape is scenario.ts's business. */
import type { Policy } from '../../../policy/policy.ts';
import type { Path, Report } from '../../../policy/problem.ts';
import { planWords, roleOf } from './plan-words.ts';
import type { Inject, Question, Scenario } from './scenario.ts';

export function checkScenario({ pack }: Policy, scenario: Scenario, report: Report): void {
  const { parts, injects, concerns } = scenario;
  const { breaches } = pack;
  const ids = new Set(parts.map(({ id }) => id));
  const kinds = new Set(breaches.report.kinds.map(({ id }) => id));
  const severities = new Set(breaches.response.severities.map(({ id }) => id));
  const known = `${Object.keys(planWords).join(', ')}, or a role of the plan`;

  once(parts, ['parts'], report);
  once(injects, ['injects'], report);
  for (const [index, { usually }] of parts.entries())
    if (!usually.some((word) => roleOf(pack, word)))
      report(['parts', index, 'usually'], `this plan has none of these; name ${known}`);
  for (const [index, word] of concerns.entries())
    if (!roleOf(pack, word)) report(['concerns', index], `“${word}” is nobody of this plan; name ${known}`);
  checkKinds(scenario.facts.kinds, ['facts', 'kinds']);
  if (injects[0]?.at !== 0)
    report(['injects', 0, 'at'], 'the first event is what the exercise begins with: give 0');
  const seen = new Set<string>();
  for (const [index, inject] of injects.entries()) {
    const here: Path = ['injects', index];
    const before = injects[index - 1];
    if (before && inject.at <= before.at)
      report([...here, 'at'], `events stand in their order: this one comes after minute ${before.at}`);
    for (const [at, part] of (inject.to ?? []).entries())
      if (!ids.has(part)) report([...here, 'to', at], `there is no part “${part}”`);
    checkKinds(inject.reveals?.kinds, [...here, 'reveals', 'kinds']);
    for (const [at, question] of inject.asks.entries()) {
      if (seen.has(question.id)) report([...here, 'asks', at, 'id'], `“${question.id}” stands here twice`);
      seen.add(question.id);
      checkQuestion(inject, question, [...here, 'asks', at]);
    }
  }
  if (seen.size === 0) report(['injects'], 'nothing is asked of anybody: add a question under “asks”');

  function checkKinds(named: readonly string[] | undefined, path: Path) {
    for (const [at, kind] of (named ?? []).entries())
      if (!kinds.has(kind))
        report([...path, at], `the plan knows no such kind of data; it knows ${[...kinds].join(', ')}`);
  }

  function checkQuestion(inject: Inject, question: Question, path: Path) {
    if (!ids.has(question.to)) report([...path, 'to'], `there is no part “${question.to}”`);
    else if (inject.to && !inject.to.includes(question.to))
      report([...path, 'to'], `“${question.to}” does not hear of this event: add it to the event’s “to”`);
    if (question.kind === 'choose') checkOptions(question, path);
    if (question.kind !== 'determine') return;
    for (const [at, one] of (question.expected.severity ?? []).entries())
      if (!severities.has(one))
        report(
          [...path, 'expected', 'severity', at],
          `the plan knows no such severity; it knows ${[...severities].join(', ')}`,
        );
    if (question.expected.discovered && question.expected.discovered.at > inject.at)
      report(
        [...path, 'expected', 'discovered', 'at'],
        'nobody can have discovered it later than they are asked',
      );
  }

  function checkOptions({ options, many }: Extract<Question, { kind: 'choose' }>, path: Path) {
    once(options, [...path, 'options'], report);
    const expected = options.filter((one) => one.expected).length;
    if (expected === 0) report([...path, 'options'], 'say which of them are expected');
    if (expected > 1 && !many)
      report([...path, 'options'], 'several are expected, and one can be chosen: add many: true');
  }
}

function once(items: readonly { readonly id: string }[], path: Path, report: Report): void {
  for (const [index, { id }] of items.entries())
    if (items.findIndex((one) => one.id === id) !== index)
      report([...path, index, 'id'], `“${id}” stands here twice`);
}
