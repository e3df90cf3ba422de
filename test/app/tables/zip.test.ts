import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { strToU8, type Zippable, zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TableFile, tableFiles } from '../../../src/app/tables/table-file.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'zips-'));
});
afterAll(() => rm(folder, { recursive: true }));

let counter = 0;

async function zipped(content: Zippable, change: (bytes: Buffer) => Buffer = (bytes) => bytes) {
  counter += 1;
  const at = path.join(folder, `${counter}.zip`);
  await writeFile(at, change(Buffer.from(zipSync(content))));
  return at;
}

async function textOf(file: TableFile | undefined): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of file?.open() ?? []) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

async function openAll(at: string): Promise<void> {
  for (const file of await tableFiles(at)) await textOf(file);
}

const users = strToU8('sourcedId,givenName\nu1,Ada\n');

describe('a zip', () => {
  it('gives its files as often as needed, whatever folder they lie in, without what archivers add', async () => {
    const at = await zipped({
      'export/users.csv': users,
      'export/orgs.csv': strToU8('sourcedId,name\n'),
      '__MACOSX/export/._users.csv': strToU8('x'),
      'export/.DS_Store': strToU8('x'),
    });
    const files = await tableFiles(at);
    expect(files.map((file) => file.base)).toEqual(['users.csv', 'orgs.csv']);
    expect(files[0]?.name).toBe(`${path.basename(at)}: users.csv`);
    expect(await textOf(files[0])).toBe('sourcedId,givenName\nu1,Ada\n');
    expect(await textOf(files[0])).toBe('sourcedId,givenName\nu1,Ada\n');
  });

  it('may hold what is not packed at all', async () => {
    const [file] = await tableFiles(await zipped({ 'users.csv': [users, { level: 0 }] }));
    expect(await textOf(file)).toContain('Ada');
  });

  it.each([
    ['climbs out', '../users.csv'],
    ['climbs out from within', 'a/../../users.csv'],
    ['begins at the root', '/etc/users.csv'],
    ['names a drive', 'C:/users.csv'],
    ['goes by backslashes', '..\\users.csv'],
  ])('is refused whole when a name in it %s', async (_what, name) => {
    const at = await zipped({ 'orgs.csv': users, [name]: users });
    await expect(tableFiles(at)).rejects.toMatchObject({ problem: { kind: 'zip', why: 'path' } });
  });

  it('is refused when it swells far beyond what it holds, before anything comes out', async () => {
    const at = await zipped({ 'users.csv': [Buffer.alloc(8 * 1024 ** 2), { level: 9 }] });
    await expect(tableFiles(at)).rejects.toMatchObject({ problem: { kind: 'zip', why: 'bomb' } });
  });

  it('is refused while it is read when it lies about its size', async () => {
    const content = Buffer.from('sourcedId,givenName\nu1,Ada\n'.repeat(1_000));
    const at = await zipped({ 'users.csv': content }, (bytes) => {
      const directory = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02]));
      bytes.writeUInt32LE(100, directory + 24);
      return bytes;
    });
    await expect(openAll(at)).rejects.toMatchObject({ problem: { kind: 'zip', why: 'bomb' } });
  });

  it('is refused when entries share their bytes', async () => {
    const at = await zipped({ 'a.csv': users, 'b.csv': users }, (bytes) => {
      const second = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02]));
      bytes.writeUInt32LE(0, second + 42);
      return bytes;
    });
    await expect(tableFiles(at)).rejects.toMatchObject({ problem: { kind: 'zip', why: 'bomb' } });
  });

  it('is refused when a byte of it changed on the way', async () => {
    const at = await zipped({ 'users.csv': [users, { level: 0 }] }, (bytes) => {
      const data = bytes.indexOf('Ada');
      bytes[data] = 0x5a;
      return bytes;
    });
    await expect(openAll(at)).rejects.toMatchObject({ problem: { kind: 'zip', why: 'damaged' } });
  });

  it('is refused when it was copied half', async () => {
    const at = await zipped({ 'users.csv': users }, (bytes) => bytes.subarray(0, bytes.length - 30));
    await expect(tableFiles(at)).rejects.toMatchObject({ problem: { kind: 'zip', why: 'damaged' } });
  });

  it('is refused when it has a password, or holds links', async () => {
    const flagged = await zipped({ 'users.csv': users }, (bytes) => {
      const directory = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02]));
      bytes.writeUInt16LE(1, directory + 8);
      return bytes;
    });
    await expect(tableFiles(flagged)).rejects.toMatchObject({ problem: { why: 'encrypted' } });
    const linked = await zipped({ 'users.csv': [strToU8('/etc/passwd'), { os: 3, attrs: 0o120777 << 16 }] });
    await expect(tableFiles(linked)).rejects.toMatchObject({ problem: { why: 'link' } });
  });

  it('is refused when two files in it bear one name', async () => {
    const at = await zipped({ 'a/users.csv': users, 'b/users.csv': users });
    await expect(tableFiles(at)).rejects.toMatchObject({ problem: { why: 'twice' } });
  });

  it('is refused when it is none, whatever its name says', async () => {
    const at = path.join(folder, 'export.zip');
    await writeFile(at, 'sourcedId,givenName\nu1,Ada\n');
    await expect(openAll(at)).rejects.toMatchObject({ problem: { kind: 'zip', why: 'damaged' } });
  });

  it('that is a spreadsheet workbook is said to be one', async () => {
    const at = await zipped({ '[Content_Types].xml': users, 'xl/workbook.xml': users });
    await expect(tableFiles(at)).rejects.toMatchObject({ problem: { kind: 'workbook' } });
  });
});

describe('a folder', () => {
  it('gives its own files by name, and neither links, hidden files nor other folders', async () => {
    const at = path.join(folder, 'export');
    await mkdir(path.join(at, 'inside'), { recursive: true });
    await writeFile(path.join(at, 'users.csv'), users);
    await writeFile(path.join(at, 'orgs.csv'), users);
    await writeFile(path.join(at, '.hidden.csv'), users);
    await writeFile(path.join(at, 'inside', 'roles.csv'), users);
    await symlink('/etc/passwd', path.join(at, 'roles.csv'));
    expect((await tableFiles(at)).map((file) => file.base)).toEqual(['orgs.csv', 'users.csv']);
  });
});
