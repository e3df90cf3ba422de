/** Turns what the file system and PostgreSQL say into one line that tells the operator what to do. */
import { OperatorError } from '../../kernel/operator-error.ts';

export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/** `said` is what a PostgreSQL program printed or logged; its last telling line is quoted when nothing is known better. */
export function failure(doing: string, folder: string, said: string, cause?: unknown): OperatorError {
  const code = errorCode(cause);
  if (cause instanceof Error && 'spawnargs' in cause && cannotLoad.has(code ?? '')) {
    return new OperatorError(
      'The built-in PostgreSQL does not run on this system: set DATABASE_URL to a PostgreSQL 14 or later.',
      { cause },
    );
  }
  const text = `${said}\n${code ?? ''}`;
  for (const [pattern, line] of known) {
    if (pattern.test(text)) return new OperatorError(line(folder), { cause });
  }
  const quoted = lastTelling(said) ?? code ?? 'no reason was given';
  return new OperatorError(
    `The built-in PostgreSQL could not ${doing} in ${folder}: ${quoted}. Put that right, or set DATABASE_URL to a PostgreSQL 14 or later.`,
    { cause },
  );
}

/** What starting a program says that is there and can't be loaded: musl, another processor, no loader. */
const cannotLoad = new Set(['ENOENT', 'ENOEXEC', 'EBADARCH', 'UNKNOWN']);

const known: readonly (readonly [RegExp, (folder: string) => string])[] = [
  [
    /ENOSPC|EDQUOT|No space left on device|Disk quota exceeded/,
    (folder) =>
      `The disk that holds ${folder} is full: free some space and start again, or set DATA_DIR to a folder on another disk. Nothing kept there was changed.`,
  ],
  [
    /EROFS|Read-only file system/,
    (folder) =>
      `${folder} is on a disk that can only be read: set DATA_DIR to a folder that this program may write.`,
  ],
  [
    /EACCES|Permission denied/,
    (folder) =>
      `This program may not write ${folder}: give its user the right to, or set DATA_DIR to a folder that it may write.`,
  ],
  [
    /ENOTDIR|EEXIST|Not a directory/,
    (folder) => `${folder} is a file, or lies under one: set DATA_DIR to a folder.`,
  ],
  [
    /EPERM|Operation not permitted/,
    (folder) =>
      `PostgreSQL does not run as root, and this machine does not let root work as another user in ${folder}: start Safekeep as an ordinary user, or set DATABASE_URL.`,
  ],
  [
    /lock file "[^"]*" already exists/,
    (folder) =>
      `Another program with the number in ${folder}/data/postmaster.pid runs, and it can't be told from a PostgreSQL: stop it, or delete that file if no PostgreSQL uses this folder.`,
  ],
];

function lastTelling(said: string): string | undefined {
  const lines = said.split('\n').map((line) => line.trim());
  const telling =
    lines.filter((line) => /FATAL|PANIC|error|could not/i.test(line)).at(-1) ?? lines.filter(Boolean).at(-1);
  return telling
    ?.replace(/^.*?(FATAL|PANIC|error):\s*/i, '')
    .replace(/\.$/, '')
    .slice(0, 300);
}
