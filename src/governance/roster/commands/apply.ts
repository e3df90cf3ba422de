/** Applies a confirmed import page by page; a page that was cut off is done again, one that was kept is not. */
import type { Act, Sweep } from '../../../app/context.ts';
import { Temporal } from '../../../kernel/clock.ts';
import { setActive, setInactive } from '../../people/store/lifecycle.ts';
import {
  type AppliedPage,
  addPeople,
  changePeople,
  isFree,
  linkSupervisors,
  makeBuildings,
  markStale,
  returning,
  writeFacts,
} from '../store/apply.ts';
import { answerGone, leaveOpen, proposedGone } from '../store/gone.ts';
import { lockImport, type RosterImport, setImport } from '../store/imports.ts';
import { settleListing } from './listing.ts';

type By = Act | Sweep;

const phases = ['new', 'links', 'changed', 'back', 'gone', 'end'] as const;
type Phase = (typeof phases)[number];

/** Whatever hangs on a person who leaves is ended with them: fewer at once. */
const leaversAtOnce = 20;

export interface Applied {
  readonly more: boolean;
  readonly phase: Phase | undefined;
}

/** One page in the transaction it is handed. `more` is false once the import has ended, or when it is not confirmed. */
export async function applyPage(by: By, importId: string): Promise<Applied> {
  const found = await lockImport(by.tx, importId);
  if (found?.state !== 'confirmed') return { more: false, phase: undefined };
  const [phase = 'new', cursor = '0'] = (found.appliedTo ?? 'new').split(' ') as [Phase, string | undefined];
  const { last, stale } = await work[phase](by, found, Number(cursor));
  if (phase === 'end') return { more: false, phase };
  const next = last === undefined ? phases[phases.indexOf(phase) + 1] : phase;
  await setImport(by.tx, importId, {
    appliedTo: `${next} ${last ?? 0}`,
    ...(stale > 0 ? { counts: { ...found.counts, stale: found.counts.stale + stale } } : {}),
  });
  return { more: true, phase };
}

type Done = Pick<AppliedPage, 'last' | 'stale'>;

const work: Record<Phase, (by: By, found: RosterImport, cursor: number) => Promise<Done>> = {
  async new(by, { id }, cursor) {
    if (cursor === 0) await makeBuildings(by.tx, id);
    return told(by, await addPeople(by.tx, id, cursor));
  },
  links: async (by, { id }, cursor) => ({ last: await linkSupervisors(by.tx, id, cursor), stale: 0 }),
  changed: async (by, { id }, cursor) => told(by, await changePeople(by.tx, id, cursor)),
  back: bringBack,
  gone: letGo,
  async end(by, found) {
    await settleListing(by.tx, found);
    await setImport(by.tx, found.id, { state: 'applied', appliedTo: null, endedAt: by.tx.now });
    by.tx.moved({ kind: 'roster-import', id: found.id });
    return { last: undefined, stale: 0 };
  },
};

async function told(by: By, page: AppliedPage): Promise<Done> {
  await by.house.personChanged(by, page.changed);
  return page;
}

/** Through the lifecycle, as when Human Resources says so by hand: each with an entry of their own. */
async function bringBack(by: By, { id }: RosterImport, cursor: number): Promise<Done> {
  const people = await returning(by.tx, id, cursor, leaversAtOnce);
  const back: string[] = [];
  for (const { personId, hireDate } of people)
    if (
      (await isFree(by.tx, id, personId)) &&
      (await setActive(by.tx, personId, Temporal.PlainDate.from(hireDate)))
    )
      back.push(personId);
  const stale = people.map((one) => one.personId).filter((one) => !back.includes(one));
  await writeFacts(by.tx, id, back);
  await markStale(by.tx, id, stale);
  await by.house.personChanged(by, back);
  return { last: people.at(-1)?.n, stale: stale.length };
}

/**
 * Nobody is no longer staff without a person's yes: only where it was given for all of them. Whoever gave it is left
 * out, as nobody signs themselves off.
 */
async function letGo(by: By, found: RosterImport, cursor: number): Promise<Done> {
  if (!found.goneToo) {
    await leaveOpen(by.tx, found.id);
    return { last: undefined, stale: 0 };
  }
  const decidedById = found.decidedById ?? null;
  const people = await proposedGone(by.tx, found.id, cursor, leaversAtOnce);
  let stale = 0;
  for (const gone of people) {
    if (gone.personId === decidedById) {
      await answerGone(by.tx, gone, 'proposed', 'open', null);
      continue;
    }
    const left = await endEmployment(by, gone.personId, gone.lastDay);
    if (!left) stale += 1;
    await answerGone(by.tx, gone, 'proposed', left ? 'left' : 'stale', decidedById);
  }
  return { last: people.at(-1)?.n, stale };
}

/** False when they had left already. A last day to come is no reason to wait: a person said that they are gone. */
export async function endEmployment(
  by: By,
  personId: string,
  day: Temporal.PlainDate | undefined,
): Promise<boolean> {
  const today = by.policy.calendar.localDay(by.now);
  const lastDay = day && Temporal.PlainDate.compare(day, today) < 0 ? day : today;
  if (!(await setInactive(by.tx, personId, 'left', lastDay))) return false;
  await by.house.personLeft(by, personId);
  return true;
}
