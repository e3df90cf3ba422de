/** A letter or a packet is let go: approved by whom the plan names, let pass against a rule by somebody who answers for it, sent by people. */
import type { Ask } from '../../../app/context.ts';
import type { FormHandler } from '../../../app/feature.ts';
import type { Block } from '../../../chat/card.ts';
import { fields } from '../../../chat/form.ts';
import { toIso } from '../../../kernel/clock.ts';
import { findingBlocks } from '../cards/notice-findings.ts';
import { isAfter } from '../rules/moments.ts';
import { type IncidentFile, openIncident } from '../store/incidents.ts';
import { writeApproval, writeOverride, writeSent } from '../store/letters.ts';
import { type Change, change, notThere } from './change.ts';
import { asMoment, found, momentOf, whileNotClosed, workers } from './found.ts';
import { approvalRefused, overrideRefused } from './notice-may.ts';
import { type NoticeNow, noticeSheet } from './notice-sheet.ts';
import { onlyOnPage } from './notice-write.ts';
import { tellAboutNotice } from './tell-notice.ts';

interface Found {
  readonly file: IncidentFile;
  readonly now: NoticeNow;
}

const stale = 'It has changed since you opened it; read it again first.';

/** On the version that they read. */
async function foundNotice(
  ask: Ask,
  { id, notice }: Readonly<Record<string, string>>,
  locked = false,
): Promise<Found | undefined> {
  // Before anything of it is read, so that nobody writes on while it is decided.
  if (locked && id !== undefined) await openIncident(ask, { id }, true);
  const file = await found(ask, id);
  const now = file && (await noticeSheet(ask, file)).notices.find((one) => one.notice.id === notice);
  return file && now && { file, now };
}

function drawn({ now }: Found): readonly Block[] {
  const { template } = now.notice.law;
  return [
    { kind: 'heading', text: template.name },
    ...template.parts.flatMap(({ id, title }) => {
      const text = now.parts[id];
      return text === undefined ? [] : [{ kind: 'quote', label: title, text } as const];
    }),
  ];
}

/** Why nothing can be decided about it any more, or not as it was read. */
function settled({ now }: Found, version: string | undefined): string | undefined {
  if (now.notice.state !== 'draft') return 'It is approved already; nothing was changed.';
  return version === now.version.id ? undefined : stale;
}

const approveFields = fields({
  read: { kind: 'tick', label: 'Approval', says: 'I have read it, and it may go out like this.' },
});

export const approveNotice: FormHandler<typeof approveFields> = {
  id: 'breach.notice-approve',
  access: 'everyone',
  async open(ask, subject) {
    const at = await foundNotice(ask, subject);
    if (!at) return { refused: notThere };
    if (ask.surface !== 'web') return { refused: onlyOnPage };
    const refusal = await mayNotApprove(ask, at, subject.version);
    if (refusal !== undefined) return { refused: refusal };
    return {
      title: 'Approve it',
      submit: 'Approve it',
      intro: [
        ...drawn(at),
        ...(at.now.findings.length > 0
          ? [
              {
                kind: 'note',
                tone: 'warning',
                text: 'It breaks rules that somebody let pass; why stands on its page.',
              } as const,
            ]
          : []),
        { kind: 'text', text: 'Nothing is sent by this: people send it, and record that they did.' },
      ],
      fields: approveFields,
      values: {},
    };
  },
  async submit(act, subject) {
    const at = await foundNotice(act, subject, true);
    if (!at) return { kind: 'refused', text: notThere };
    const { notice, version } = at.now;
    const refusal = await mayNotApprove(act, at, subject.version);
    return change(act, subject.id, {
      ...of(() => refusal),
      what: 'notice-approved',
      facts: { notice: notice.law.template.name, edition: notice.edition, version: version.id },
      async also({ incident }) {
        await writeApproval(act.tx, notice, version.id, act.actor.id);
        if (version.byId !== act.actor.id)
          act.tx.notify({
            notice: 'breach.notice-approved',
            about: { kind: 'incident', id: incident.id },
            to: { personId: version.byId },
          });
      },
      say: () => 'Approved. Now people send it, and record it here.',
    });
  },
};

async function mayNotApprove(ask: Ask, at: Found, version: string | undefined): Promise<string | undefined> {
  const { notice, held } = at.now;
  return (
    settled(at, version) ??
    (held.length > 0
      ? `It is held: ${sayHeld(at.now)} Change it, or have somebody else let it pass.`
      : undefined) ??
    (await approvalRefused(ask, at.file, notice))
  );
}

const overrideFields = fields({
  reason: {
    kind: 'text',
    label: 'Why may it go out all the same?',
    hint: 'It stands in the record with your name. Do not name a student.',
    multiline: true,
    max: 2000,
  },
});

