/** Split: some of the data go on as a request of their own, linked to this one, which begins anew. */
import type { Act } from '../../../app/context.ts';
import type { FormHandler } from '../../../app/feature.ts';
import { fields } from '../../../chat/form.ts';
import { newId } from '../../../kernel/ids.ts';
import { requesterName, wordsOf } from '../cards/names.ts';
import { allChosen } from '../cards/refusals.ts';
import { goOn } from '../rules/carry-out.ts';
import { type DataRequest, reference } from '../rules/request.ts';
import { type CaseFile, fileOf, openCaseFile, requestKind, withChange } from '../store/case-file.ts';
import { insertRequest } from '../store/insert.ts';
import { rosterFor } from '../store/roster.ts';
import { change, filled } from './change.ts';
import { lookFor } from './look.ts';
import { keepRecord } from './on-record.ts';
import { tellWhoStarts } from './start.ts';
import { tellAsker } from './tell.ts';

function splitFields({ collections }: CaseFile) {
  return fields({
    collections: {
      kind: 'choices',
      label: 'Which data go on in a request of their own?',
      hint: 'The others stay here.',
      options: collections.map(({ id, name }) => ({ value: id, label: name.slice(0, 75) })),
    },
  });
}

export const split: FormHandler<ReturnType<typeof splitFields>> = {
  id: 'request.split',
  access: 'everyone',
  async open(ask, subject) {
    const looked = await lookFor(ask, subject, ({ request }) => ({
      kind: 'split',
      collectionIds: request.collectionIds.slice(1),
    }));
    if (!looked.ok) return looked.refused;
    const { file } = looked;
    return {
      title: `Split ${reference(file.request)}`,
      submit: 'Split',
      intro: [
        {
          kind: 'text',
          text: `The new request has the same words and begins anew: it is claimed, and its risk level set, on its own. ${requesterName(file)} is told.`,
        },
      ],
      fields: splitFields(file),
      values: {},
    };
  },
  async submit(act, subject, values) {
    const now = subject.id === undefined ? undefined : await openCaseFile(act, subject.id);
    if (now?.request.collectionIds.every((id) => values.collections.includes(id)))
      return { kind: 'invalid', errors: { collections: allChosen } };
    let made: DataRequest | undefined;
    return change(act, subject.id, {
      what: 'request.split',
      move: { kind: 'split', collectionIds: values.collections },
      also: async (file) => {
        made = await begin(act, file, values.collections);
      },
      facts: (after) => ({ version: after.version, into: made?.id ?? null, collections: values.collections }),
      tell: () => {},
      say: (file) =>
        `${reference(file.request)} is split: ${made ? reference(made) : ''} goes on with the rest. ${requesterName(file)} is told.`,
    });
  },
};

const carriedOver = ['title', 'question', 'purpose', 'recipients', 'groups', 'interest'];

/** The new request, under the same plan, with the words of the old and what was answered when it was filed. */
async function begin(act: Act, from: CaseFile, collectionIds: readonly string[]): Promise<DataRequest> {
  const old = from.request;
  const atFiling = old.answers.filter(({ stayId }) => stayId === undefined);
  const copies = atFiling.map((answer) => ({ was: answer.id, is: { ...answer, id: newId() } }));
  const words = filled({
    ...Object.fromEntries(carriedOver.map((field) => [field, wordsOf(from, field)])),
    ...Object.fromEntries(copies.map(({ was, is }) => [`given:${is.id}`, wordsOf(from, `given:${was}`)])),
  });
  const blank: DataRequest = {
    ...old,
    id: newId(),
    version: 1,
    collectionIds,
    level: undefined,
    levelById: undefined,
    levelAt: undefined,
    levelStandingId: undefined,
    holderId: undefined,
    fulfillerId: undefined,
    repeatOfId: undefined,
    resubmissionOfId: undefined,
    splitFromId: old.id,
    filedAt: act.now,
    stays: [],
    questions: [],
    releases: [],
    answers: copies.map(({ is }) => is),
  };
  const { policy } = from;
  const stamp = { actorId: act.actor.id, now: act.now, newId };
  const started = goOn(policy.pack.data_requests, policy.calendar, blank, stamp);
  const { request, hashes } = await insertRequest(act.tx, started, words);
  const roster = await rosterFor(act, [request]);
  const drawn = { ...fileOf(policy, roster, request), outsider: from.outsider };
  const file = withChange({ ...drawn, numbers: new Map([[old.id, old.number]]) }, request, words);
  act.tx.audit({
    what: 'request.filed',
    about: { kind: requestKind, id: request.id },
    facts: { number: request.number, splitFrom: old.id, collections: collectionIds, texts: hashes },
  });
  await keepRecord(act, file, undefined);
  const telling = { tx: act.tx, file, actorId: undefined, told: new Set<string>() };
  tellAsker(telling, 'request.split-off');
  tellWhoStarts(telling);
  return request;
}
