/** At Send: whether each recipient inside the district may be given data about students, and what happens if not (003 §3.3). */
import type { Act, Ask } from '../../../app/context.ts';
import type { Outcome } from '../../../app/feature.ts';
import type { Block } from '../../../chat/card.ts';
import type { Missing } from '../../disclosure/rules/clearance.ts';
import { sayMissing } from '../../disclosure/rules/say-missing.ts';
import { clearanceOf } from '../../disclosure/store/clearance.ts';
import { dutiesKind } from '../../people/store/obligations.ts';
import { requestCard } from '../cards/request-card.ts';
import { reference } from '../rules/request.ts';
import { isStudentLevel } from '../rules/student-level.ts';
import { type CaseFile, requestKind } from '../store/case-file.ts';
import type { Given } from './send-record.ts';

interface Lacking {
  readonly personId: string;
  readonly name: string;
  readonly missing: readonly Missing[];
}

async function lackingOf(ask: Ask, file: CaseFile, ids: readonly string[]): Promise<readonly Lacking[]> {
  const today = ask.policy.calendar.localDay(ask.now).toString();
  // What is asked of people is today's plan, not the one that the request began under.
  const found = await clearanceOf(ask.reader, ask.policy, ids, {
    today,
    collectionIds: file.request.collectionIds,
  });
  const people = await ask.directory.people(ask.reader, ids);
  return [...found].flatMap(([personId, missing]) =>
    missing.length === 0
      ? []
      : [{ personId, missing, name: people.get(personId)?.name ?? 'Somebody no longer on the roster' }],
  );
}

function sayLacking(ask: Ask, lacking: readonly Lacking[]): string {
  return lacking.map(({ name, missing }) => `${name} (${sayMissing(ask.policy, missing)})`).join(', ');
}

/** Whoever asked reads where the data lie, so it is sent to them whomever else it goes to. */
export function receiversOf({ request }: CaseFile, ids: readonly string[]): readonly string[] {
  return [...new Set([...ids, ...(request.requesterId === undefined ? [] : [request.requesterId])])].sort();
}

/** On the form, about whoever asked, who is offered there as its recipient. */
export async function clearanceBlocks(ask: Ask, file: CaseFile): Promise<readonly Block[]> {
  const { requesterId } = file.request;
  const lacking = await lackingOf(ask, file, requesterId === undefined ? [] : [requesterId]);
  if (lacking.length === 0) return [];
  const studentLevel = isStudentLevel(file.policy.pack.data_requests, file.request);
  return [
    {
      kind: 'note',
      tone: 'warning',
      text: studentLevel
        ? `Not cleared for data about students: ${sayLacking(ask, lacking)}. It can’t be sent to them before.`
        : `Not cleared for data about students: ${sayLacking(ask, lacking)}. These are none, so they may have them.`,
    },
  ];
}

/** What is wrong with the recipients chosen, and with the days: data never go to an account that nobody has. */
export async function problemsOf(
  act: Act,
  { recipientIds, period }: Given,
): Promise<Readonly<Record<string, string>> | undefined> {
  const people = await act.directory.people(act.reader, recipientIds);
  const gone = recipientIds.filter((id) => (people.get(id)?.status ?? 'left') === 'left');
  if (gone.length > 0) {
    const names = gone.map((id) => people.get(id)?.name ?? 'somebody').join(', ');
    return { received_by: `Choose people who work here. Not here any more: ${names}.` };
  }
  if (period && period.until < period.from)
    return { period_until: 'This is before the day on which the data begin. Please check both.' };
  return undefined;
}

/**
 * Under lock, when it is sent. Nothing when all are cleared, or nothing is about single students; else nothing is sent,
 * and each of them is told what to do, with its button.
 */
export async function heldBack(
  act: Act,
  file: CaseFile,
  ids: readonly string[],
): Promise<Outcome | undefined> {
  if (!isStudentLevel(file.policy.pack.data_requests, file.request)) return undefined;
  const lacking = await lackingOf(act, file, receiversOf(file, ids));
  if (lacking.length === 0) return undefined;
  for (const { personId } of lacking)
    act.tx.notify({
      notice: 'disclosure.clearance',
      about: { kind: dutiesKind, id: personId },
      to: { personId },
      facts: {
        reference: reference(file.request),
        by: act.actor.id,
        collections: [...file.request.collectionIds],
      },
    });
  act.tx.audit({
    what: 'request.held-back',
    about: { kind: requestKind, id: file.request.id },
    facts: {
      uncleared: lacking.map(({ personId, missing }) => ({ personId, missing: missing.map(codeOf) })),
    },
  });
  const them = lacking.length === 1 ? 'They are' : 'Each of them is';
  return {
    kind: 'done',
    tone: 'warning',
    again: true,
    text: `Nothing was sent. Data about single students go only to who is cleared: ${sayLacking(act, lacking)}. ${them} told what to do, with the button for it. ${lacking.some(({ personId }) => personId === file.request.requesterId) ? 'Then send it again.' : 'Then send it again, or send it without them.'}`,
    card: requestCard(file, act.actor),
    about: { kind: requestKind, id: file.request.id },
  };
}

/** What is added to the answer when figures went to somebody who is not cleared. */
export async function clearanceWarning(act: Act, file: CaseFile, ids: readonly string[]): Promise<string> {
  const lacking = await lackingOf(act, file, ids);
  return lacking.length === 0
    ? ''
    : ` Not cleared for data about students, should they ask for those: ${sayLacking(act, lacking)}.`;
}

function codeOf(one: Missing): string {
  return 'duty' in one ? `${one.what}:${one.duty}` : one.what;
}
