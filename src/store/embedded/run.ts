/** Runs a PostgreSQL program with a minimal environment, as the user who owns the data. */
import { execFile } from 'node:child_process';
import type { Binaries } from './binaries.ts';
import { program } from './binaries.ts';
import type { ServerUser } from './server-user.ts';

export interface Ran {
  readonly ok: boolean;
  /** Standard output and error, in that order. */
  readonly said: string;
  /** When it could not even be started. */
  readonly error?: Error;
}

export function run(
  binaries: Binaries,
  name: 'initdb' | 'pg_ctl' | 'postgres',
  args: readonly string[],
  user: ServerUser | undefined,
): Promise<Ran> {
  return new Promise((resolve) => {
    execFile(
      program(binaries, name),
      args,
      {
        // The server must not see the program's environment: it holds other services' secrets.
        env: environment(binaries),
        cwd: binaries.folder,
        windowsHide: true,
        maxBuffer: 4 * 1024 * 1024,
        ...(user ? { uid: user.uid, gid: user.gid } : {}),
      },
      (error, stdout, stderr) => {
        const said = `${stdout}${stderr}`;
        if (!error) resolve({ ok: true, said });
        else resolve(typeof error.code === 'number' ? { ok: false, said } : { ok: false, said, error });
      },
    );
  });
}

function environment(binaries: Binaries): NodeJS.ProcessEnv {
  return {
    PATH: '/usr/bin:/bin',
    LC_ALL: 'C',
    TZ: 'UTC',
    ...(binaries.libraryPath
      ? { [process.platform === 'darwin' ? 'DYLD_LIBRARY_PATH' : 'LD_LIBRARY_PATH']: binaries.libraryPath }
      : {}),
    // Windows programs don't start without it.
    ...(process.platform === 'win32' ? { SystemRoot: 'C:\\Windows' } : {}),
  };
}
