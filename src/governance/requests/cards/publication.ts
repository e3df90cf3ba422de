/** What is planned to be published, which copies are owed, and what the same requester owes from before (R068 no 3). */
import type { Person } from '../../../app/person.ts';
import type { Action, Block } from '../../../chat/card.ts';
import { sayDay } from '../../../chat/say-when.ts';
import type { Temporal } from '../../../kernel/clock.ts';
import { oversees } from '../rules/oversight.ts';
import { isAwaited, isLate, mayPublish, type Publication } from '../rules/publication.ts';
import type { CaseFile } from '../store/case-file.ts';
import { nameOf, wordsOf } from './names.ts';

export const titleField = (id: string) => `publication:${id}`;

export function publicationTitle(file: CaseFile, id: string): string {
  return wordsOf(file, titleField(id)) ?? 'What is to be published';
}

/** For everybody who sees the request: whoever asked reads what they owe. */
export function publicationBlocks(file: CaseFile): readonly Block[] {
  if (file.publications.length === 0) return [];
  return [
    { kind: 'heading', text: 'Publications' },
    {
      kind: 'list',
      items: file.publications.map((one) => ({
        title: publicationTitle(file, one.id),
        detail: detailOf(file, one),
        tone: isLate(one, file.today) ? ('warning' as const) : ('neutral' as const),
      })),
    },
  ];
}

function detailOf(file: CaseFile, one: Publication): string {
  const planned = `Planned for ${sayDay(one.plannedOn)}.`;
  if (one.receivedOn)
    return `${planned} A copy came in on ${sayDay(one.receivedOn)}, recorded by ${nameOf(file, one.receivedById)}.`;
  if (one.droppedAt) return `${planned} Not to be published, or planned anew.`;
  const late = isLate(one, file.today) ? ' It is late.' : '';
  return `${planned} ${owedBy(file, one.copyDueOn)}${late}`;
}

/** "A copy is owed by December 31, 2026 (003 §5.4 no 3: …)." */
export function owedBy({ request, policy }: CaseFile, day: Temporal.PlainDate): string {
  const rule = policy.pack.data_requests.routes[request.route]?.publication;
  return `A copy is owed by ${sayDay(day)}${rule ? ` (${rule.src})` : ''}.`;
}

/** What the same requester owes from other requests, for those who decide on this one. */
export function owedBlocks(file: CaseFile, viewer: Person): readonly Block[] {
  if (file.owed.length === 0 || !oversees(file.policy.pack.data_requests, viewer)) return [];
  const lines = file.owed.map(
    ({ requestNumber, copyDueOn }) => `DR-${requestNumber}, owed by ${sayDay(copyDueOn)}`,
  );
  return [
    {
      kind: 'note',
      tone: 'warning',
      text: `Whoever asks has not yet given a copy of what was published from: ${lines.join('; ')}.`,
    },
  ];
}

export function publicationButtons(file: CaseFile, viewer: Person): readonly Action[] {
  const plan = file.policy.pack.data_requests;
  const { id, requesterId } = file.request;
  if (!mayPublish(plan, file.request) || !oversees(plan, viewer) || requesterId === viewer.id) return [];
  const form = (name: string, label: string): Action => ({
    kind: 'open-form',
    form: name,
    label,
    subject: { id },
  });
  return [
    form('request.publication', 'Plan a publication'),
    ...(file.publications.some(isAwaited) ? [form('request.copy', 'A copy came in')] : []),
  ];
}
