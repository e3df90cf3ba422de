/** Invented staff of a district and the files in which they come: OneRoster beside the staff file; the same for a seed. */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Chance } from '../../support/chance.ts';
import { plus, working } from './days.ts';

export interface Member {
  readonly n: number;
  readonly email: string;
  readonly name: string;
  readonly title: string;
  readonly school: number;
  readonly type: 'employee' | 'board' | 'contractor' | 'volunteer' | 'temp';
  readonly hiredOn: string;
  /** The first file that has them, and the first that lacks them. */
  readonly fromFile: number;
  readonly untilFile: number | undefined;
  readonly supervisor: string | undefined;
  /** Human Resources say in good time that they leave; it takes effect when this day is over. */
  readonly lastDay: string | undefined;
  /** Days away, last day included. */
  readonly away: readonly {
    readonly kind: 'leave' | 'off-contract';
    readonly from: string;
    readonly until: string;
  }[];
  /** How likely they do on a day what they were told of. */
  readonly diligence: number;
}

/** The days on which a file comes; the first one begins the year. */
export const fileDays = ['2026-08-03', '2026-09-01', '2026-11-03', '2027-01-05', '2027-03-02', '2027-05-04'];
export const firstDay = fileDays[0] ?? '';
export const lastDay = plus(firstDay, 365);

const spanOfControl = 12;
const holdRoles = 12;
const schools = 40;
const firsts = ['Ada', 'Bram', 'Cleo', 'Dov', 'Esra', 'Fenna', 'Gus', 'Hana', 'Ivo', 'Juno', 'Kofi', 'Lena'];
const lasts = ['Aldridge', 'Bouchard', 'Castellan', 'Drummond', 'Eskildsen', 'Farrow', 'Grimaldi', 'Holt'];

/** Those who hold roles are there all year; others who lead are away, or leave, and their people are somebody else's. */
export function inventStaff(people: number, chance: Chance): readonly Member[] {
  const leaders = Math.ceil(people / spanOfControl);
  const one = <T>(list: readonly T[]) => list[chance.below(list.length)] as T;
  return Array.from({ length: people }, (_, n): Member => {
    const leads = n < leaders;
    const draw = chance.draw();
    const file = leads || n % 11 !== 0 ? 0 : 1 + chance.below(fileDays.length - 1);
    const type =
      leads || draw < 0.9
        ? 'employee'
        : draw < 0.93
          ? 'contractor'
          : draw < 0.96
            ? 'volunteer'
            : draw < 0.999
              ? 'temp'
              : 'board';
    const teaches = !leads && type === 'employee' && chance.draw() < 0.35;
    // up to ten days before their file, and a few before their first day
    const hiredOn =
      file > 0
        ? plus(fileDays[file] ?? '', 8 - chance.below(18))
        : chance.draw() < 0.02
          ? plus(firstDay, -chance.below(25))
          : plus('2002-01-07', chance.below(8_600));
    const lastDay =
      n >= holdRoles && chance.draw() < (leads ? 0.2 : 0.02)
        ? working(plus('2026-10-15', chance.below(170)))
        : undefined;
    const untilFile =
      !leads && lastDay === undefined && chance.draw() < 0.06
        ? file + 1 + chance.below(fileDays.length)
        : undefined;
    return {
      ...{ n, hiredOn, type, fromFile: file },
      email: `p${n}@district.example`,
      name: `${one(firsts)} ${one(lasts)}-${n}`,
      title: leads ? 'Principal' : teaches ? 'Teacher' : 'Office assistant',
      school: chance.below(schools),
      untilFile: untilFile !== undefined && untilFile < fileDays.length ? untilFile : undefined,
      supervisor: n === 0 ? undefined : `p${supervisorNumber(n)}@district.example`,
      lastDay: file > 0 ? undefined : lastDay,
      away: leads ? leadersAway(n, lastDay, chance) : absences(teaches, file, chance),
      diligence: draw < 0.6 ? 0.12 : draw < 0.9 ? 0.03 : 0.003,
    };
  });
}

