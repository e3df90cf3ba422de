/** Filing: who asks for which data and why; a number, its stewards and the Coordinator asked, in one transaction. */
import type { Act, Ask } from '../../../app/context.ts';
import type { FormHandler, Outcome } from '../../../app/feature.ts';
import type { Payload } from '../../../chat/card.ts';
import type { RawValues, ValuesOf } from '../../../chat/form.ts';
import { Temporal } from '../../../kernel/clock.ts';
import { newId } from '../../../kernel/ids.ts';
import { allCollections } from '../../inventory/store/collections.ts';
import { wordsOf } from '../cards/names.ts';
import { needSentence } from '../cards/need.ts';
import { nextSentence } from '../cards/next.ts';
import { similarSentence } from '../cards/similar.ts';
import { goOn } from '../rules/carry-out.ts';
import { type DataRequest, reference } from '../rules/request.ts';
import { keptApart } from '../rules/separation.ts';
import { sponsorsOf } from '../rules/sponsors.ts';
import { isLevelled } from '../rules/workflow.ts';
import { type CaseFile, fileOf, requestKind, withChange } from '../store/case-file.ts';
import { insertOutsider, insertRequest, type NewOutsider } from '../store/insert.ts';
import { readRequest } from '../store/read.ts';
import { rosterFor } from '../store/roster.ts';
import { type Standing, standingsInForce } from '../store/standing.ts';
import { stoodInSince } from '../store/stood-in.ts';
import { cardBeside, similarFor } from './case-card.ts';
import { filled } from './change.ts';
import { askerAgain, denialBlocks, deniedBefore, takenOver } from './file-again.ts';
import { type FileFields, fileFields, oneOff } from './file-fields.ts';
import { firstRoute, kindAgain, kindFields, kindOf } from './file-kind.ts';
import { keepRecord } from './on-record.ts';
import { planAtFiling } from './publication.ts';
import { tellWhoStarts } from './start.ts';
import { tellAsker, tellPeople } from './tell.ts';

type Values = ValuesOf<FileFields>;

export const file: FormHandler<FileFields> = {
  id: 'request.file',
  access: 'everyone',
  async open(ask, subject) {
    const [collections, standings] = await Promise.all([
      allCollections(ask.reader),
      standingsInForce(ask.reader),
    ]);
    if (collections.length === 0)
      return {
        refused:
          'The inventory holds no data collections yet, so nobody can be asked. Ask the Coordinator to list them first.',
      };
    const denied = await deniedBefore(ask, subject);
    return {
      title: 'Data request',
      submit: 'File the request',
      intro: [
        ...(denied ? denialBlocks(denied) : []),
        {
          kind: 'text',
          text: 'Describe the data you need. Name no student and paste no data: they travel through the secure folder only.',
        },
      ],
      fields: {
        ...kindFields(ask.policy.pack.data_requests),
        ...fileFields(ask.policy, collections, standings, ask.policy.calendar.localDay(ask.now).toString()),
      },
      values: await prefilled(ask, subject, standings),
    };
  },
  submit: (act, subject, values) => fileRequest(act, subject, values),
};

/** An old request once more: its words, without its dates. */
async function prefilled(ask: Ask, subject: Payload, standings: readonly Standing[]): Promise<RawValues> {
  const today = ask.policy.calendar.localDay(ask.now).toString();
  const fresh: RawValues = {
    route: firstRoute(ask.policy.pack.data_requests),
    asker: 'me',
    came_in_on: today,
    ...(standings.length > 0 ? { report: oneOff } : {}),
  };
  const old = await takenOver(ask, subject);
  if (!old) return fresh;
  const { request } = old;
  const words = ['title', 'question', 'purpose', 'recipients', 'groups', 'interest'].map((field) => [
    field,
    old.words[field]?.body ? wordsOf(old, field) : undefined,
  ]);
  return {
    ...fresh,
    ...Object.fromEntries(words),
    ...(subject.again === old.request.id ? askerAgain(old, ask.actor.id) : {}),
    ...kindAgain(ask.policy.pack.data_requests, old),
    collections: request.collectionIds,
    detail: request.detail,
    format: request.format,
    ...(standings.some(({ id }) => id === request.levelStandingId)
      ? { report: request.levelStandingId ?? oneOff }
      : {}),
  };
}

