/** What people do in the office beside their duties, all through the front door: put off, exempt, remind, confirm, leave. */
import type { Chance } from '../../support/chance.ts';
import { isWorking, plus } from './days.ts';
import type { District } from './district.ts';
import { firstDay, type Member } from './staff.ts';

export interface Snooze {
  readonly on: string;
  readonly until: string;
}

export interface Exempted {
  readonly personId: string;
  readonly duty: string;
  readonly from: string;
  readonly until: string;
}

/** What was done there, for whoever judges the year. */
export interface Office {
  /** By obligation. */
  readonly snoozed: Map<string, Snooze[]>;
  readonly exempted: Exempted[];
  /** Days on which somebody was reminded by hand before the sweep, and after it; by person. */
  readonly byHandBefore: Map<string, Set<string>>;
  readonly byHandAfter: Map<string, Set<string>>;
  readonly did: Record<string, number>;
}

export function openOffice(): Office {
  return { snoozed: new Map(), exempted: [], byHandBefore: new Map(), byHandAfter: new Map(), did: {} };
}

interface Setting {
  readonly district: District;
  readonly members: ReadonlyMap<string, Member>;
  readonly office: Office;
  readonly chance: Chance;
  readonly isThere: (member: Member, day: string) => boolean;
}

function count({ did }: Office, what: string, by = 1): void {
  did[what] = (did[what] ?? 0) + by;
}

function add<K, V>(to: Map<K, Set<V>>, key: K, value: V): void {
  to.set(key, (to.get(key) ?? new Set<V>()).add(value));
}

/** Some supervisors press "Remind all", before the sweep of the day or after it. */
export async function remindAll(setting: Setting, day: string, time: string, before: boolean): Promise<void> {
  const { district, members, office, chance, isThere } = setting;
  const leaders = [...members].filter(([, one]) => one.title === 'Principal' && isThere(one, day));
  district.at(day, time);
  for (let presses = 0; presses < 3; presses += 1) {
    const [id = ''] = leaders[chance.below(leaders.length)] ?? [];
    const reply = await district.door.presses(id, 'supervision.remind', { of: id });
    count(office, isDone(reply) ? 'reminded all by hand' : 'reminded all, and nobody was');
  }
  const entries = await district.store.db.$queryRaw<{ people: readonly string[]; day: string }[]>`
    SELECT line::jsonb -> 'facts' -> 'people' AS people, line::jsonb -> 'facts' ->> 'day' AS day FROM audit_entry
     WHERE seq > (SELECT max(seq) - 40 FROM audit_entry) AND line::jsonb ->> 'what' = 'digest.reminded'`;
  const known = before ? office.byHandBefore : office.byHandAfter;
  const other = before ? office.byHandAfter : office.byHandBefore;
  for (const entry of entries)
    for (const id of entry.people)
      if (!other.get(id)?.has(entry.day) && !known.get(id)?.has(entry.day)) {
        add(known, id, entry.day);
        count(office, 'people reminded by hand');
      }
}

const snoozesADay = 6;

/** Of what they were told of. Human Resources exempt somebody now and then. */
export async function putOffAndExempt(setting: Setting, day: string): Promise<void> {
  const { district, chance } = setting;
  district.at(day, '15:30');
  const told = await district.store.db.$queryRaw<{ person_id: string }[]>`
    SELECT DISTINCT o.person_id FROM obligation o JOIN person p ON p.id = o.person_id AND p.status = 'active'
     WHERE o.met_at IS NULL AND o.replaced_at IS NULL AND o.told_on IS NOT NULL ORDER BY 1`;
  for (let tries = 0; tries < snoozesADay && told.length > 0; tries += 1)
    await putOff(setting, told[chance.below(told.length)]?.person_id ?? '', day);
  if (chance.below(9) === 0) await exempt(setting, day, told[chance.below(told.length)]?.person_id);
}

