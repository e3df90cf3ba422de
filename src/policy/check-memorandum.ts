/** The meaning of a pack's memorandum of agreement: there is one where one is drafted, and its gaps can be filled. */
import { placeholders } from './build.ts';
import type { Report } from './problem.ts';
import type { Pack } from './schema.ts';
import type { MemorandumCondition } from './schema-memorandum.ts';

/** What a text may leave open, and under which condition alone there is something to put there. */
const gaps: Readonly<Record<string, MemorandumCondition | undefined>> = {
  ...Object.fromEntries(placeholders.map((name) => [name, undefined])),
  recipient: undefined,
  until: undefined,
  redisclosure: 'redisclosure',
  copy: 'publication',
};

export function checkMemorandum(pack: Pack, report: Report): void {
  const { memorandum, levels, routes } = pack.data_requests;
  const steps = [...Object.values(levels), ...Object.values(routes)].flatMap(({ steps: list = [] }) => list);
  if (!memorandum) {
    if (steps.some(({ kind }) => kind === 'draft_agreement'))
      report(['data_requests'], 'an agreement is drafted in a step: say in memorandum what stands in it');
    return;
  }
  const days = Object.values(routes).flatMap(({ asks }) => asks.filter(({ kind }) => kind === 'date'));
  if (memorandum.until !== undefined && !days.some(({ id }) => id === memorandum.until))
    report(
      ['data_requests', 'memorandum', 'until'],
      `no kind of request asks for a day in “${memorandum.until}”`,
    );
  for (const [at, section] of memorandum.sections.entries()) {
    const path = ['data_requests', 'memorandum', 'sections', at];
    if (memorandum.sections.findIndex(({ id }) => id === section.id) !== at)
      report([...path, 'id'], `the section “${section.id}” stands here twice`);
    for (const [index, { text, when }] of section.texts.entries()) {
      const here = [...path, 'texts', index];
      for (const [gap, name = ''] of text.matchAll(/\{(\w*)\}/g)) {
        if (!(name in gaps))
          report(
            here,
            `nothing can be put at ${gap}; use ${Object.keys(gaps)
              .map((one) => `{${one}}`)
              .join(', ')}`,
          );
        else if (gaps[name] !== undefined && gaps[name] !== when)
          report(here, `${gap} stands only in a text with when: ${gaps[name]}`);
      }
    }
  }
}
