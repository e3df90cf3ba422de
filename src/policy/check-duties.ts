/** The meaning of a pack's duties and ladders: everybody bound has a date, something meets it, and a ladder ends. */
import { personTypes } from './check-agreements.ts';
import type { Path, Report } from './problem.ts';
import type { Overlay, Pack } from './schema.ts';
import type { Cycle, Duty, Ladder, Start, StartKind, Who } from './schema-duties.ts';
import type { Duration } from './schema-words.ts';

export function checkDuties(pack: Pack, report: Report): void {
  const role = (name: string, path: Path) => {
    if (!pack.roles[name]) report(path, `there is no role “${name}”; add it under roles or correct the name`);
  };
  for (const [id, duty] of Object.entries(pack.duties)) {
    const here: Report = (path, says) => report(['duties', id, ...path], says);
    if (!pack.ladders[duty.ladder]) here(['ladder'], `there is no ladder “${duty.ladder}”`);
    if (duty.topics_by) role(duty.topics_by, ['duties', id, 'topics_by']);
    checkMetBy(pack, id, duty, here);
    for (const [index, who] of duty.owed_by.entries()) checkWho(pack, duty, who, ['owed_by', index], here);
    checkTimes(duty, here);
  }
  for (const id of Object.keys(pack.agreements))
    if (pack.duties[id] && pack.duties[id].met_by.agreement !== id)
      report(
        ['duties', id, 'met_by'],
        `the agreement “${id}” meets this duty: write met_by: { agreement: ${id} }`,
      );
  for (const [id, ladder] of Object.entries(pack.ladders)) checkLadder(ladder, ['ladders', id], role, report);
  days(pack.reminders.ahead, ['reminders', 'ahead'], report);
  days(pack.reminders.snooze.at_most, ['reminders', 'snooze', 'at_most'], report);
  days(pack.reminders.after_leave.within, ['reminders', 'after_leave', 'within'], report);
}

/** What a law lays over a duty; an agreement's own renewal is not a law's business here. */
export function checkDutyLaw(pack: Pack, overlay: Overlay, report: Report): void {
  for (const [id, law] of Object.entries(overlay.duties)) {
    const duty = pack.duties[id];
    if (!duty) {
      report(['duties', id], `the pack has no duty “${id}”; add it there or remove it here`);
      continue;
    }
    const here: Report = (path, says) => report(['duties', id, ...path], says);
    checkTimes(law, here);
    if (duty.met_by.agreement && law.again.length > 0)
      here(['again'], 'how often an agreement is signed again stands with the agreement, under renew');
  }
}

function checkMetBy(pack: Pack, id: string, duty: Duty, report: Report): void {
  const ways = Object.entries(duty.met_by).filter(([, value]) => value !== undefined);
  if (ways.length !== 1)
    report(['met_by'], 'give exactly one of agreement, acknowledgement, training and assessment');
  const { agreement, acknowledgement, training, assessment } = duty.met_by;
  if (agreement !== undefined) {
    if (agreement !== id || !pack.agreements[agreement])
      report(
        ['met_by', 'agreement'],
        `there is no agreement “${id}”; a duty and its agreement share one name`,
      );
    for (const part of ['owed_by', 'first', 'again'] as const)
      if (duty[part].length > 0)
        report([part], 'whom an agreement binds and when stands with the agreement; remove it here');
  } else if (duty.owed_by.length === 0) report(['owed_by'], 'nobody owes this duty; say whom it binds');
  if (training && duty.on && !Object.values(pack.training.courses).some(({ meets }) => meets.includes(id)))
    report(['met_by', 'training'], `no course under training.courses meets “${id}”`);
  for (const [index, name] of (assessment?.recorded_by ?? []).entries())
    if (!pack.roles[name])
      report(['met_by', 'assessment', 'recorded_by', index], `there is no role “${name}”`);
  for (const [index, version] of (acknowledgement?.versions ?? []).entries()) {
    const before = acknowledgement?.versions[index - 1];
    if (before && (version.version <= before.version || version.effective < before.effective))
      report(
        ['met_by', 'acknowledgement', 'versions', index],
        'versions stand in order, the newest last, each with a higher number',
      );
  }
  if (acknowledgement)
    days(acknowledgement.again_within, ['met_by', 'acknowledgement', 'again_within'], report);
}

