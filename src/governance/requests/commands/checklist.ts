/** The quality control checklist: answered area by area by each party, each area kept as it is sent, then finished (R094). */
import type { ActionHandler, FormHandler } from '../../../app/feature.ts';
import type { Payload } from '../../../chat/card.ts';
import type { Field, Fields, RawValues } from '../../../chat/form.ts';
import type { Checklist } from '../../../policy/schema-requests.ts';
import { partName } from '../cards/checklist.ts';
import { wordsOf } from '../cards/names.ts';
import { nextSentence } from '../cards/next.ts';
import { notThere } from '../cards/refusals.ts';
import { checklistOf, checkOf, noteField, partsOfChecklist } from '../rules/checklist.ts';
import {
  type Check,
  type CheckAnswer,
  type DataRequest,
  lastRelease,
  type Release,
  reference,
  withLast,
} from '../rules/request.ts';
import { positionOf } from '../rules/workflow.ts';
import type { CaseFile } from '../store/case-file.ts';
import { change } from './change.ts';
import { lookFor } from './look.ts';
import { type Telling, tellPeople } from './tell.ts';

type Area = Checklist['areas'][number];

const noteOf = (item: string) => `${item}_note`;

const answers: readonly { readonly value: CheckAnswer; readonly label: string }[] = [
  { value: 'yes', label: 'Yes' },
  { value: 'no', label: 'No' },
  { value: 'na', label: 'Not applicable' },
];

function areaFields({ name, items }: Area): Fields {
  return Object.fromEntries(
    items.flatMap(({ id, text }, at): [string, Field][] => [
      [
        id,
        {
          kind: 'choice',
          ...(text.length <= 150 ? { label: text } : { label: `Line ${at + 1}`, hint: text }),
          options: answers,
          optional: true,
          ...(at === 0 ? { section: name } : {}),
        },
      ],
      [
        noteOf(id),
        {
          kind: 'text',
          label: 'Why?',
          hint: 'Name no student.',
          multiline: true,
          max: 1000,
          showIf: { field: id, is: ['no', 'na'] },
        },
      ],
    ]),
  );
}

function stepOf({ policy, request }: CaseFile) {
  const position = positionOf(policy.pack.data_requests, request);
  return position.at === 'step' ? position.step : undefined;
}

function areaOf(file: CaseFile, { area }: Payload): Area | undefined {
  return checklistOf(file.policy.pack.data_requests, stepOf(file))?.areas[Number(area)];
}

/** What this party answered for this version, else what it answered for the one before: offered, and sent anew. */
function answered(file: CaseFile, part: string, area: Area): RawValues {
  const versions = [...file.request.releases].reverse();
  const values: Record<string, string> = {};
  for (const { id } of area.items) {
    const release = versions.find((one) => checkOf(one, part, id));
    const check = release && checkOf(release, part, id);
    if (!release || !check) continue;
    values[id] = check.answer;
    const note = wordsOf(file, noteField(release, part, id));
    if (note !== undefined && check.answer !== 'yes') values[noteOf(id)] = note;
  }
  return values;
}

export const checklist: FormHandler = {
  id: 'request.checklist',
  access: 'everyone',
  async open(ask, subject) {
    const { part = '' } = subject;
    const looked = await lookFor(ask, subject, () => ({ kind: 'tick', part }));
    if (!looked.ok) return looked.refused;
    const { file } = looked;
    const area = areaOf(file, subject);
    if (!area) return { refused: notThere };
    const again = file.request.releases.length > 1;
    return {
      title: `Checklist ${reference(file.request)}`,
      submit: 'Keep these answers',
      intro: [
        {
          kind: 'text',
          text: `You answer for: ${partName(file, part)}. What you leave open can be answered later.${again ? ' Earlier answers are filled in: look whether they hold for this version too, and send them.' : ''}`,
        },
      ],
      fields: areaFields(area),
      values: answered(file, part, area),
    };
  },
  submit: (act, subject, values) => {
    const { part = '' } = subject;
    let kept: readonly Kept[] = [];
    return change(act, subject.id, {
      what: 'request.checklist-answered',
      move: { kind: 'tick', part },
      amend: (after, file) => {
        const release = lastRelease(after);
        kept = release ? changed(file, part, release, values) : [];
        return withAnswers(after, kept, { part, byId: act.actor.id, at: act.now });
      },
      words: (after) => {
        const release = lastRelease(after);
        return release
          ? Object.fromEntries(kept.map(({ item, note }) => [noteField(release, part, item), note]))
          : {};
      },
      facts: (after) => ({
        version: after.version,
        release: lastRelease(after)?.id ?? null,
        part,
        answers: kept.map(({ item, answer }) => `${item}:${answer}`),
      }),
      tell: (telling, before) => tellWhenAnswered(telling, before, part),
      say: (file) =>
        kept.length === 0
          ? 'Nothing was changed.'
          : `Kept: ${kept.length} ${kept.length === 1 ? 'answer' : 'answers'}. ${nextSentence(file, act.actor)}`,
    });
  },
};

interface Kept {
  readonly item: string;
  readonly answer: CheckAnswer;
  readonly note: string | undefined;
}

/** Whoever answered a line first stays its author while it is only sent again. */
function changed(file: CaseFile, part: string, release: Release, values: RawValues): readonly Kept[] {
  const items = checklistOf(file.policy.pack.data_requests, stepOf(file))?.areas.flatMap((one) => one.items);
  return (items ?? []).flatMap(({ id: item }) => {
    const answer = answers.find(({ value }) => value === values[item])?.value;
    if (!answer) return [];
    const typed = values[noteOf(item)];
    const note = answer !== 'yes' && typeof typed === 'string' ? typed : undefined;
    const before = checkOf(release, part, item);
    const same =
      before?.answer === answer &&
      (answer === 'yes' || note === wordsOf(file, noteField(release, part, item)));
    return same ? [] : [{ item, answer, note }];
  });
}

function withAnswers(
  request: DataRequest,
  kept: readonly Kept[],
  by: Pick<Check, 'part' | 'byId' | 'at'>,
): DataRequest {
  const release = lastRelease(request);
  if (!release || kept.length === 0) return request;
  const items = new Set(kept.map(({ item }) => item));
  const others = release.checks.filter(({ part, item }) => part !== by.part || !items.has(item));
  const checks = [...others, ...kept.map(({ item, answer }): Check => ({ ...by, item, answer }))];
  return withLast(request, { checks });
}

/** Whoever finishes it hears when another party has answered its last line. */
function tellWhenAnswered(telling: Telling, before: DataRequest, part: string): void {
  const { file, actorId } = telling;
  const step = stepOf(file);
  if (!step) return;
  const isWhole = (release: Release | undefined) =>
    partsOfChecklist(file.policy.pack.data_requests, step, release).some(
      (one) => one.part === part && one.answered === one.of,
    );
  if (isWhole(lastRelease(file.request)) && !isWhole(lastRelease(before)))
    tellPeople(telling, 'request.part-answered', [file.request.holderId], { part, by: actorId ?? null });
}

export const finishChecklist: ActionHandler = {
  id: 'request.finish-checklist',
  access: 'everyone',
  run: (act, payload) =>
    change(act, payload.id, {
      what: 'request.checklist-finished',
      move: { kind: 'check' },
      version: payload.version ?? '',
      facts: (after) => ({ version: after.version, release: lastRelease(after)?.id ?? null }),
      tell: () => {},
      say: (file) => `The checklist is complete. ${nextSentence(file, act.actor)}`,
    }),
};
