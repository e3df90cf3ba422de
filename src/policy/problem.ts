/** What is wrong with a plan, in words for the person who edits it. */

export interface Problem {
  /** "legacy-ut.yaml", "overlays/ferpa.yaml". */
  readonly file: string;
  /** "data_requests.levels.low.steps[2].by"; empty when the file as a whole is meant. */
  readonly path: string;
  /** 1 for the first line, where the file could be read that far. */
  readonly line?: number;
  readonly says: string;
}

/** One line for a terminal or a log: where, and what to do. */
export function problemLine(problem: Problem): string {
  const place = problem.line ? `${problem.file}:${problem.line}` : problem.file;
  return problem.path ? `${place}: ${problem.path}: ${problem.says}` : `${place}: ${problem.says}`;
}

export type Path = readonly (string | number)[];

/** Adds one problem: where in the file, and what is wrong and what to do. */
export type Report = (path: Path, says: string) => void;

export function pathText(path: Path): string {
  return path.reduce<string>(
    (text, part) => (typeof part === 'number' ? `${text}[${part}]` : text ? `${text}.${part}` : part),
    '',
  );
}
