/** Parts a form whose lines are initialled into pages, for platforms where each press draws the whole page again. */
import type { Field, OpenForm } from './form.ts';

export type NamedField = readonly [name: string, field: Field];
export type Page = readonly NamedField[];

/** Lines to initial on one page, and characters of them, each up to 2,000. */
const linesAPage = 8;
const lettersAPage = 6000;

/** One page, unless lines are initialled: then a section a page, so that a press does not lose its place. */
export function pagesOf(fields: Page): readonly Page[] {
  if (!fields.some(([, { kind }]) => kind === 'initial')) return [fields];
  return sections(fields).flatMap(parts);
}

/** From 1; where something is wrong its page comes first. */
export function pageToShow(pages: readonly Page[], errors: OpenForm['errors'], wanted: number): number {
  const faulty = pages.findIndex((page) => page.some(([name]) => errors[name] !== undefined));
  return faulty >= 0 ? faulty + 1 : Math.min(Math.max(wanted, 1), pages.length);
}

function sections(fields: Page): readonly Page[] {
  const found: NamedField[][] = [];
  for (const named of fields) {
    const current = found.at(-1);
    if (current && named[1].section === undefined) current.push(named);
    else found.push([named]);
  }
  return found;
}

function parts(section: Page): readonly Page[] {
  const found: NamedField[][] = [];
  let letters = 0;
  for (const named of section) {
    const part = found.at(-1);
    const length = named[1].label.length;
    letters += length;
    if (part && part.length < linesAPage && letters <= lettersAPage) part.push(named);
    else {
      found.push([named]);
      letters = length;
    }
  }
  return found;
}
