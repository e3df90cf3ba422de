/** Who PostgreSQL runs as: ourselves, or, since it refuses root, somebody else. */
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { OperatorError } from '../../kernel/operator-error.ts';

export interface ServerUser {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/** `undefined` means ourselves. For root: the owner of the data folder if not root, else postgres, else nobody. */
export function serverUser(dataDir: string): ServerUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const users = readUsers();
  const owner = ownerOf(dataDir);
  const chosen =
    users.find((user) => user.uid !== 0 && user.uid === owner) ??
    users.find((user) => user.name === 'postgres') ??
    users.find((user) => user.name === 'nobody');
  if (chosen) return chosen;
  throw new OperatorError(
    'PostgreSQL does not run as root, and this machine has neither a user "postgres" nor "nobody": start Safekeep as an ordinary user, or set DATABASE_URL.',
  );
}

/** Of the folder, or of the nearest one above it that is there. */
function ownerOf(folder: string): number {
  for (let at = path.resolve(folder); ; at = path.dirname(at)) {
    const stat = statSync(at, { throwIfNoEntry: false });
    if (stat) return at === path.resolve(folder) ? stat.uid : 0;
    if (at === path.dirname(at)) return 0;
  }
}

function readUsers(): readonly ServerUser[] {
  try {
    return readFileSync('/etc/passwd', 'utf8')
      .split('\n')
      .map((line) => line.split(':'))
      .filter((fields) => fields.length >= 4)
      .map(([name = '', , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }));
  } catch {
    return [];
  }
}

/** Whether every folder on the way lets this user pass, going by owner, group and others. Folders still to be made count as passed. */
export function canEnter(folder: string, user: ServerUser): boolean {
  for (let at = path.resolve(folder); ; at = path.dirname(at)) {
    const stat = statSync(at, { throwIfNoEntry: false });
    if (stat?.isDirectory()) {
      const bit = stat.uid === user.uid ? 0o100 : stat.gid === user.gid ? 0o010 : 0o001;
      if ((stat.mode & bit) === 0) return false;
    }
    if (at === path.dirname(at)) return true;
  }
}
