import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { records } from '../../../src/app/tables/records.ts';
import { sniff } from '../../../src/app/tables/sniff.ts';
import { tableFiles } from '../../../src/app/tables/table-file.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'tables-'));
});
afterAll(() => rm(folder, { recursive: true }));

let counter = 0;

async function fileOf(bytes: Buffer | string) {
  counter += 1;
  const at = path.join(folder, `${counter}.csv`);
  await writeFile(at, bytes);
  const [file] = await tableFiles(at);
  if (!file) throw new Error('no file');
  return file;
}

async function read(bytes: Buffer | string) {
  const file = await fileOf(bytes);
  const all = [];
  for await (const record of records(file, await sniff(file))) all.push([record.line, ...record.cells]);
  return all;
}

describe('a table as districts really have it', () => {
  const rows = [
    [1, 'name', 'school'],
    [2, 'Ada Aldridge', 'Juniper'],
    [3, 'Bram Bouchard', 'Cottonwood'],
  ];

  it.each([
    ['LF', 'name,school\nAda Aldridge,Juniper\nBram Bouchard,Cottonwood\n'],
    ['CRLF', 'name,school\r\nAda Aldridge,Juniper\r\nBram Bouchard,Cottonwood\r\n'],
    [
      'CR only, as old Macs and PowerSchool write',
      'name,school\rAda Aldridge,Juniper\rBram Bouchard,Cottonwood\r',
    ],
    ['all three in one file', 'name,school\r\nAda Aldridge,Juniper\nBram Bouchard,Cottonwood\r'],
    ['no break at the end', 'name,school\nAda Aldridge,Juniper\nBram Bouchard,Cottonwood'],
    ['a byte-order mark', '\ufeffname,school\nAda Aldridge,Juniper\nBram Bouchard,Cottonwood\n'],
    ['tabs', 'name\tschool\nAda Aldridge\tJuniper\nBram Bouchard\tCottonwood\n'],
    ['semicolons', 'name;school\nAda Aldridge;Juniper\nBram Bouchard;Cottonwood\n'],
    ['quoted cells', '"name","school"\n"Ada Aldridge","Juniper"\n"Bram Bouchard","Cottonwood"\n'],
    ['quoted tabs', '"name"\t"school"\n"Ada Aldridge"\t"Juniper"\n"Bram Bouchard"\t"Cottonwood"\n'],
  ])('is read with %s', async (_what, text) => expect(await read(text)).toEqual(rows));

  it('commas, quotation marks and line breaks stand in quoted cells, and lines are still counted right', async () => {
    const text = 'name,note\r\n"Aldridge, Ada","says ""hello""\r\nand goes"\r\nBram,x\r\n';
    expect(await read(text)).toEqual([
      [1, 'name', 'note'],
      [2, 'Aldridge, Ada', 'says "hello"\r\nand goes'],
      [4, 'Bram', 'x'],
    ]);
  });

  it('a quotation mark in a tab-separated file that quotes nothing stays what it is', async () => {
    expect(await read('name\tnote\nO"Brien\t5" board\n"Ted\tx\n')).toEqual([
      [1, 'name', 'note'],
      [2, 'O"Brien', '5" board'],
      [3, '"Ted', 'x'],
    ]);
  });

  it('empty lines are passed over and counted', async () => {
    expect(await read('name,school\n\nAda,Juniper\n\n\nBram,Cottonwood\n')).toEqual([
      [1, 'name', 'school'],
      [3, 'Ada', 'Juniper'],
      [6, 'Bram', 'Cottonwood'],
    ]);
  });

  it('Windows-1252 is read where UTF-8 fails', async () => {
    const file = await fileOf(
      Buffer.from('name,school\nJos\xe9 \x93Pepe\x94 N\xfa\xf1ez,Juniper\n', 'latin1'),
    );
    expect((await sniff(file)).encoding).toBe('windows-1252');
    expect((await read(Buffer.from('name\nJos\xe9 \x93Pepe\x94\n', 'latin1')))[1]).toEqual([
      2,
      'José “Pepe”',
    ]);
  });

  it('UTF-8 in many chunks is not taken for anything else, and no character is cut', async () => {
    const text = `name,school\n${'Zoë Ångström 𝄞,Žižkov\n'.repeat(40_000)}`;
    const all = await read(text);
    expect(all).toHaveLength(40_001);
    expect(new Set(all.slice(1).map(([, name]) => name))).toEqual(new Set(['Zoë Ångström 𝄞']));
  });
});

describe('what is no table is refused with what to do', () => {
  it.each([
    ['UTF-16 with its mark', Buffer.from('\ufeffname,school\nAda,x\n', 'utf16le'), 'utf16'],
    ['UTF-16 without a mark', Buffer.from('name,school\nAda,x\n', 'utf16le'), 'utf16'],
    ['an old workbook', Buffer.from('d0cf11e0a1b11ae1000000', 'hex'), 'workbook'],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 3, 4, 5, 6, 7]), 'not-a-table'],
    ['nothing', '', 'empty'],
    ['only blanks', '\ufeff \r\n \r\n', 'empty'],
  ])('%s', async (_what, bytes, kind) => {
    await expect(read(bytes)).rejects.toMatchObject({ problem: { kind } });
  });

  it('a quotation mark that never closes, by the line where it opens', async () => {
    await expect(
      read(`name,school\nAda,Juniper\nBram,"Cotton\n${'x,y\n'.repeat(100)}`),
    ).rejects.toMatchObject({
      problem: { kind: 'broken', line: 3 },
    });
  });

  it('a quotation mark that swallows more than any row holds, without reading on to the end', async () => {
    await expect(read(`name,school\nBram,"Cotton\n${'x,y\n'.repeat(200_000)}`)).rejects.toMatchObject({
      problem: { kind: 'broken', line: 2 },
    });
  });

  it('a file that is not there', async () => {
    await expect(tableFiles(path.join(folder, 'nowhere.csv'))).rejects.toMatchObject({
      problem: { kind: 'not-there', file: 'nowhere.csv' },
    });
  });
});
