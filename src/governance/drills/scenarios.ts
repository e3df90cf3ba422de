/** The scenarios that there are: those that come with Safekeep, and the district's own; each is looked at again when it is read. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findStudentData } from '../../app/student-data.ts';
import type { Json } from '../../kernel/hash.ts';
import { failed, ok, type Result } from '../../kernel/result.ts';
import type { Policy } from '../../policy/policy.ts';
import { type Path, type Problem, pathText } from '../../policy/problem.ts';
import { readYamlText } from '../../policy/read-yaml.ts';
import type { Reader } from '../../store/tx.ts';
import { checkScenario } from './rules/check-scenario.ts';
import { findContacts } from './rules/contacts.ts';
import { type Scenario, scenarioShape } from './rules/scenario.ts';
import { ownScenarios } from './store/own-scenarios.ts';

export const scenarioFolder = fileURLToPath(new URL('./scenarios', import.meta.url));

/** Files of that folder, in the order in which they are offered. */
export const builtIn = ['wrong-list', 'vendor-friday', 'phished-administrator'] as const;

export interface FoundScenario {
  readonly scenario: Scenario;
  /** As it is written, as JSON: what an exercise keeps. */
  readonly body: string;
  readonly own: boolean;
}

/** Everything that is wrong with a scenario's text, or the scenario. */
export function readScenario(text: string, file: string, policy: Policy): Result<FoundScenario, Problem[]> {
  const read = readYamlText(text, file, scenarioShape);
  if (!read.ok) return read;
  const { value, raw, lineOf } = read.value;
  const problems: Problem[] = [];
  const report = (path: Path, says: string) => {
    const line = lineOf(path);
    problems.push({ file, path: pathText(path), ...(line ? { line } : {}), says });
  };
  checkScenario(policy, value, report);
  nobodyReal(raw, [], report);
  if (problems.length > 0) return failed(problems);
  return ok({ scenario: value, body: JSON.stringify(raw), own: true });
}

/** In an exercise too (R040): whoever writes one from a case of their own may have left something in it. */
function nobodyReal(value: Json, path: Path, report: (path: Path, says: string) => void): void {
  if (typeof value === 'string') {
    const found = findStudentData(value);
    if (found.length > 0)
      report(
        path,
        `this looks like student data: ${found.map((one) => `“${one}”`).join(', ')}; invent something else`,
      );
    const contacts = findContacts(value);
    if (contacts.length > 0)
      report(
        path,
        `this could be somebody’s: ${contacts.map((one) => `“${one}”`).join(', ')}; say “an address” or “a number” instead`,
      );
  } else if (value !== null && typeof value === 'object') {
    const entries: [string | number, Json][] = Array.isArray(value)
      ? [...value.entries()]
      : Object.entries(value as Readonly<Record<string, Json>>);
    for (const [key, item] of entries) nobodyReal(item, [...path, key], report);
  }
}

const ours = new WeakMap<Policy, Promise<readonly FoundScenario[]>>();

/** Those of this folder that fit this plan; the files are read once. */
function builtInFor(policy: Policy): Promise<readonly FoundScenario[]> {
  const known = ours.get(policy);
  if (known) return known;
  const read = Promise.all(
    builtIn.map(async (name) => {
      const text = await readFile(join(scenarioFolder, `${name}.yaml`), 'utf8');
      const one = readScenario(text, `${name}.yaml`, policy);
      return one.ok ? [{ ...one.value, own: false }] : [];
    }),
  ).then((all) => all.flat());
  ours.set(policy, read);
  return read;
}

/** By id, those that fit this plan; a district's own stands in the place of one that came with Safekeep. */
export async function scenariosOf(
  reader: Reader,
  policy: Policy,
): Promise<ReadonlyMap<string, FoundScenario>> {
  const found = new Map((await builtInFor(policy)).map((one) => [one.scenario.scenario.id, one]));
  for (const [id, text] of await ownScenarios(reader)) {
    const read = readScenario(text, id, policy);
    if (read.ok) found.set(id, read.value);
  }
  return found;
}
