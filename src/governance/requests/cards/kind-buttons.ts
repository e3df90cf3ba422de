/** The buttons about what a request is: what it rests on, whether it identifies students, whether an act governs it. */
import type { Person } from '../../../app/person.ts';
import type { Action } from '../../../chat/card.ts';
import { decide } from '../rules/decide.ts';
import type { Move } from '../rules/moves.ts';
import { openStay } from '../rules/request.ts';
import type { CaseFile } from '../store/case-file.ts';
import { publicationButtons } from './publication.ts';

function may({ policy, request, cast }: CaseFile, viewer: Person, move: Move): boolean {
  return decide(policy.pack, request, move, viewer, cast).ok;
}

/** Comes first: nothing goes on without it. */
export function gatherButtons(file: CaseFile, viewer: Person): readonly Action[] {
  const stay = openStay(file.request);
  if (!stay || !may(file, viewer, { kind: 'gather' })) return [];
  const subject = { id: file.request.id, stay: stay.id };
  return [
    {
      kind: 'open-form',
      form: 'request.gather',
      label: 'Record what it rests on',
      subject,
      style: 'primary',
    },
  ];
}

export function kindButtons(file: CaseFile, viewer: Person): readonly Action[] {
  const { id, outsiderId } = file.request;
  const form = (name: string, label: string): Action => ({
    kind: 'open-form',
    form: name,
    label,
    subject: { id },
  });
  return [
    ...(may(file, viewer, { kind: 'correct' }) ? [form('request.correct', 'Correct what was given')] : []),
    ...(may(file, viewer, { kind: 'identify' }) ? [form('request.identify', 'May identify students')] : []),
    ...(may(file, viewer, { kind: 'unidentify' }) ? [form('request.unidentify', 'Identifies nobody')] : []),
    // An act gives rights to people outside.
    ...(outsiderId !== undefined && may(file, viewer, { kind: 'mark_public' })
      ? [form('request.public-record', 'Public-records request')]
      : []),
    ...publicationButtons(file, viewer),
  ];
}
