/** The watched folder (ROSTER_DIR): whatever is put there is read, staged and moved away; Human Resources hears of it. */
import type { Sweep } from '../../app/context.ts';
import type { Feature, Job } from '../../app/feature.ts';
import { sayMoment } from '../../chat/say-when.ts';
import type { Json } from '../../kernel/hash.ts';
import { transactionName, wasKept } from '../../store/kept.ts';
import type { Load } from '../../store/loader.ts';
import { isSample } from '../../store/settings.ts';
import type { Reader, Tx } from '../../store/tx.ts';
import { type Staged, type Step, stagingSteps, stampOf } from './commands/stage.ts';
import type { Refusal } from './commands/waiting.ts';
import { problemOf, type RosterProblem, sayProblem } from './files/fault.ts';
import { putAway, type Shelf, type Unit, unitsIn } from './files/inbox.ts';
import { packageOf } from './files/package.ts';
import { tellKeepers } from './notices.ts';
import { noAnswers } from './rules/layout.ts';
import { importByStamp, keepFailure, pendingImport, type RosterImport } from './store/imports.ts';

export interface Watched {
  readonly folder: string;
  readonly load: Load;
  /** Lasts longer than one page. */
  readonly reader: Reader;
}

/** A file must have lain still for so long: nothing is read while it is being written. */
const quietSeconds = 60;
/** Files that only belong together half are waited for so long. */
const patienceMinutes = 15;

interface Running {
  readonly unit: Unit;
  readonly stamp: string;
  readonly steps: AsyncGenerator<Step, Staged>;
  /** What the last page did, and the transaction it did it in. */
  last: { readonly step: Step; readonly transaction: string } | undefined;
}

type Done = { did: string[]; more: boolean };