export const overrideNotice: FormHandler<typeof overrideFields> = {
  id: 'breach.notice-override',
  access: 'everyone',
  async open(ask, subject) {
    const at = await foundNotice(ask, subject);
    if (!at) return { refused: notThere };
    if (ask.surface !== 'web') return { refused: onlyOnPage };
    const refusal = await mayNotOverride(ask, at, subject.version);
    if (refusal !== undefined) return { refused: refusal };
    return {
      title: 'Let it pass',
      submit: 'Let it pass',
      intro: [
        ...findingBlocks(at.now.held),
        ...drawn(at),
        {
          kind: 'text',
          text: 'It still has to be approved. Whatever is written anew is held to the rules again.',
        },
      ],
      fields: overrideFields,
      values: {},
    };
  },
  async submit(act, subject, { reason }) {
    const at = await foundNotice(act, subject, true);
    if (!at) return { kind: 'refused', text: notThere };
    const { notice, version, findings } = at.now;
    const rules = findings.map(({ key }) => key);
    const refusal = await mayNotOverride(act, at, subject.version);
    return change(act, subject.id, {
      ...of(() => refusal),
      what: 'notice-overridden',
      facts: { notice: notice.law.template.name, edition: notice.edition, version: version.id, rules },
      words: { [`notice-override:${version.id}`]: reason },
      async also({ incident, policy }) {
        await writeOverride(act.tx, version.id, rules, act.actor.id);
        await tellAboutNotice(act, incident, policy, notice.law.template, 'waiting');
      },
      say: () => 'Kept with your reason. It can be approved now.',
    });
  },
};

async function mayNotOverride(ask: Ask, at: Found, version: string | undefined): Promise<string | undefined> {
  return (
    settled(at, version) ??
    (at.now.held.length === 0 ? 'It breaks no rule; it can be approved as it is.' : undefined) ??
    (await overrideRefused(ask, at.file, at.now.notice))
  );
}

const sentFields = fields({
  when: { kind: 'moment', label: 'When was it sent?' },
  evidence: {
    kind: 'text',
    label: 'What shows it?',
    hint: 'A reference number, a receipt, whom you spoke to. Do not name a student.',
    multiline: true,
    max: 1000,
  },
});

export const sentNotice: FormHandler<typeof sentFields> = {
  id: 'breach.notice-sent',
  access: 'everyone',
  async open(ask, subject) {
    const at = await foundNotice(ask, subject);
    if (!at) return { refused: notThere };
    const refusal = notSendable(at);
    if (refusal !== undefined) return { refused: refusal };
    return {
      title: 'It was sent',
      submit: 'Record it',
      intro: [
        { kind: 'heading', text: at.now.notice.law.template.name },
        {
          kind: 'text',
          text: 'Safekeep sends nothing to families or authorities. Record it once you have. Whether a legal time is met by it, you say afterwards at the clock.',
        },
      ],
      fields: sentFields,
      values: { when: asMoment(ask.now, at.file.policy) },
    };
  },
  async submit(act, subject, { when, evidence }) {
    const at = await foundNotice(act, subject, true);
    if (!at) return { kind: 'refused', text: notThere };
    const { notice } = at.now;
    const sentAt = momentOf(when, at.file.policy);
    if (isAfter(sentAt, act.now))
      return { kind: 'invalid', errors: { when: 'This is still to come. Record it once it was sent.' } };
    const clocks = notice.law.template.clocks.length;
    return change(act, subject.id, {
      by: workers,
      afterwards: true,
      refuse: () => notSendable(at),
      what: 'notice-sent',
      facts: { notice: notice.law.template.name, edition: notice.edition, at: toIso(sentAt) },
      words: { [`notice-sent:${notice.id}`]: evidence },
      also: () => writeSent(act.tx, notice, sentAt, act.actor.id),
      say: () =>
        clocks === 0
          ? 'Recorded.'
          : 'Recorded. Now say at its clock that they were told: the page of notices leads there.',
    });
  },
};

/** What is known since it was approved may have made it say too much. */
function notSendable({ now }: Found): string | undefined {
  if (now.notice.state === 'sent') return 'It is recorded as sent already.';
  if (now.notice.state === 'draft') return 'It is not approved yet, so it should not have gone out.';
  return now.held.length === 0
    ? undefined
    : `It breaks a rule by what is known now; write it anew. ${sayHeld(now)}`;
}

function sayHeld({ held }: NoticeNow): string {
  return held.map(({ part, says }) => `${part}: ${says}`).join(' ');
}

function of(refuse: () => string | undefined): Pick<Change, 'by' | 'afterwards' | 'refuse'> {
  return { by: workers, ...whileNotClosed, refuse: (file) => whileNotClosed.refuse?.(file) ?? refuse() };
}
