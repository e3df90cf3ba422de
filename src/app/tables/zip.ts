/** Reads a zip without trusting it: every size and name in it is checked before, and again while, its bytes come out. */
import { type FileHandle, open } from 'node:fs/promises';
import path from 'node:path';
import { pipeline, Readable } from 'node:stream';
import { crc32, createInflateRaw } from 'node:zlib';
import { TableFault, type ZipFault } from './problem.ts';
import { mostBytes, type TableFile } from './table-file.ts';

/** A real export shrinks to a tenth or a fiftieth; what shrinks more is made to swell. */
const mostTimes = 300;
const mostEntries = 1_000;
const mostDirectory = 4 * 1024 ** 2;

interface Entry {
  readonly name: string;
  readonly method: number;
  readonly crc: number;
  readonly packed: number;
  readonly bytes: number;
  readonly offset: number;
}

export async function isZip(at: string): Promise<boolean> {
  const head = await withFile(at, async (file) => read(file, 0, 4));
  return head.length === 4 && (head.readUInt32LE(0) === 0x04034b50 || head.readUInt32LE(0) === 0x06054b50);
}

/** Throws TableFault for whatever is not a plain, honest zip. */
export async function zipEntries(at: string): Promise<readonly TableFile[]> {
  const zip = path.basename(at);
  const refuse = (why: ZipFault): never => {
    throw new TableFault({ kind: 'zip', file: zip, why });
  };
  const entries = await withFile(at, (file) => directory(file, refuse));
  if (entries.some((entry) => entry.name === '[Content_Types].xml'))
    throw new TableFault({ kind: 'workbook', file: zip });
  checkSizes(entries, refuse);
  const files = entries.filter(isWanted);
  const bases = files.map((entry) => path.posix.basename(entry.name).toLowerCase());
  if (new Set(bases).size < bases.length) refuse('twice');
  return files.map((entry, index) => ({
    name: `${zip}: ${path.posix.basename(entry.name)}`,
    base: bases[index] ?? '',
    bytes: entry.bytes,
    open: () => unpack(at, entry, refuse),
  }));
}

/** What archivers add by themselves, and folders. */
function isWanted(entry: Entry): boolean {
  const parts = entry.name.split('/');
  return !entry.name.endsWith('/') && !parts.some((part) => part.startsWith('.') || part === '__MACOSX');
}

async function directory(file: FileHandle, refuse: (why: ZipFault) => never): Promise<readonly Entry[]> {
  const { size } = await file.stat();
  const tail = await read(file, Math.max(0, size - 65_557), 65_557);
  const end = tail.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end < 0 || tail.length < end + 22) return refuse('damaged');
  const count = tail.readUInt16LE(end + 10);
  const length = tail.readUInt32LE(end + 12);
  const start = tail.readUInt32LE(end + 16);
  if (count > mostEntries || length > mostDirectory) return refuse('bomb');
  const listing = await read(file, start, length);
  const entries: Entry[] = [];
  for (let at = 0; entries.length < count; ) {
    if (listing.length < at + 46 || listing.readUInt32LE(at) !== 0x02014b50) return refuse('damaged');
    const [nameLength, extra, comment] = [28, 30, 32].map((offset) => listing.readUInt16LE(at + offset));
    const nameEnd = at + 46 + (nameLength ?? 0);
    const name = listing.toString('utf8', at + 46, nameEnd);
    const flags = listing.readUInt16LE(at + 8);
    if ((flags & 0x2041) !== 0) return refuse('encrypted');
    if (!isHonest(name)) return refuse('path');
    if (((listing.readUInt32LE(at + 38) >>> 16) & 0xf000) === 0xa000) return refuse('link');
    const method = listing.readUInt16LE(at + 10);
    if (method !== 0 && method !== 8) return refuse('method');
    entries.push({
      name,
      method,
      crc: listing.readUInt32LE(at + 16),
      packed: listing.readUInt32LE(at + 20),
      bytes: listing.readUInt32LE(at + 24),
      offset: listing.readUInt32LE(at + 42),
    });
    at = nameEnd + (extra ?? 0) + (comment ?? 0);
  }
  return entries;
}

/** Nothing is ever written under an entry's name; a name that would climb out tells what the zip was made for. */
function isHonest(name: string): boolean {
  if (name === '' || name.includes('\0') || name.includes('\\') || /^([/~]|[A-Za-z]:)/.test(name))
    return false;
  return !name.split('/').some((part) => part === '..' || part === '.');
}

/** 64-bit sizes (all ones here) are beyond our limit anyway. Entries that share their bytes are a way to swell without end. */
function checkSizes(entries: readonly Entry[], refuse: (why: ZipFault) => never): void {
  const all = entries.reduce((sum, entry) => sum + entry.bytes, 0);
  if (all > mostBytes) refuse('bomb');
  for (const { bytes, packed, method } of entries) {
    if (method === 0 && bytes !== packed) refuse('damaged');
    if (bytes > 1024 ** 2 && bytes > packed * mostTimes) refuse('bomb');
  }
  const inOrder = [...entries].sort((a, b) => a.offset - b.offset);
  for (const [index, entry] of inOrder.entries()) {
    const next = inOrder[index + 1];
    if (next && entry.offset + 30 + entry.packed > next.offset) refuse('bomb');
  }
}

async function* unpack(
  at: string,
  entry: Entry,
  refuse: (why: ZipFault) => never,
): AsyncIterable<Uint8Array> {
  const file = await open(at);
  let crc = 0;
  let came = 0;
  try {
    const head = await read(file, entry.offset, 30);
    if (head.length < 30 || head.readUInt32LE(0) !== 0x04034b50) refuse('damaged');
    const start = entry.offset + 30 + head.readUInt16LE(26) + head.readUInt16LE(28);
    const packed = Readable.from(slice(file, start, entry.packed));
    for await (const chunk of entry.method === 0 ? packed : inflated(packed)) {
      came += (chunk as Uint8Array).length;
      if (came > entry.bytes) refuse('bomb');
      crc = crc32(chunk as Uint8Array, crc);
      yield chunk as Uint8Array;
    }
  } catch (error) {
    if (error instanceof TableFault) throw error;
    refuse('damaged');
  } finally {
    await file.close();
  }
  if (came !== entry.bytes || crc !== entry.crc) refuse('damaged');
}

function inflated(packed: Readable): Readable {
  return pipeline(packed, createInflateRaw(), () => undefined);
}

async function* slice(file: FileHandle, start: number, length: number): AsyncIterable<Uint8Array> {
  const step = 256 * 1024;
  for (let done = 0; done < length; done += step)
    yield await read(file, start + done, Math.min(step, length - done));
}

async function read(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
  return buffer.subarray(0, bytesRead);
}

async function withFile<T>(at: string, work: (file: FileHandle) => Promise<T>): Promise<T> {
  const file = await open(at).catch(() => {
    throw new TableFault({ kind: 'not-readable', file: path.basename(at) });
  });
  try {
    return await work(file);
  } finally {
    await file.close();
  }
}
