/** One letter or packet: how it stands, what it breaks, its text, and what somebody may do with it now. */
import type { ListItem } from '../../../chat/card.ts';
import type { DocumentBlock } from '../../../chat/document.ts';
import { sayMoment } from '../../../chat/say-when.ts';
import type { MayDo } from '../commands/notice-may.ts';
import type { NoticeNow } from '../commands/notice-sheet.ts';
import { templateKey } from '../rules/notice-templates.ts';
import type { Clock } from '../store/clocks.ts';
import type { IncidentFile } from '../store/incidents.ts';
import { findingBlocks } from './notice-findings.ts';

export interface NoticeShown {
  readonly file: IncidentFile;
  readonly now: NoticeNow;
  readonly clocks: readonly Clock[];
  /** Titles of parts that hang on what nobody has written down. */
  readonly missing: readonly string[];
  readonly may: MayDo;
  readonly name: (id: string | undefined) => string;
}

export function noticePage(shown: NoticeShown): readonly DocumentBlock[] {
  const { now, missing } = shown;
  return [
    { kind: 'facts', facts: facts(shown) },
    ...(missing.length > 0 && now.notice.state !== 'sent'
      ? [
          {
            kind: 'note',
            tone: 'warning',
            text: `Not known to Safekeep yet: ${missing.join(', ')}.`,
          } as const,
        ]
      : []),
    ...(now.notice.state === 'sent' ? [] : findingBlocks(now.held)),
    ...passed(shown),
    ...steps(shown),
    ...textBlocks(now),
  ];
}

export function textBlocks({ notice, parts }: NoticeNow): readonly DocumentBlock[] {
  return notice.law.template.parts.flatMap(({ id, title }): readonly DocumentBlock[] => {
    const text = parts[id];
    return text === undefined
      ? []
      : [
          { kind: 'heading', text: title },
          { kind: 'text', text },
        ];
  });
}

function facts({ file, now, name }: NoticeShown) {
  const { notice, version } = now;
  const { zone } = file.policy.calendar;
  const { law } = notice;
  const state = {
    draft: now.held.length > 0 ? 'Held' : 'Waits for approval',
    approved: 'Approved',
    sent: 'Sent',
  };
  const evidence = file.words[`notice-sent:${notice.id}`]?.body;
  return [
    { label: 'How it stands', value: state[notice.state] },
    { label: 'Version', value: `${version.seq}, ${sayMoment(version.at, zone)}, by ${name(version.byId)}` },
    ...(version.approvedById === undefined
      ? []
      : [{ label: 'Approved by', value: name(version.approvedById) }]),
    ...(notice.sent
      ? [
          {
            label: 'Sent',
            value: `${sayMoment(notice.sent.at, zone)}, as ${name(notice.sent.byId)} says${evidence ? `: ${evidence}` : ''}`,
          },
        ]
      : []),
    { label: 'By', value: `${law.lawName}, as of ${law.version}: ${law.template.src}` },
  ];
}

function passed({ file, now: { version, findings }, name }: NoticeShown): readonly DocumentBlock[] {
  if (version.overriddenById === undefined) return [];
  return [
    {
      kind: 'quote',
      label: `${name(version.overriddenById)} let it pass`,
      text: file.words[`notice-override:${version.id}`]?.body ?? '[blanked]',
    },
    {
      kind: 'list',
      items: findings
        .filter(({ key }) => version.overridden.includes(key))
        .map(({ part, says, src }) => ({ title: `${part}: ${says}`, detail: src, tone: 'warning' })),
    },
  ];
}

function steps({ file, now, clocks, may }: NoticeShown): readonly DocumentBlock[] {
  const { incident } = file;
  const { notice, version } = now;
  // What went out is recorded after the closing too; nothing is written any more.
  const closed = incident.state === 'closed';
  const subject = { id: incident.id, notice: notice.id, version: version.id };
  const item = (
    title: string,
    form: string,
    label: string,
    more: Readonly<Record<string, string>> = subject,
  ): ListItem => ({
    title,
    action: { kind: 'open-form', form: `breach.${form}`, label, subject: more },
  });
  const written = { id: incident.id, template: templateKey(notice.law), version: version.id };
  const link = (title: string, document: string): ListItem => ({
    title,
    action: {
      kind: 'link',
      label: 'Open',
      path: `/documents/breach.${document}?id=${incident.id}&notice=${notice.id}`,
    },
  });
  const theirs = clocks.filter(
    ({ law, met }) => !met && law.law === notice.law.law && notice.law.template.clocks.includes(law.clock.id),
  );
  const items: readonly ListItem[] = [
    ...(notice.state === 'sent'
      ? [
          ...theirs.map(({ id, law }) =>
            item(`${law.clock.name}: were they told by it?`, 'clock-met', 'Say so', {
              ...{ id: incident.id, clock: id, notice: notice.id },
            }),
          ),
          ...(closed
            ? []
            : [
                item('Something is known now that was not', 'notice-write', 'Write the next edition', {
                  ...{ id: incident.id, template: templateKey(notice.law), next: 'yes' },
                }),
              ]),
        ]
      : closed
        ? []
        : [item('Its words', 'notice-write', 'Write on', written)]),
    ...(!closed && notice.state === 'draft' && now.held.length > 0
      ? [
          may.notOverride === undefined
            ? item('It has to go out all the same', 'notice-override', 'Let it pass')
            : { title: 'It has to go out all the same: somebody else lets it pass', detail: may.notOverride },
        ]
      : []),
    ...(!closed && notice.state === 'draft' && now.held.length === 0
      ? [
          may.notApprove === undefined
            ? item('It may go out like this', 'notice-approve', 'Approve it')
            : { title: 'It waits for approval by somebody else', detail: may.notApprove },
        ]
      : []),
    ...(notice.state === 'approved' ? [item('People have sent it', 'notice-sent', 'Record it')] : []),
    link('To print', 'letter'),
    link('As plain text, for a form of theirs', 'notice-text'),
    ...(notice.state !== 'draft' && notice.law.template.to === 'people'
      ? [link('A table for mail merge, by reference', 'letters')]
      : []),
  ];
  return [
    { kind: 'heading', text: 'What to do' },
    { kind: 'list', items },
  ];
}
