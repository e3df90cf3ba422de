/** Letters and packets of an incident, written, read and let go as their pages do. */
import type { Person } from '../../../src/app/person.ts';
import type { Document } from '../../../src/chat/document.ts';
import type { RawValues } from '../../../src/chat/form.ts';
import type { Reply } from '../../../src/chat/interaction.ts';
import { noticeLaw } from '../../../src/governance/breaches/rules/notice-templates.ts';
import type { Policy } from '../../../src/policy/policy.ts';
import type { Store } from '../../../src/store/store.ts';
import type { FrontDoor } from '../../support/front-door.ts';

export interface Desk {
  readonly store: Store;
  readonly door: FrontDoor;
  readonly policy: Policy;
}

export async function fillsIn(
  { door }: Desk,
  who: Person,
  form: string,
  subject: Readonly<Record<string, string>>,
  values: RawValues,
): Promise<Reply> {
  const opened = await door.does(who.id, { kind: 'open-form', form, subject });
  return opened.kind === 'form'
    ? door.sends(who.id, opened.open, { ...opened.open.form.values, ...values })
    : opened;
}

/** What it was answered with, in one text. */
export function told(reply: Reply): string {
  return reply.kind === 'invalid' ? JSON.stringify(reply.open.errors) : JSON.stringify(reply);
}

/** Every part of a template, with what it takes to pass. */
export function fullText(policy: Policy, template: string, more: RawValues = {}): RawValues {
  const law = noticeLaw(policy, template);
  if (!law) throw new Error(`there is no template ${template}`);
  const parts = law.template.parts.map(({ id, answer, text, number }) => [
    id,
    answer === 'yes_no'
      ? 'Yes'
      : (text ?? (number ? 'It is not known yet.' : 'What the district has to say here.')),
  ]);
  return { ...Object.fromEntries(parts), ...more };
}

export async function newestNotice({ store }: Desk, id: string, template: string) {
  return store.db.incidentNotice.findFirstOrThrow({
    where: { incidentId: id, template: template.split('/')[1] ?? '' },
    include: { versions: { orderBy: { seq: 'asc' } } },
    orderBy: { edition: 'desc' },
  });
}

/** What buttons on its page carry. */
export async function onIt(desk: Desk, id: string, template: string) {
  const notice = await newestNotice(desk, id, template);
  return { id, notice: notice.id, version: notice.versions.at(-1)?.id ?? '' };
}

export async function writes(
  desk: Desk,
  who: Person,
  id: string,
  template: string,
  more: RawValues = {},
): Promise<Reply> {
  const there = await desk.store.db.incidentNotice.count({
    where: { incidentId: id, template: template.split('/')[1] ?? '' },
  });
  const version = there === 0 ? {} : { version: (await onIt(desk, id, template)).version };
  return fillsIn(
    desk,
    who,
    'breach.notice-write',
    { id, template, ...version },
    fullText(desk.policy, template, more),
  );
}

export async function approves(desk: Desk, who: Person, id: string, template: string): Promise<Reply> {
  return fillsIn(desk, who, 'breach.notice-approve', await onIt(desk, id, template), { read: true });
}

export async function reads(
  { door }: Desk,
  who: Person,
  document: string,
  subject: Readonly<Record<string, string>>,
): Promise<Document | undefined> {
  const reply = await door.does(who.id, { kind: 'document', document, subject });
  return reply.kind === 'document' ? reply.document : undefined;
}