async function fileRequest(act: Act, subject: Payload, values: Values): Promise<Outcome> {
  const cameInOn = values.came_in_on
    ? Temporal.PlainDate.from(values.came_in_on)
    : act.policy.calendar.localDay(act.now);
  const [asker, kind] = [await askerOf(act, values), await kindOf(act, values, cameInOn)];
  if ('errors' in asker || !kind.ok)
    return {
      kind: 'invalid',
      errors: { ...(kind.ok ? {} : kind.problem), ...('errors' in asker ? asker.errors : {}) },
    };
  const { words: given, ...ofKind } = kind.value;
  const standing =
    values.report === undefined || values.report === oneOff
      ? undefined
      : (await standingsInForce(act.reader)).find(({ id }) => id === values.report);
  const plan = act.policy.pack.data_requests;
  const outsiderId = asker.outsider ? await insertOutsider(act.tx, asker.outsider) : undefined;
  const blank: Omit<DataRequest, 'number'> = {
    id: newId(),
    version: 1,
    state: 'open',
    requesterId: asker.personId,
    outsiderId,
    typedById: act.actor.id,
    cameInBy: values.came_in_by ?? plan.came_in_by[0]?.id ?? 'chat',
    cameInOn,
    collectionIds: values.collections,
    detail: values.detail,
    format: values.format,
    neededBy: values.needed_by ? Temporal.PlainDate.from(values.needed_by) : undefined,
    level: undefined,
    levelById: undefined,
    levelAt: undefined,
    levelStandingId: undefined,
    holderId: undefined,
    fulfillerId: undefined,
    repeatOfId: await repeated(act, subject),
    ...unlinked,
    resubmissionOfId: (await deniedBefore(act, subject))?.request.id,
    ...ofKind,
    policy: act.policy.fingerprint,
    filedAt: act.now,
    endedAt: undefined,
    stays: [],
    questions: [],
    releases: [],
  };
  const started = goOn(
    plan,
    act.policy.calendar,
    { ...blank, ...(await levelBy(act, blank, standing)), number: 0 },
    {
      actorId: act.actor.id,
      now: act.now,
      newId,
    },
  );
  const words = filled({
    title: values.title,
    question: values.question,
    purpose: values.purpose,
    recipients: values.recipients,
    groups: values.groups,
    interest: values.interest,
    ...given,
    ...(started.levelStandingId ? { classification_reason: standing?.reason } : {}),
  });
  const { request, hashes } = await insertRequest(act.tx, started, words);
  await planAtFiling(act, request, values.title);
  const about = { kind: requestKind, id: request.id };
  const outsider =
    asker.outsider && outsiderId ? { ...asker.outsider, id: outsiderId, bounced: false } : undefined;
  const roster = await rosterFor(act, [request]);
  const filed: CaseFile = withChange({ ...fileOf(act.policy, roster, request), outsider }, request, words);
  act.tx.audit({
    what: 'request.filed',
    about,
    facts: {
      number: request.number,
      policy: request.policy,
      route: request.route,
      pii: request.pii,
      requester: request.requesterId ?? null,
      ...(request.resubmissionOfId ? { resubmissionOf: request.resubmissionOfId } : {}),
      outsider: request.outsiderId ?? null,
      collections: request.collectionIds,
      texts: hashes,
      ...(request.levelStandingId ? { level: request.level ?? null, standing: request.levelStandingId } : {}),
    },
  });
  await keepRecord(act, filed, undefined);
  tellOfFiling(act, filed);
  const similar = await similarFor(act, request);
  return {
    kind: 'done',
    text: [
      `${reference(request)} is filed. ${nextSentence(filed, act.actor)}`,
      needSentence(filed),
      similarSentence(similar),
    ]
      .filter(Boolean)
      .join(' '),
    card: await cardBeside(act, filed, similar),
    about,
  };
}

function tellOfFiling(act: Act, filed: CaseFile): void {
  // Whoever files is told too: the card in their conversation is the one that follows the case.
  const telling = { tx: act.tx, file: filed, actorId: undefined };
  const plan = filed.policy.pack.data_requests;
  tellAsker(telling, 'request.received');
  if (
    filed.request.requesterId !== filed.request.typedById &&
    (filed.request.requesterId || filed.outsider?.email)
  )
    tellPeople(telling, 'request.received', [filed.request.typedById]);
  tellPeople(telling, 'request.sponsored', sponsorsOf(plan, filed.request));
  tellWhoStarts(telling);
}

/** Not where the plan keeps the decider apart from this request: then it is classified by itself. */
async function levelBy(
  act: Act,
  request: Omit<DataRequest, 'number'>,
  standing: Standing | undefined,
): Promise<Partial<DataRequest>> {
  const plan = act.policy.pack.data_requests;
  if (!standing || !(standing.level in plan.levels) || !isLevelled(plan, request)) return {};
  const asked = { ...request, number: 0 };
  // Decided in somebody's place then, it is theirs too.
  const stoodIn = (await stoodInSince(act, [standing.madeAt])).map((one) => ({ ...one, over: false }));
  if (keptApart(act.policy.pack.separation, asked, 'classifier', standing.byId, stoodIn)) return {};
  return {
    level: standing.level,
    levelById: standing.byId,
    levelAt: act.now,
    levelStandingId: standing.id,
  };
}

const unlinked = {
  agreements: [],
  splitFromId: undefined,
  mergedIntoId: undefined,
  publicRecordById: undefined,
  publicRecordAt: undefined,
} as const;

type Asker =
  | { readonly personId: string; readonly outsider?: undefined }
  | { readonly personId: undefined; readonly outsider: NewOutsider }
  | { readonly errors: Readonly<Record<string, string>> };

async function askerOf(act: Act, values: Values): Promise<Asker> {
  switch (values.asker) {
    case 'colleague': {
      const person = await act.directory.person(act.reader, values.colleague ?? '');
      return person?.status === 'active'
        ? { personId: person.id }
        : { errors: { colleague: 'Choose somebody who works here now.' } };
    }
    case 'outsider':
      if (!values.outsider_email && !values.outsider_phone)
        return {
          errors: { outsider_email: 'Give an e-mail address or a phone number, so that they can be told.' },
        };
      return {
        personId: undefined,
        outsider: {
          name: values.outsider_name ?? '',
          organisation: values.outsider_organisation,
          email: values.outsider_email,
          phone: values.outsider_phone,
        },
      };
    default:
      return { personId: act.actor.id };
  }
}

/** Only a request that this person may see can be named as the one repeated. */
async function repeated(act: Act, subject: Payload): Promise<string | undefined> {
  if (subject.repeat === undefined) return undefined;
  return (await readRequest(act, subject.repeat))?.id;
}