async function putOff({ district, office, chance }: Setting, personId: string, day: string): Promise<void> {
  const shown = await district.door.does(personId, { kind: 'open-form', form: 'duties.snooze', subject: {} });
  if (shown.kind !== 'form') return;
  const { what } = shown.open.form.fields;
  const option = what?.kind === 'choice' ? what.options[chance.below(what.options.length)] : undefined;
  const until = plus(day, 1 + chance.below(6));
  const reply = await district.door.sends(personId, shown.open, {
    ...{ what: option?.value ?? '', until, reason: 'Parents’ evening this week.' },
  });
  if (!isDone(reply)) return count(office, 'wanted to put off for too long');
  const id = option?.value ?? '';
  office.snoozed.set(id, [...(office.snoozed.get(id) ?? []), { on: day, until }]);
  count(office, 'reminders put off');
}

async function exempt(
  { district, office, members, chance }: Setting,
  day: string,
  personId: string | undefined,
): Promise<void> {
  const hr = [...members].find(([, { n }]) => n === 6)?.[0] ?? '';
  if (personId === undefined || personId === hr) return;
  const duty = chance.below(2) === 0 ? 'fundamentals' : 'aup';
  const until = plus(day, 10 + chance.below(60));
  const reply = await district.door.sends(hr, await district.door.opens(hr, 'duties.exempt'), {
    ...{ person: personId, duty, until, note: '' },
    ...(duty === 'aup' ? { reason_aup: 'no_technology' } : { reason_fundamentals: 'no_access' }),
  });
  if (!isDone(reply)) return;
  office.exempted.push({ personId, duty, from: day, until });
  count(office, 'exempted');
}

/** Whoever has a list looks through it some day; every seventh never does. */
export async function confirmLists({ district, members, office, chance, isThere }: Setting, day: string) {
  district.at(day, '16:00');
  const open = await district.store.db.listToConfirm.findMany({
    where: { confirmedAt: null, toldOn: { not: null } },
    orderBy: { id: 'asc' },
  });
  for (const { id, kind, part, holderId } of open) {
    if (chance.draw() >= 0.08) continue;
    const keeper = kind === 'access' ? 1 : part === 'board' ? 5 : 6;
    const [by = '', member] =
      [...members].find(([personId, { n }]) => (holderId === null ? n === keeper : personId === holderId)) ??
      [];
    if (!member || member.n % 7 === 3 || !isThere(member, day)) continue;
    const form = kind === 'annual' ? 'supervision.confirm-list' : 'supervision.review';
    for (let pages = 0; pages < 400; pages += 1) {
      const reply = await district.door.does(by, { kind: 'open-form', form, subject: { list: id } });
      if (reply.kind !== 'form') break;
      const values =
        kind === 'annual'
          ? { looked: true }
          : Object.fromEntries(Object.keys(reply.open.form.fields).map((name) => [name, 'keep']));
      if (!isDone(await district.door.sends(by, reply.open, values)) || kind === 'annual') break;
    }
    count(office, `looked through a list: ${kind}`);
  }
}

/** Human Resources say three weeks before that somebody leaves: also of those whose last day an outage hides. */
export async function announceLeavers({ district, members, office }: Setting, day: string): Promise<void> {
  const hr = [...members].find(([, { n }]) => n === 6)?.[0] ?? '';
  district.at(day, '14:00');
  for (const [id, { lastDay }] of members) {
    if (lastDay === undefined || lastDay > plus(day, 21) || office.did[`left ${id}`]) continue;
    const reply = await district.door.sends(
      hr,
      await district.door.opens(hr, 'people.leave', { person: id }),
      {
        day: lastDay < day ? day : lastDay,
      },
    );
    if (!isDone(reply)) throw new Error(`a departure was refused on ${day}: ${JSON.stringify(reply)}`);
    office.did[`left ${id}`] = 1;
  }
}

function isDone(reply: { readonly kind: string; readonly tone?: string }): boolean {
  return reply.kind === 'done' ? reply.tone !== 'warning' && reply.tone !== 'danger' : reply.kind === 'card';
}

export function isOfficeDay(day: string): boolean {
  return day > firstDay && isWorking(day);
}
