/** What a researcher will publish: recorded by the Coordinator, its copy owed, received or not to come (R068 no 3). */
import type { Act, Ask } from '../../../app/context.ts';
import type { FormHandler, Outcome } from '../../../app/feature.ts';
import type { Card, Payload } from '../../../chat/card.ts';
import { fields } from '../../../chat/form.ts';
import { sayDay } from '../../../chat/say-when.ts';
import { Temporal } from '../../../kernel/clock.ts';
import { newId } from '../../../kernel/ids.ts';
import { writeTexts } from '../../../store/texts.ts';
import { publicationTitle, titleField } from '../cards/publication.ts';
import { notThere } from '../cards/refusals.ts';
import { requestCard } from '../cards/request-card.ts';
import { oversees } from '../rules/oversight.ts';
import { copyOwed, isAwaited, mayPublish } from '../rules/publication.ts';
import { answerTo, type DataRequest, reference } from '../rules/request.ts';
import { type CaseFile, openCaseFile, requestKind } from '../store/case-file.ts';
import { dropPublication, insertPublication, receiveCopy } from '../store/publications.ts';

const planFields = fields({
  title: {
    kind: 'text',
    label: 'What will be published or presented?',
    hint: 'Its title, and where: a journal, a conference, a website',
    max: 300,
  },
  planned_on: { kind: 'date', label: 'On which day?' },
});

type Looked =
  | { readonly file: CaseFile }
  | { readonly refused: { readonly refused: string; readonly card?: Card } };

/** Whoever oversees requests, also of one that is closed: papers come out long after. */
async function look(ask: Ask, subject: Payload, lock = false): Promise<Looked> {
  const file = subject.id === undefined ? undefined : await openCaseFile(ask, subject.id, lock);
  if (!file) return { refused: { refused: notThere } };
  const plan = file.policy.pack.data_requests;
  const may = oversees(plan, ask.actor) && file.request.requesterId !== ask.actor.id;
  if (may && mayPublish(plan, file.request)) return { file };
  const refused = may
    ? 'No copy is owed from this request.'
    : 'The Coordinator or the Student Data Manager records publications.';
  return { refused: { refused, card: requestCard(file, ask.actor) } };
}

export const planPublication: FormHandler<typeof planFields> = {
  id: 'request.publication',
  access: 'everyone',
  async open(ask, subject) {
    const looked = await look(ask, subject);
    if ('refused' in looked) return looked.refused;
    const { request, policy } = looked.file;
    return {
      title: `Publish: ${reference(request)}`,
      submit: 'Plan it',
      intro: [
        {
          kind: 'text',
          text: `A copy is owed before it comes out (${policy.pack.data_requests.routes[request.route]?.publication?.src ?? ''}). Whoever asked for the data is reminded, and so is the Coordinator.`,
        },
      ],
      fields: planFields,
      values: {},
    };
  },
  async submit(act, subject, values) {
    const looked = await look(act, subject, true);
    if ('refused' in looked) return refusal(looked.refused);
    const { file } = looked;
    const planned = await plan(act, file, values.title, Temporal.PlainDate.from(values.planned_on));
    return answer(act, file, `Recorded. A copy is owed by ${planned ? sayDay(planned) : 'its day'}.`);
  },
};

/** A researcher who knows the first planned day gives it with the request. */
export async function planAtFiling(act: Act, request: DataRequest, title: string): Promise<void> {
  const day = act.policy.pack.data_requests.routes[request.route]?.publication?.day;
  const on = day === undefined ? undefined : answerTo(request, day)?.value;
  if (on !== undefined) await plan(act, { request, policy: act.policy }, title, Temporal.PlainDate.from(on));
}

