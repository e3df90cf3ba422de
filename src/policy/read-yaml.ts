/** Reads one YAML file of the plan into a shape; every problem at once, each with its path and line. */
import { readFile } from 'node:fs/promises';
import { type Document, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import type { Json } from '../kernel/hash.ts';
import { failed, ok, type Result } from '../kernel/result.ts';
import { type Path, type Problem, pathText } from './problem.ts';

export interface Source<Shape> {
  readonly file: string;
  /** As written, before defaults and units are read: what a snapshot keeps. */
  readonly raw: Json;
  readonly value: Shape;
  lineOf(path: Path): number | undefined;
}

/** `file` is the name problems carry. A file that can't be read is a problem and not a throw. */
export async function readYaml<S extends z.ZodType>(
  path: string,
  file: string,
  shape: S,
): Promise<Result<Source<z.infer<S>>, Problem[]>> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    const code = (error as { code?: string }).code ?? 'unknown error';
    return failed([{ file, path: '', says: `this file can't be read (${code}); looked for it at ${path}` }]);
  }
  return readYamlText(text, file, shape);
}

/** The same where its text is at hand. */
export function readYamlText<S extends z.ZodType>(
  text: string,
  file: string,
  shape: S,
): Result<Source<z.infer<S>>, Problem[]> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  if (document.errors.length > 0) {
    return failed(
      document.errors.map((error) => ({
        file,
        path: '',
        line: lines.linePos(error.pos[0]).line,
        says: `this is not YAML: ${error.message.replace(/\s+/g, ' ')}`,
      })),
    );
  }
  const lineOf = (at: Path) => {
    // The nearest thing that stands in the file: what is missing has no line of its own.
    for (let depth = at.length; depth > 0; depth -= 1) {
      const node = document.getIn(at.slice(0, depth), true) as
        | { range?: [number, number, number] }
        | undefined;
      if (node?.range) return lines.linePos(node.range[0]).line;
    }
    return undefined;
  };
  const plain = plainOf(document);
  if (!plain.ok) return failed([{ file, path: '', says: plain.problem }]);
  const raw = plain.value;
  const shaped = shape.safeParse(raw);
  if (shaped.success) return ok({ file, raw, value: shaped.data, lineOf });
  return failed(shaped.error.issues.flatMap((issue) => problemsOf(issue, file, raw, lineOf)));
}

/** So many values a file may say once its steps repeated by name (`*claim`) stand in full; more is made to exhaust its reader. */
const mostValues = 500_000;

function plainOf(document: Document): Result<Json, string> {
  let plain: Json;
  try {
    // The library's own count of aliases walks the whole document for each of them; ours walks what came of it, once.
    plain = document.toJS({ maxAliasCount: -1 }) as Json;
  } catch (error) {
    if (error instanceof ReferenceError) return failed(`a name after “*” leads nowhere: ${error.message}`);
    throw error;
  }
  if (valuesIn(plain, new Map()) <= mostValues) return ok(plain);
  return failed(`names after “*” repeat so much that it comes to more than ${mostValues} values`);
}

/** What stands in several places is counted in each and walked once; what stands within itself never ends. */
function valuesIn(value: Json, counted: Map<Json, number>): number {
  if (value === null || typeof value !== 'object') return 1;
  const known = counted.get(value);
  if (known !== undefined) return known;
  counted.set(value, Number.POSITIVE_INFINITY);
  const count = Object.values(value).reduce((sum: number, part: Json) => sum + valuesIn(part, counted), 1);
  counted.set(value, count);
  return count;
}

function problemsOf(
  issue: z.core.$ZodIssue,
  file: string,
  raw: Json,
  lineOf: (path: Path) => number | undefined,
): Problem[] {
  const at = (path: Path, says: string): Problem => {
    const line = lineOf(path);
    return { file, path: pathText(path), ...(line ? { line } : {}), says };
  };
  const path = issue.path.map((part) => (typeof part === 'number' ? part : String(part)));
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) =>
        at([...path, key], 'nothing of this name belongs here; check the spelling'),
      );
    case 'invalid_type':
      return [
        at(
          path,
          found(raw, path) === undefined
            ? `is missing: ${issue.expected} expected`
            : `must be ${issue.expected}`,
        ),
      ];
    case 'invalid_value':
      return [at(path, `must be one of: ${issue.values.map(String).join(', ')}`)];
    case 'invalid_key':
      return [at(path, issue.issues[0]?.message ?? issue.message)];
    default:
      return [at(path, issue.message)];
  }
}

function found(raw: Json, path: Path): unknown {
  return path.reduce<unknown>(
    (value, part) => (value === null || typeof value !== 'object' ? undefined : (value as never)[part]),
    raw,
  );
}
