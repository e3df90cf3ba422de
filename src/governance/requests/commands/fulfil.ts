/** Fulfil: where the data lie, what their terms mean and which rules were applied, with a date stamp (R071, R090). */
import type { FormHandler } from '../../../app/feature.ts';
import type { Field, Fields } from '../../../chat/form.ts';
import { Temporal } from '../../../kernel/clock.ts';
import { newId } from '../../../kernel/ids.ts';
import { rememberDefinitions } from '../../inventory/store/collections.ts';
import { nextSentence } from '../cards/next.ts';
import { markWantedAt } from '../rules/file-mark.ts';
import { lastRelease, openStay, type Release, reference } from '../rules/request.ts';
import { waitsForClassification } from '../rules/workflow.ts';
import type { CaseFile } from '../store/case-file.ts';
import { change } from './change.ts';
import { lookFor } from './look.ts';
import { asMark, markField } from './mark-field.ts';
import { tellPeople } from './tell.ts';

const definitionsOf = (collectionId: string) => `definitions_${collectionId}`;
const rulesOf = (collectionId: string) => `rules_${collectionId}`;

function fulfilFields(file: CaseFile, today: string): Fields {
  const { policy, request } = file;
  const wanted = markWantedAt(policy.pack.data_requests, request, openStay(request)?.step ?? '');
  const perCollection = file.collections.flatMap(({ id, name }): [string, Field][] => [
    [
      definitionsOf(id),
      {
        kind: 'text',
        section: name.slice(0, 150),
        label: labelled('Definitions', name),
        hint: 'What each term and figure means. Kept with this collection and offered next time.',
        multiline: true,
        max: 3000,
      },
    ],
    [
      rulesOf(id),
      {
        kind: 'text',
        label: labelled('Business rules', name),
        hint: 'Who is counted, on which day, and what was left out.',
        multiline: true,
        max: 3000,
      },
    ],
  ]);
  return {
    folder_link: {
      kind: 'text',
      label: 'Link to the secure folder',
      hint: 'Such as https://files.district.example/dr-1001, sftp://server/dr-1001 or \\\\server\\requests\\dr-1001',
      max: 500,
      format: 'folder-link',
      scan: false,
    },
    date_stamp: {
      kind: 'date',
      label: 'Date stamp',
      hint: 'The day on which the data were true',
      until: today,
    },
    ...Object.fromEntries(perCollection),
    ...(wanted === 'later'
      ? {}
      : {
          mark: markField(
            'Mark of the file',
            'Of the file in the secure folder. Whoever checks or sends it compares their copy with it.',
            wanted,
          ),
        }),
  };
}

function labelled(what: string, name: string): string {
  return `${what}: ${name}`.slice(0, 150);
}

export const fulfil: FormHandler = {
  id: 'request.fulfil',
  access: 'everyone',
  async open(ask, subject) {
    const looked = await lookFor(ask, subject, () => ({ kind: 'fulfil' }));
    if (!looked.ok) return looked.refused;
    const { file } = looked;
    const today = ask.policy.calendar.localDay(ask.now).toString();
    const before = lastRelease(file.request);
    const prefilled = file.collections.flatMap(({ id, definitions, businessRules }) => {
      const used = before?.definitions.find(({ collectionId }) => collectionId === id);
      return [
        [definitionsOf(id), used?.definitions ?? definitions],
        [rulesOf(id), used?.businessRules ?? businessRules],
      ];
    });
    return {
      title: `Fulfil ${reference(file.request)}`,
      submit: 'Fulfil',
      intro: [
        {
          kind: 'text',
          text: file.policy.pack.wording.secure_folder,
        },
      ],
      fields: fulfilFields(file, today),
      values: { date_stamp: today, ...Object.fromEntries(prefilled) },
    };
  },
  submit: (act, subject, values) => {
    const text = (name: string) => values[name] ?? '';
    return change(act, subject.id, {
      what: 'request.fulfilled',
      move: { kind: 'fulfil' },
      amend: (after) => {
        const release: Release = {
          id: newId(),
          version: (lastRelease(after)?.version ?? 0) + 1,
          fulfilledById: act.actor.id,
          fulfilledAt: act.now,
          folderLink: text('folder_link'),
          dateStamp: Temporal.PlainDate.from(text('date_stamp')),
          deliveryMethod: undefined,
          deliveredOn: undefined,
          sentById: undefined,
          sentAt: undefined,
          recalledAt: undefined,
          recalledById: undefined,
          technique: undefined,
          protectedById: undefined,
          fileHash: asMark(values.mark),
          checkedById: undefined,
          checkedAt: undefined,
          passed: undefined,
          checks: [],
          definitions: after.collectionIds.map((collectionId) => ({
            collectionId,
            definitions: text(definitionsOf(collectionId)),
            businessRules: text(rulesOf(collectionId)),
          })),
        };
        return { ...after, releases: [...after.releases, release] };
      },
      also: async ({ request }) => {
        for (const { collectionId, ...used } of lastRelease(request)?.definitions ?? [])
          await rememberDefinitions(act.tx, collectionId, used);
      },
      facts: (after) => ({
        version: after.version,
        release: lastRelease(after)?.id ?? null,
        releaseVersion: lastRelease(after)?.version ?? 0,
        mark: lastRelease(after)?.fileHash ?? null,
      }),
      tell: (telling) => {
        if (waitsForClassification(telling.file.policy.pack.data_requests, telling.file.request))
          tellPeople(telling, 'request.to-classify', telling.file.cast.classifiers, { fulfilled: true });
      },
      say: (file) =>
        `Recorded: the data of ${reference(file.request)} are ready. ${nextSentence(file, act.actor)}`,
    });
  },
};