/** Which starts give a date to somebody who owes it in this way. */
const startsFor: Readonly<Record<Exclude<keyof Who, 'src'>, readonly StartKind[]>> = {
  person_types: ['hire', 'noticed'],
  roles: ['role', 'hire', 'noticed'],
  named_by: ['naming', 'noticed'],
  custodians: ['noticed'],
};

function checkWho(pack: Pack, duty: Duty, who: Who, path: Path, report: Report): void {
  const ways = (Object.keys(startsFor) as (keyof typeof startsFor)[]).filter((way) => who[way] !== undefined);
  const [way] = ways;
  if (!way || ways.length > 1) {
    report(path, 'give exactly one of person_types, roles, named_by and custodians in an entry');
    return;
  }
  for (const [index, type] of (who.person_types ?? []).entries())
    if (!personTypes.some((known) => known === type))
      report(
        [...path, 'person_types', index],
        `“${type}” is no type of person; types are ${personTypes.join(', ')}`,
      );
  for (const [index, name] of (who.roles ?? []).entries())
    if (pack.roles[name]?.held !== 'by_name')
      report([...path, 'roles', index], `“${name}” is no role that somebody is named to`);
  if (who.named_by !== undefined && !pack.roles[who.named_by])
    report([...path, 'named_by'], `there is no role “${who.named_by}”`);
  const dated =
    duty.again.length > 0 || duty.first.some((start) => startsFor[way].some((kind) => kind === start.from));
  if (!dated)
    report(path, `nothing under first gives them a date: add one from: ${startsFor[way].join(' or ')}`);
}

function checkTimes(
  times: { readonly first: readonly Start[]; readonly again: readonly Cycle[] },
  report: Report,
): void {
  for (const [index, start] of times.first.entries()) days(start.within, ['first', index, 'within'], report);
  for (const [index, cycle] of times.again.entries()) {
    if ((cycle.cycle === 'months') !== (cycle.months !== undefined))
      report(['again', index], 'months: goes with cycle: months, and with no other');
    if (cycle.early) days(cycle.early, ['again', index, 'early'], report);
  }
}

function checkLadder(
  ladder: Ladder,
  path: Path,
  role: (name: string, path: Path) => void,
  report: Report,
): void {
  let last = Number.NEGATIVE_INFINITY;
  for (const [index, step] of ladder.steps.entries()) {
    const at = [...path, 'steps', index];
    const stands = step.at === 'opened' ? Number.NEGATIVE_INFINITY : step.at.amount;
    if ((step.at === 'opened' && index > 0) || stands < last)
      report([...at, 'at'], 'steps stand in the order of their days, opened first');
    last = stands;
    for (const [position, name] of step.tell.entries())
      if (name !== 'self') role(name, [...at, 'tell', position]);
  }
  if (!ladder.steps[0]?.tell.includes('self'))
    report(
      [...path, 'steps', 0, 'tell'],
      'the person is told before anybody else: the first step tells self',
    );
  days(ladder.repeat.every, [...path, 'repeat', 'every'], report);
  if (ladder.repeat.every.amount === 0) report([...path, 'repeat', 'every'], 'a reminder a day is the least');
  if (ladder.ends.show_to === 'self' || ladder.ends.show_to === 'supervisor')
    report([...path, 'ends', 'show_to'], 'a ladder ends with a role that somebody is named to');
  role(ladder.ends.show_to, [...path, 'ends', 'show_to']);
}

/** Hours need an instant, and school days a file that nobody has loaded: what people owe is due by a day. */
function days(duration: Duration, path: Path, report: Report): void {
  if (duration.unit === 'h' || duration.unit === 'sd')
    report(path, 'people owe something by a day: give d, bd or y');
}
