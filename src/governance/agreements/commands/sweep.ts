/** The sweep that sees to it that whoever must sign has a stored date: new people, a new material version, a year gone by. */
import type { Sweep } from '../../../app/context.ts';
import type { Job } from '../../../app/feature.ts';
import { openObligation } from '../../people/store/obligations.ts';
import { people, plainName } from '../rules/say.ts';
import { owed, type Standing, standingOf } from '../rules/standing.ts';
import { personTypesOf } from '../rules/variant.ts';
import { type RegisterRow, registerOf } from '../store/register.ts';
import { type Found, todayOf } from './agreement-of.ts';

/** Rows changed in one transaction. */
const pageSize = 1000;

export const versionsJob: Job = {
  name: 'agreement-versions',
  summary: 'Asks for a signature where one is owed: after hiring, after a material change, after a year',
  everyMinutes: 60,
  run: async (sweep) => {
    const did: string[] = [];
    let left = pageSize;
    for (const [id, agreement] of Object.entries(sweep.policy.pack.agreements)) {
      const found = { id, agreement };
      const due = (await wanting(sweep, found)).slice(0, left);
      for (const one of due) await ask(sweep, found, one);
      if (due.length > 0) did.push(`${people(due.length)} asked for the ${plainName(id, agreement)}`);
      left -= due.length;
    }
    return { did, more: left === 0 };
  },
};

interface Wanting {
  readonly row: RegisterRow;
  readonly standing: Standing;
}

/** Active people without an open date, or with one that a material version makes too late. */
async function wanting(sweep: Sweep, { id, agreement }: Found): Promise<readonly Wanting[]> {
  const today = todayOf(sweep);
  const types = personTypesOf(agreement);
  const rows = await registerOf(sweep.reader, sweep.policy.calendar, id, types);
  return rows.flatMap((row) => {
    if (row.status !== 'active' || !types.includes(row.personType)) return [];
    const { latest, openDue } = row;
    const standing = standingOf(sweep.policy, agreement, { latest, openDue, today });
    if (openDue === undefined) return [{ row, standing }];
    if (standing.kind !== 'overtaken') return [];
    const { dueOn } = owed(sweep.policy, id, agreement, standing, row.hireDate);
    return openDue > dueOn.toString() ? [{ row, standing }] : [];
  });
}

/** Told in working hours (T10); nobody is told of a date that lies a year ahead. */
async function ask(sweep: Sweep, { id, agreement }: Found, { row, standing }: Wanting): Promise<void> {
  const due = owed(sweep.policy, id, agreement, standing, row.hireDate);
  await openObligation(sweep.tx, { personId: row.personId, duty: id, ...due });
  if (standing.kind === 'counts') return;
  sweep.tx.notify({
    notice: 'agreement.due',
    about: { kind: 'agreement', id: `${id}:${row.personId}` },
    to: { personId: row.personId },
    facts: { agreement: id },
    notBefore: sweep.policy.calendar.nextReminderTime(sweep.now),
  });
}
