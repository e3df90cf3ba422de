/** `safekeep drill check FILE` and `safekeep drill add FILE`: a district's own exercises, looked at line by line. */
import { readFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { Command } from 'commander';
import { questionsOf } from '../../governance/drills/rules/scenario.ts';
import { type FoundScenario, readScenario } from '../../governance/drills/scenarios.ts';
import { addScenario } from '../../governance/drills/store/own-scenarios.ts';
import { OperatorError } from '../../kernel/operator-error.ts';
import type { Policy } from '../../policy/policy.ts';
import { problemLine } from '../../policy/problem.ts';
import { atHome, configOf } from '../at-home.ts';
import { readPlan } from '../read-plan.ts';
import { NotDone, type Shell, show } from '../shell.ts';

/** More is no scenario that people could play. */
const mostBytes = 500_000;

export function drillCommand(shell: Shell): Command {
  return new Command('drill')
    .description('exercises with invented data breaches')
    .addCommand(
      new Command('check')
        .description('look at a scenario file line by line, by the plan in force')
        .argument('<file>', 'a scenario’s YAML file')
        .action(async (file: string, _options: object, command: Command) => {
          const policy = await readPlan(configOf(shell).policyPack);
          const { scenario } = await readOne(shell, command, file, policy);
          const { id, title } = scenario.scenario;
          const counts = {
            ...{ parts: scenario.parts.length, events: scenario.injects.length },
            questions: questionsOf(scenario).length,
          };
          show(shell, command, { ok: true, id, title, ...counts }, [
            `“${title}” (${id}) is fit for use: ${counts.parts} parts, ${counts.events} events, ${counts.questions} questions.`,
          ]);
        }),
    )
    .addCommand(
      new Command('add')
        .description('offer a scenario of your own in /breach drill; one of the same id takes its place')
        .argument('<file>', 'a scenario’s YAML file')
        .action((file: string, _options: object, command: Command) =>
          atHome(shell, async ({ store, policy }, clock) => {
            const { scenario, text } = await readOne(shell, command, file, policy);
            const { id, title } = scenario.scenario;
            const added = await store.transact({ personId: null, surface: 'cli', now: clock.now() }, (tx) =>
              addScenario(tx, id, text),
            );
            show(shell, command, { ok: true, id, title, added }, [
              added
                ? `“${title}” (${id}) is offered in /breach drill from now on. Exercises that run keep the scenario they began with.`
                : `“${title}” (${id}) is there already, with the same text.`,
            ]);
          }),
        ),
    );
}

/** Every problem is said before it gives up. Throws OperatorError where the file is none. */
async function readOne(
  shell: Shell,
  command: Command,
  file: string,
  policy: Policy,
): Promise<FoundScenario & { readonly text: string }> {
  const text = await readFile(resolve(file), 'utf8').catch((error: { code?: string }) => {
    throw new OperatorError(`${file} can’t be read (${error.code ?? 'unknown error'}).`);
  });
  if (Buffer.byteLength(text) > mostBytes)
    throw new OperatorError(`${file} is larger than ${mostBytes} bytes: that is no scenario.`);
  const read = readScenario(text, basename(file), policy);
  if (read.ok) return { ...read.value, text };
  const count = read.problem.length;
  show(shell, command, { ok: false, problems: read.problem }, [
    ...read.problem.map(problemLine),
    `${count} ${count === 1 ? 'thing is' : 'things are'} to be put right; nothing was changed.`,
  ]);
  throw new NotDone();
}
