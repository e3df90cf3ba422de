/** Parts a form whose lines are initialled into pages, for platforms where each press draws the whole page again. */
import type { Field, OpenForm } from './form.ts';

export type NamedField = readonly [name: string, field: Field];
export type Page = readonly NamedField[];

/** Lines to initial on one page, and characters of them, each up to 2,000. */
const linesAPage = 8;
const lettersAPage = 6000;

/** One page, unless lines are initialled: then whole sections a page, as many as fit. */
export function pagesOf(fields: Page): readonly Page[] {
  if (!fields.some(([, { kind }]) => kind === 'initial')) return [fields];
  const pages: NamedField[][] = [];
  for (const part of sections(fields).flatMap(parts)) {
    const page = pages.at(-1);
    if (page && parts([...page, ...part]).length === 1) page.push(...part);
    else pages.push([...part]);
  }
  return pages;
}

/** From 1; where something is wrong its page comes first. */
export function pageToShow(pages: readonly Page[], errors: OpenForm['errors'], wanted: number): number {
  const faulty = pages.findIndex((page) => page.some(([name]) => errors[name] !== undefined));
  return faulty >= 0 ? faulty + 1 : Math.min(Math.max(wanted, 1), pages.length);
}

function sections(fields: Page): NamedField[][] {
  const found: NamedField[][] = [];
  for (const named of fields) {
    const current = found.at(-1);
    if (current && named[1].section === undefined) current.push(named);
    else found.push([named]);
  }
  return found;
}

function parts(section: Page): NamedField[][] {
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
