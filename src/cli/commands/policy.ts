/** `safekeep policy check FILE`: every problem of a plan at once, with its place. */
import { resolve } from 'node:path';
import { Command } from 'commander';
import { loadPolicy } from '../../policy/load.ts';
import { problemLine } from '../../policy/problem.ts';
import { NotDone, type Shell, show } from '../shell.ts';

export function policyCommand(shell: Shell): Command {
  return new Command('policy').description('the plan as data').addCommand(
    new Command('check')
      .description('check a policy pack before it is used')
      .argument('<file>', 'a pack’s YAML file, or the id of a built-in pack')
      .action(async (file: string, _options: object, command: Command) => {
        const isFile = /\.ya?ml$/.test(file) || /[\\/]/.test(file);
        const loaded = await loadPolicy(isFile ? resolve(file) : file);
        if (!loaded.ok) {
          const count = loaded.problem.length;
          show(shell, command, { ok: false, problems: loaded.problem }, [
            ...loaded.problem.map(problemLine),
            `${count} ${count === 1 ? 'problem' : 'problems'}. The pack is not usable until ${count === 1 ? 'it is' : 'they are'} put right.`,
          ]);
          throw new NotDone();
        }
        const { pack, overlays, fingerprint } = loaded.value;
        const value = {
          ok: true,
          pack: pack.pack.id,
          version: pack.pack.version,
          overlays: overlays.map(({ overlay }) => `${overlay.id} ${overlay.version}`),
          fingerprint,
        };
        show(shell, command, value, [
          `${value.pack}, version ${value.version}, is fit for use.`,
          ...value.overlays.map((overlay) => `With the overlay ${overlay}.`),
          `Fingerprint ${fingerprint}`,
        ]);
      }),
  );
}
