/** Filing a denied request again: its words, its asker and the reason above the form; linked to the one that was denied. */
import type { Ask } from '../../../app/context.ts';
import type { Block, Payload } from '../../../chat/card.ts';
import type { RawValues } from '../../../chat/form.ts';
import { wordsOf } from '../cards/names.ts';
import { reference } from '../rules/request.ts';
import { type CaseFile, openCaseFile } from '../store/case-file.ts';

/** The one that the form takes over: denied to be filed anew, or any to be repeated. */
export async function takenOver(ask: Ask, subject: Payload): Promise<CaseFile | undefined> {
  const denied = await deniedBefore(ask, subject);
  if (denied || subject.repeat === undefined) return denied;
  return openCaseFile(ask, subject.repeat);
}

/** Only what was declined, and only for whoever asked for it or typed it in. */
export async function deniedBefore(ask: Ask, subject: Payload): Promise<CaseFile | undefined> {
  const file = subject.again === undefined ? undefined : await openCaseFile(ask, subject.again);
  const theirs = file && [file.request.requesterId, file.request.typedById].includes(ask.actor.id);
  return theirs && file.request.state === 'declined' ? file : undefined;
}

export function denialBlocks(file: CaseFile): readonly Block[] {
  const quotes = [
    ['decline_reason', `Why ${reference(file.request)} was not approved`],
    ['decline_instead', 'What could be asked for instead'],
  ] as const;
  return quotes.flatMap(([field, label]): Block[] => {
    const text = wordsOf(file, field);
    return text ? [{ kind: 'quote', label, text }] : [];
  });
}

export function askerAgain({ request, outsider }: CaseFile, actorId: string): RawValues {
  if (request.requesterId === actorId) return {};
  if (request.requesterId !== undefined)
    return { asker: 'colleague', colleague: request.requesterId, came_in_by: request.cameInBy };
  return {
    asker: 'outsider',
    came_in_by: request.cameInBy,
    outsider_name: outsider?.name,
    outsider_organisation: outsider?.organisation,
    outsider_email: outsider?.email,
    outsider_phone: outsider?.phone,
  };
}
