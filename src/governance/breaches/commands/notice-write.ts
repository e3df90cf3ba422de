/** A person writes a letter or a packet after its template, in versions; each is held to the law's rules at once. */
import type { Act, Ask } from '../../../app/context.ts';
import type { FormHandler } from '../../../app/feature.ts';
import type { Block } from '../../../chat/card.ts';
import type { Field, Fields, RawValues } from '../../../chat/form.ts';
import { findingBlocks } from '../cards/notice-findings.ts';
import { checkNotice, type DraftParts, held } from '../rules/notice-check.ts';
import { type NoticeLaw, noticeLaw } from '../rules/notice-templates.ts';
import { affectedOf } from '../store/affected.ts';
import { type IncidentFile, openIncident } from '../store/incidents.ts';
import { type Notice, noticesOf, partsOfVersion, writeVersion } from '../store/letters.ts';
import { change, notThere } from './change.ts';
import { found, whileNotClosed, workers } from './found.ts';
import { beginning, knownFacts, missingFacts } from './notice-facts.ts';
import { groundOf } from './notice-sheet.ts';
import { tellAboutNotice } from './tell-notice.ts';

interface Draft {
  readonly file: IncidentFile;
  readonly law: NoticeLaw;
  /** Absent before the first version. */
  readonly notice: Notice | undefined;
  readonly edition: number;
}

const outdated = 'Somebody has written a newer version since you opened it; open it again to see theirs.';

export const writeNotice: FormHandler<Fields> = {
  id: 'breach.notice-write',
  access: 'everyone',
  async open(ask, subject) {
    const draft = await draftOf(ask, subject);
    if (!draft) return { refused: notThere };
    if (ask.surface !== 'web') return { refused: onlyOnPage };
    const { file, law, notice } = draft;
    const affected = await affectedOf(ask.reader, file.incident.id);
    const facts = await knownFacts(ask, file, affected);
    const { template } = law;
    const version = notice?.versions.at(-1);
    const parts = version ? partsOfVersion(file.words, law, version.id) : undefined;
    const findings = parts
      ? held(
          checkNotice(template, parts, await groundOf(ask, file, affected, Object.values(parts))),
          version?.overridden ?? [],
        )
      : [];
    const missing = missingFacts(template.parts, facts);
    const values = Object.fromEntries(
      template.parts.flatMap((part) => {
        const value = parts ? parts[part.id] : beginning(part, facts, file.policy.pack.pack.district);
        return value === undefined ? [] : [[part.id, value]];
      }),
    );
    return {
      title: notice ? 'Write on' : 'Write it',
      submit: 'Keep this version',
      intro: [
        { kind: 'heading', text: template.name },
        ...intro(law),
        ...(missing.length > 0 && !parts
          ? [
              note(
                'warning',
                `Nobody has written down yet, so it is for you to fill in: ${missing.join(', ')}.`,
              ),
            ]
          : []),
        ...findingBlocks(findings),
      ],
      fields: Object.fromEntries(template.parts.map((part) => [part.id, fieldOf(part)])),
      values,
    };
  },
  async submit(act, subject, values) {
    if (subject.id !== undefined) await openIncident(act, { id: subject.id }, true);
    const draft = await draftOf(act, subject);
    if (!draft) return { kind: 'refused', text: notThere };
    const { file, law, notice, edition } = draft;
    const latest = notice?.versions.at(-1);
    if ((latest?.id ?? '') !== (subject.version ?? '')) return { kind: 'refused', text: outdated };
    if (notice?.state === 'sent')
      return { kind: 'refused', text: 'It was sent; add what is new in another edition.' };
    const parts = typedParts(law, values);
    const affected = await affectedOf(act.reader, file.incident.id);
    const ground = await groundOf(act, file, affected, Object.values(parts));
    const findings = checkNotice(law.template, parts, ground);
    return change(act, subject.id, {
      by: workers,
      ...whileNotClosed,
      what: notice ? 'notice-rewritten' : 'notice-written',
      facts: { notice: law.template.name, edition, breaks: findings.map(({ key }) => key) },
      async also({ incident }) {
        const to = notice ? { notice } : { law, edition };
        await writeVersion(act.tx, incident.id, to, act.actor.id, parts);
        await tellAboutNotice(
          act,
          incident,
          file.policy,
          law.template,
          findings.length > 0 ? 'held' : 'waiting',
        );
      },
      say: () =>
        findings.length === 0
          ? 'Kept. It breaks no rule; it waits for approval.'
          : `Kept, and held: ${findings.map(({ part, says }) => `${part}: ${says}`).join(' ')}`,
    });
  },
};

export const onlyOnPage = 'Letters are written and read on the page of the incident, never in chat.';

/** `version` is the latest one when the form was drawn; `next` asks for another edition after one that was sent. */
async function draftOf(
  ask: Ask | Act,
  { id, template, next }: Readonly<Record<string, string>>,
): Promise<Draft | undefined> {
  const file = await found(ask, id);
  const law = file && noticeLaw(file.policy, template);
  if (!file || !law) return undefined;
  const all = (await noticesOf(ask.reader, file.policy, file.incident.id)).filter(
    (one) => one.law.law === law.law && one.law.template.id === law.template.id,
  );
  const last = all.at(-1);
  const another = next === 'yes' && last?.state === 'sent';
  return {
    file,
    law,
    notice: another ? undefined : last,
    edition: (last?.edition ?? 0) + (another || !last ? 1 : 0),
  };
}

function fieldOf(part: NoticeLaw['template']['parts'][number]): Field {
  // Optional to the form only: a draft with gaps is kept, and held.
  const hint = `${part.required ? 'It has to be there. ' : ''}${part.says} (${part.src})`;
  const shared = { label: part.title, hint, optional: true, wanted: part.required } as const;
  return part.answer === 'yes_no'
    ? {
        kind: 'choice',
        ...shared,
        options: [
          { value: 'Yes', label: 'Yes' },
          { value: 'No', label: 'No' },
        ],
      }
    : { kind: 'text', ...shared, multiline: true, max: 3000 };
}

function typedParts({ template }: NoticeLaw, values: RawValues): DraftParts {
  return Object.fromEntries(
    template.parts.flatMap(({ id }) => {
      const value = values[id];
      return typeof value === 'string' && value.trim() !== '' ? [[id, value]] : [];
    }),
  );
}

function intro({ lawName, version, template }: NoticeLaw): readonly Block[] {
  const forbids = template.forbids.map(({ says, src }) => ({
    title: says,
    detail: src,
    tone: 'danger' as const,
  }));
  return [
    { kind: 'text', text: `${lawName}, as of ${version}: ${template.src}.` },
    ...(template.hint === undefined ? [] : [note('info', template.hint)]),
    ...(forbids.length === 0 ? [] : [{ kind: 'list', items: forbids } as const]),
    {
      kind: 'text',
      text: 'Name nobody. A draft with gaps can be kept; it goes out only when nothing of this is broken, or somebody else answers for it. Safekeep sends nothing to anybody: people do. What must stand there is checked in English.',
    },
  ];
}

function note(tone: 'info' | 'warning', text: string): Block {
  return { kind: 'note', tone, text };
}
