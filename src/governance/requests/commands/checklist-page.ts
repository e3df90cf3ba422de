/** The checklist of a request to read and to print: each line with each party's answer, by whom, when and why (R094). */
import type { DocumentHandler } from '../../../app/feature.ts';
import type { DocumentBlock } from '../../../chat/document.ts';
import { sayMoment } from '../../../chat/say-when.ts';
import { checklistStep, partName } from '../cards/checklist.ts';
import { nameOf, titleOf, wordsOf } from '../cards/names.ts';
import { seesDrafts } from '../cards/release.ts';
import { checklistOf, checkOf, noteField } from '../rules/checklist.ts';
import { lastRelease, type Release, reference } from '../rules/request.ts';
import { type CaseFile, openCaseFile } from '../store/case-file.ts';

export const checklistPage: DocumentHandler = {
  id: 'request.checklist',
  access: 'everyone',
  async load(ask, { id }) {
    const file = id === undefined ? undefined : await openCaseFile(ask, id);
    const release = file && lastRelease(file.request);
    const step = file && checklistStep(file);
    const list = file && checklistOf(file.policy.pack.data_requests, step);
    if (!file || !release || !list || !seesDrafts(file, ask.actor)) return undefined;
    const parts = step?.checklist?.by ?? [];
    return {
      kind: 'page',
      title: `${list.name}: ${reference(file.request)}`,
      subtitle: `${titleOf(file)}. Version ${release.version}, prepared by ${nameOf(file, release.fulfilledById)} (${list.src})`,
      blocks: list.areas.map(
        ({ name, items }): DocumentBlock => ({
          kind: 'table',
          caption: name,
          columns: ['Line', ...parts.map((part) => partName(file, part))],
          rows: items.map(({ id: item, text }) => [
            text,
            ...parts.map((part) => answerText(file, release, part, item)),
          ]),
        }),
      ),
    };
  },
};

const said = { yes: 'Yes', no: 'No', na: 'Not applicable' } as const;

function answerText(file: CaseFile, release: Release, part: string, item: string): string {
  const check = checkOf(release, part, item);
  if (!check) return 'Not answered yet';
  const note = check.answer === 'yes' ? undefined : wordsOf(file, noteField(release, part, item));
  const when = sayMoment(check.at, file.policy.calendar.zone);
  return `${said[check.answer]}${note ? `: ${note}` : ''} (${nameOf(file, check.byId)}, ${when})`;
}
