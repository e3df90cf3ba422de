/** Finds a pack and the files it names, reads and checks them, and hands over the Policy or every problem at once. */
import { stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { failed, ok, type Result } from '../kernel/result.ts';
import { buildPolicy, policyFromSnapshot } from './build.ts';
import { checkPolicy } from './check.ts';
import type { Policy } from './policy.ts';
import type { Problem } from './problem.ts';
import { readYaml, type Source } from './read-yaml.ts';
import { type Holidays, holidaysShape, type Overlay, overlayShape, packShape } from './schema.ts';

export { policyFromSnapshot };

const builtIn = fileURLToPath(new URL('./packs', import.meta.url));

/** Where a pack of this id would lie. */
export function builtInPack(id: string): string {
  return join(builtIn, `${id}.yaml`);
}

/**
 * A pack by its id ("legacy-ut") or by the path of a .yaml file. Overlays and holiday files that a pack names are looked
 * for in the folders overlays/ and holidays/ beside it, then among the built-in ones.
 */
export async function loadPolicy(packIdOrPath: string): Promise<Result<Policy, Problem[]>> {
  const isPath = /[\\/.]/.test(packIdOrPath);
  const packPath = isPath ? resolve(packIdOrPath) : builtInPack(packIdOrPath);
  const pack = await readYaml(packPath, basename(packPath), packShape);
  if (!pack.ok) return pack;

  const named = async <T>(
    folder: string,
    names: readonly string[],
    shape: typeof overlayShape | typeof holidaysShape,
  ) =>
    (await Promise.all(
      names.map(async (name) => {
        const file = `${folder}/${name}.yaml`;
        return readYaml(await firstThere(join(dirname(packPath), file), join(builtIn, file)), file, shape);
      }),
    )) as Result<Source<T>, Problem[]>[];
  const overlays = await named<Overlay>('overlays', pack.value.value.overlays, overlayShape);
  const holidays = await named<Holidays>('holidays', pack.value.value.calendar.holidays, holidaysShape);

  const unread = [...overlays, ...holidays].flatMap((read) => (read.ok ? [] : read.problem));
  if (unread.length > 0) return failed(unread);
  const sources = {
    pack: pack.value,
    overlays: overlays.flatMap((read) => (read.ok ? [read.value] : [])),
    holidays: holidays.flatMap((read) => (read.ok ? [read.value] : [])),
  };
  const problems = checkPolicy(sources);
  if (problems.length > 0) return failed(problems);
  return ok(
    buildPolicy({
      pack: sources.pack.raw,
      overlays: sources.overlays.map((source) => source.raw),
      holidays: sources.holidays.map((source) => source.raw),
    }),
  );
}

async function firstThere(...paths: [string, string]): Promise<string> {
  const there = await stat(paths[0]).then(
    () => true,
    () => false,
  );
  return there ? paths[0] : paths[1];
}
