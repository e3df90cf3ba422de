/** `safekeep staffing`: which roles of the plan too few people hold, and what that makes impossible. */
import { Command } from 'commander';
import { systemViewer } from '../../app/access.ts';
import { sceneAt } from '../../app/scene.ts';
import { staffingProblems } from '../../governance/people/staffing.ts';
import { atHome } from '../at-home.ts';
import { type Shell, show } from '../shell.ts';

export function staffingCommand(shell: Shell): Command {
  return new Command('staffing')
    .description('which roles of the plan too few people hold')
    .action((_options: object, command: Command) =>
      atHome(shell, async ({ store, scene }, clock) => {
        const problems = await staffingProblems(sceneAt(scene, systemViewer, store, clock.now()));
        show(
          shell,
          command,
          { degraded: problems },
          problems.length === 0 ? ['Every role of the plan is held.'] : problems,
        );
      }),
    );
}
