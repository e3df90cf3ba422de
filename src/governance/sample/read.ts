/** Reads the sample's files; every fault at once, each with its file and line. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { parseDocument } from 'yaml';
import type { z } from 'zod';
import type { Temporal } from '../../kernel/clock.ts';
import { sha256 } from '../../kernel/hash.ts';
import { failed, ok, type Result } from '../../kernel/result.ts';
import { collectionsShape, districtShape, personShape, type Sample, type SamplePerson } from './shape.ts';

const files = ['people.csv', 'collections.yaml', 'district.yaml'] as const;

/** Faults read "people.csv line 12: hire_date: a day is …". Throws only when a file can't be read at all. */
export async function readSample(
  folder: string,
  today: Temporal.PlainDate,
): Promise<Result<Sample, readonly string[]>> {
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')));
  const [peopleText = '', collectionsText = '', districtText = ''] = texts;
  const people = readPeople(peopleText, today);
  const collections = readYaml('collections.yaml', collectionsText, collectionsShape);
  const district = readYaml('district.yaml', districtText, districtShape);
  if (!people.ok || !collections.ok || !district.ok) {
    return failed([people, collections, district].flatMap((read) => (read.ok ? [] : read.problem)));
  }
  return ok({
    people: people.value,
    collections: collections.value.collections,
    buildings: district.value.buildings,
    paperFormsKeptAt: district.value.paper_forms_kept_at,
    digest: sha256(texts.join('\0')),
  });
}

type Read<T> = Result<T, readonly string[]>;

function readPeople(text: string, today: Temporal.PlainDate): Read<readonly SamplePerson[]> {
  const shape = personShape(today);
  let rows: { readonly record: unknown; readonly info: { readonly lines: number } }[];
  try {
    rows = parse(text, { columns: true, bom: true, skip_empty_lines: true, trim: true, info: true });
  } catch (error) {
    return failed([`people.csv: ${error instanceof Error ? error.message : 'this is not CSV'}`]);
  }
  const shaped = rows.map(({ record, info }) => ({ line: info.lines, ...shape.safeParse(record) }));
  const faults = shaped.flatMap(({ line, error }) => faultsOf(`people.csv line ${line}`, error));
  return faults.length > 0 ? failed(faults) : ok(shaped.flatMap(({ data }) => (data ? [data] : [])));
}

function readYaml<S extends z.ZodType>(file: string, text: string, shape: S): Read<z.infer<S>> {
  const document = parseDocument(text);
  const [wrong] = document.errors;
  if (wrong) return failed([`${file}: ${wrong.message}`]);
  const shaped = shape.safeParse(document.toJS());
  return shaped.success ? ok(shaped.data) : failed(faultsOf(file, shaped.error));
}

function faultsOf(where: string, error: z.ZodError | undefined): readonly string[] {
  return (error?.issues ?? []).map(
    (issue) => `${where}: ${issue.path.map(String).join('.')}: ${issue.message}`,
  );
}
