/** What postmaster.pid says, and whether the server it tells of is really there. */
import { readdir, readFile, readlink } from 'node:fs/promises';
import path from 'node:path';

export interface PidFile {
  readonly pid: number;
  readonly port: number;
  /** A folder with a socket, or an address. */
  readonly host: string;
}

export function pidFilePath(dataFolder: string): string {
  return path.join(dataFolder, 'postmaster.pid');
}

export async function readPidFile(dataFolder: string): Promise<PidFile | undefined> {
  const text = await readFile(pidFilePath(dataFolder), 'utf8').catch(() => '');
  // Lines: pid, data folder, start, port, socket folder, listen address.
  const [pid, , , port, socketFolder, listen] = text.split('\n').map((line) => line.trim());
  return pid ? { pid: Number(pid), port: Number(port), host: socketFolder || listen || '' } : undefined;
}

/**
 * True when the file is certainly left over: its number now belongs to a process that ended and was never reaped, or
 * to another program (numbers come again, in containers soon), and no process works in the data folder. Only Linux
 * can tell; elsewhere PostgreSQL's own caution stands.
 */
export async function isLeftOver(dataFolder: string, file: PidFile): Promise<boolean> {
  if (process.platform !== 'linux') return false;
  const stat = await readFile(`/proc/${file.pid}/stat`, 'utf8').catch(() => '');
  const [, name, state] = /^\d+ \((.*)\) (\S)/s.exec(stat) ?? [];
  if (name === 'postgres' && state !== 'Z') return false;
  return !(await anyWorksIn(dataFolder));
}

async function anyWorksIn(folder: string): Promise<boolean> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const places = await Promise.all(pids.map((pid) => readlink(`/proc/${pid}/cwd`).catch(() => '')));
  return places.includes(folder);
}