function absences(teaches: boolean, file: number, chance: Chance): Member['away'] {
  const away: { kind: 'leave' | 'off-contract'; from: string; until: string }[] = [];
  if (teaches && file === 0) away.push({ kind: 'off-contract', from: '2026-06-05', until: '2026-08-09' });
  if (chance.draw() < 0.03) {
    const from = plus('2026-10-01', chance.below(180));
    away.push({ kind: 'leave', from, until: plus(from, 13 + chance.below(60)) });
  }
  if (teaches) away.push({ kind: 'off-contract', from: '2027-06-10', until: '2027-08-01' });
  return away;
}

/** For some days, and their people stay theirs; or for weeks, and the next one up hears of them. */
function leadersAway(n: number, lastDay: string | undefined, chance: Chance): Member['away'] {
  const draws = [chance.draw(), chance.draw()];
  if (n < holdRoles || lastDay !== undefined || (draws[0] ?? 1) >= 0.4) return [];
  const from = plus('2026-08-24', chance.below(240));
  return [{ kind: 'leave', from, until: plus(from, (draws[1] ?? 1) < 0.5 ? 6 : 25 + chance.below(30)) }];
}

export function supervisorNumber(n: number): number {
  return Math.floor((n - 1) / spanOfControl);
}

/** As the files say it: from the next file on the people of somebody who left are those of the next one up. */
export function supervisorIn(staff: readonly Member[], member: Member, file: number): Member | undefined {
  let at = member;
  while (at.n > 0) {
    const up = staff[supervisorNumber(at.n)];
    if (!up || up.lastDay === undefined || up.lastDay >= (fileDays[file] ?? '')) return up;
    at = up;
  }
  return undefined;
}

export function inFile(staff: readonly Member[], file: number): readonly Member[] {
  return staff
    .filter(({ fromFile, untilFile }) => fromFile <= file && (untilFile === undefined || untilFile > file))
    .filter(({ lastDay }) => lastDay === undefined || lastDay >= (fileDays[file] ?? ''))
    .map((one) => ({ ...one, supervisor: supervisorIn(staff, one, file)?.email }));
}

/** A folder as a student information system exports it, with students and guardians in it; the staff file beside it. */
export async function writeFiles(folder: string, members: readonly Member[]): Promise<void> {
  await mkdir(folder, { recursive: true });
  const users = members.map(
    ({ n, email, name, title, school }) =>
      `u${n},active,2026-08-01T00:00:00Z,true,org${school},${title === 'Teacher' ? 'teacher' : 'administrator'},user${n},,${name.split(' ')[0]},${name.split(' ')[1]},,${20_000 + n},${email},,,,,not-read`,
  );
  const others = Array.from(
    { length: 200 },
    (_, n) => `s${n},active,,true,org1,${n % 2 ? 'student' : 'guardian'},x${n},,Nobody,At All,,,,,,,,`,
  );
  const staff = members.map(
    ({ n, email, name, title, school, supervisor, hiredOn, type }) =>
      `${email},${20_000 + n},"${name}",${title},School ${school},${supervisor ?? ''},${hiredOn},,y,,${type},${n % 3 === 0 ? 'y' : 'n'}`,
  );
  const files: Record<string, readonly string[]> = {
    'manifest.csv': [
      'propertyName,value',
      'manifest.version,1.0',
      'oneroster.version,1.1',
      'file.users,bulk',
      'file.orgs,bulk',
    ],
    'orgs.csv': [
      'sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId',
      ...Array.from({ length: schools }, (_, n) => `org${n},active,,School ${n},school,${n},`),
    ],
    'users.csv': [
      'sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,userIds,givenName,familyName,middleName,identifier,email,sms,phone,agentSourcedIds,grades,password',
      ...[...users, ...others],
    ],
    'staff_ext.csv': [
      'email,employee_id,name,role,school,supervisor_email,hire_date,end_date,active,groups,person_type,data_access',
      ...staff,
    ],
  };
  for (const [name, lines] of Object.entries(files))
    await writeFile(path.join(folder, name), `${lines.join('\r\n')}\r\n`);
}