async function plan(
  act: Act,
  { request, policy }: Pick<CaseFile, 'request' | 'policy'>,
  title: string,
  plannedOn: Temporal.PlainDate,
): Promise<Temporal.PlainDate | undefined> {
  const owed = copyOwed(policy.pack.data_requests, policy.calendar, request.route, plannedOn);
  if (!owed) return undefined;
  const id = newId();
  await insertPublication(act.tx, {
    id,
    requestId: request.id,
    plannedOn,
    copyDueOn: owed.dueOn,
    recordedById: act.actor.id,
    remindAt: owed.remindAt,
  });
  const about = { kind: requestKind, id: request.id };
  const texts = await writeTexts(act.tx, about, act.actor.id, { [titleField(id)]: title });
  act.tx.audit({
    what: 'request.publication-planned',
    about,
    facts: { publication: id, plannedOn: plannedOn.toString(), copyDueOn: owed.dueOn.toString(), texts },
  });
  return owed.dueOn;
}

function copyFields(file: CaseFile, today: string) {
  return fields({
    publication: {
      kind: 'choice',
      label: 'Which publication?',
      options: file.publications.filter(isAwaited).map(({ id, plannedOn }) => ({
        value: id,
        label: publicationTitle(file, id).slice(0, 75),
        description: `Planned for ${sayDay(plannedOn)}`,
      })),
    },
    what: {
      kind: 'choice',
      label: 'What became of it?',
      options: [
        { value: 'received', label: 'A copy came in' },
        { value: 'moved', label: 'It comes out on another day' },
        { value: 'dropped', label: 'It will not be published' },
      ],
    },
    received_on: {
      kind: 'date',
      label: 'On which day did it come in?',
      until: today,
      showIf: { field: 'what', is: ['received'] },
    },
    planned_on: {
      kind: 'date',
      label: 'On which day does it come out?',
      showIf: { field: 'what', is: ['moved'] },
    },
  });
}

export const copyCameIn: FormHandler<ReturnType<typeof copyFields>> = {
  id: 'request.copy',
  access: 'everyone',
  async open(ask, subject) {
    const looked = await look(ask, subject);
    if ('refused' in looked) return looked.refused;
    const { file } = looked;
    const [first, ...more] = file.publications.filter(isAwaited);
    if (!first)
      return {
        refused: 'No copy is awaited from this request any more.',
        card: requestCard(file, ask.actor),
      };
    const today = ask.policy.calendar.localDay(ask.now).toString();
    return {
      title: `Copy: ${reference(file.request)}`,
      submit: 'Record it',
      intro: [],
      fields: copyFields(file, today),
      values: {
        ...(more.length === 0 ? { publication: first.id } : {}),
        what: 'received',
        received_on: today,
      },
    };
  },
  async submit(act, subject, values) {
    const looked = await look(act, subject, true);
    if ('refused' in looked) return refusal(looked.refused);
    const { file } = looked;
    const { publication: id, what, received_on: on, planned_on: planned } = values;
    const done =
      what === 'received' && on !== undefined
        ? await receiveCopy(act.tx, id, act.actor.id, Temporal.PlainDate.from(on))
        : await dropPublication(act.tx, id, act.actor.id);
    if (!done)
      return {
        kind: 'refused',
        text: 'Somebody has recorded that already. Nothing was changed.',
        card: requestCard(file, act.actor),
      };
    act.tx.audit({
      what: `request.publication-${what}`,
      about: { kind: requestKind, id: file.request.id },
      facts: { publication: id, ...(on ? { on } : {}) },
    });
    if (what === 'moved' && planned !== undefined)
      await plan(act, file, publicationTitle(file, id), Temporal.PlainDate.from(planned));
    return answer(act, file, 'Recorded.');
  },
};

function refusal({ refused, card }: { readonly refused: string; readonly card?: Card }): Outcome {
  return { kind: 'refused', text: refused, ...(card ? { card } : {}) };
}

async function answer(act: Act, { request }: CaseFile, text: string): Promise<Outcome> {
  const about = { kind: requestKind, id: request.id };
  act.tx.moved(about);
  const now = await openCaseFile(act, request.id);
  return { kind: 'done', text, about, ...(now ? { card: requestCard(now, act.actor) } : {}) };
}