/** Only one thing is known from one run to the next: where the reading of a file stands. The rest is in the store. */
export function watchedFolder({ folder, load, reader }: Watched): Feature {
  let running: Running | undefined;
  /** What waits until another import is answered, so that it is not read again every minute. */
  const waiting = new Map<string, string>();
  /** What is done with and can't be moved away, said once. */
  const stuck = new Set<string>();

  async function run(sweep: Sweep): Promise<Done> {
    if (sweep.trial)
      return { did: (await readyUnits(sweep)).map(({ name }) => `would read ${name}`), more: false };
    if (running) return goOn(sweep, running);
    for (const unit of await readyUnits(sweep)) {
      const stamp = stampOf(unit.files);
      if (stuck.has(stamp)) continue;
      const known = await importByStamp(sweep.tx, stamp);
      if (known) return { did: [await settle(sweep, unit, stamp, known)], more: true };
      const pending = await pendingImport(sweep.tx);
      if (pending && waiting.get(stamp) === `${pending.id} ${pending.state}`) continue;
      waiting.delete(stamp);
      const begun = await begin(sweep, unit, stamp);
      if ('problem' in begun) return begun.problem;
      running = begun;
      return goOn(sweep, begun);
    }
    return { did: [], more: false };
  }

  async function readyUnits(sweep: Sweep): Promise<readonly Unit[]> {
    const units = await unitsIn(folder).catch((cause: unknown) => {
      throw new Error(
        'ROSTER_DIR can’t be used: give the user that Safekeep runs as the right to read and write in that folder',
        { cause },
      );
    });
    return units.filter(({ newestMs }) => newestMs + quietSeconds * 1000 <= sweep.now.epochMilliseconds);
  }

  async function begin(sweep: Sweep, unit: Unit, stamp: string) {
    try {
      const found = await packageOf(unit.main, unit.staff);
      const preparing = {
        ...{ today: sweep.policy.calendar.localDay(sweep.now).toString(), delta: false, answers: noAnswers },
        inventedOnly: await isSample(sweep.tx),
      };
      const announce = async (tx: Tx, id: string) =>
        void (await tellKeepers({ ...sweep, tx }, 'roster.staged', id));
      const steps = stagingSteps({
        ...{ found, preparing, reader, load, stamp, announce },
        ...{ surface: 'job:roster-folder', broughtById: null },
      });
      return { unit, stamp, steps, last: undefined };
    } catch (error) {
      return { problem: await fail(sweep, unit, stamp, error) };
    }
  }

  /** One step. Where the transaction of the last one was not kept, that one is done again. */
  async function goOn(sweep: Sweep, now: Running): Promise<Done> {
    const { last } = now;
    if (last && !(await wasKept(reader, last.transaction))) return take(sweep, now, last.step, true);
    let next: IteratorResult<Step, Staged>;
    try {
      next = await now.steps.next();
    } catch (error) {
      running = undefined;
      return fail(sweep, now.unit, now.stamp, error);
    }
    if (!next.done) return take(sweep, now, next.value, false);
    running = undefined;
    return ended(sweep, now, next.value);
  }

  async function take(sweep: Sweep, now: Running, step: Step, again: boolean): Promise<Done> {
    now.last = step.write ? { step, transaction: await transactionName(sweep.tx) } : undefined;
    await step.load?.(again);
    await step.write?.(sweep.tx);
    return { did: [], more: true };
  }

  async function ended(sweep: Sweep, { unit, stamp }: Running, staged: Staged): Promise<Done> {
    if (staged.kind === 'refused') return refused(sweep, unit, stamp, staged.why);
    if (staged.kind === 'unchanged') return { did: [`${unit.name}: nothing to change`], more: true };
    return { did: [`${unit.name} waits for a yes; Human Resources is told`], more: true };
  }

  async function refused(sweep: Sweep, unit: Unit, stamp: string, why: Refusal): Promise<Done> {
    if (why.kind === 'being-read') return { did: [], more: false };
    if (why.kind === 'another-waits' || why.kind === 'being-applied') {
      const pending = await pendingImport(sweep.tx);
      if (pending) waiting.set(stamp, `${pending.id} ${pending.state}`);
      return { did: [`${unit.name} waits: another file is not answered yet`], more: false };
    }
    const { zone } = sweep.policy.pack.pack;
    const sentence =
      why.kind === 'same-file'
        ? `The same file was taken on ${sayMoment(why.since, zone)}; nothing is changed.`
        : 'The same file waits for a yes already; nothing is changed.';
    return { did: [await away(sweep, { unit, stamp }, 'done', sentence)], more: true };
  }

  /** Kept and told first; the file is moved when that is sure. */
  async function fail(sweep: Sweep, unit: Unit, stamp: string, error: unknown): Promise<Done> {
    const problem = problemOf(error);
    if (!problem) throw error;
    if (mayStillCome(problem) && sweep.now.epochMilliseconds - unit.newestMs < patienceMinutes * 60_000)
      return { did: [], more: false };
    const files = unit.files.map(({ name, size }) => ({ name, bytes: size, encoding: 'utf-8' }));
    const id = await keepFailure(sweep.tx, {
      ...{ problem: problem as unknown as Json, files, stamp, surface: 'job:roster-folder' },
    });
    await tellKeepers(sweep, 'roster.failed', id);
    return { did: ['a file was not taken; Human Resources is told why'], more: true };
  }

  async function settle(sweep: Sweep, unit: Unit, stamp: string, known: RosterImport): Promise<string> {
    if (known.state !== 'failed') return away(sweep, { unit, stamp }, 'done', undefined);
    const problem = known.problem as unknown as RosterProblem | undefined;
    return away(
      sweep,
      { unit, stamp },
      'refused',
      problem ? sayProblem(problem) : 'Reading broke off. Put it here once more.',
    );
  }

  async function away(
    sweep: Sweep,
    { unit, stamp }: Pick<Running, 'unit' | 'stamp'>,
    shelf: Shelf,
    why: string | undefined,
  ): Promise<string> {
    const time = sweep.now.toString().replace(/:/g, '').slice(0, 17);
    try {
      await putAway(folder, unit, shelf, time, why);
    } catch {
      stuck.add(stamp);
      return `a file can’t be moved to ${shelf}: give the user that Safekeep runs as the right to write in the watched folder, or take the file away`;
    }
    return `a file was moved to ${shelf}`;
  }

  const job: Job = {
    name: 'roster-folder',
    summary: 'Reads what is put into the watched folder (ROSTER_DIR), for Human Resources to look at',
    everyMinutes: 1,
    patienceMs: 300_000,
    run,
  };
  return { room: 'roster-folder', jobs: [job] };
}

/** roles.csv may simply not have arrived. */
function mayStillCome(problem: RosterProblem): boolean {
  return problem.kind === 'no-roles' || problem.kind === 'cut-off' || problem.kind === 'changed-meanwhile';
}
