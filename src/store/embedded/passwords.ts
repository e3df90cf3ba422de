/** The two passwords of the built-in PostgreSQL, each in a file that only its user may read. */
import { chown, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { newSecret } from '../../kernel/ids.ts';
import { OperatorError } from '../../kernel/operator-error.ts';
import type { ServerUser } from './server-user.ts';

/** `owner` migrates, `app` is what the program works with. */
export interface Passwords {
  readonly owner: string;
  readonly app: string;
}

export function passwordFile(home: string, whose: keyof Passwords): string {
  return path.join(home, `${whose}.password`);
}

export async function makePasswords(home: string, user: ServerUser | undefined): Promise<void> {
  for (const whose of ['owner', 'app'] as const) {
    const file = passwordFile(home, whose);
    await writeFile(file, newSecret(), { mode: 0o600, flag: 'wx' });
    if (user) await chown(file, user.uid, user.gid);
  }
}

export async function readPasswords(home: string): Promise<Passwords> {
  try {
    const [owner, app] = await Promise.all([
      readFile(passwordFile(home, 'owner'), 'utf8'),
      readFile(passwordFile(home, 'app'), 'utf8'),
    ]);
    return { owner: owner.trim(), app: app.trim() };
  } catch (error) {
    throw new OperatorError(
      `The password files that open the database in ${home} can't be read: put owner.password and app.password back from a backup, as the user who owns that folder.`,
      { cause: error },
    );
  }
}
