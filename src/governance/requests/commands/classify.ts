/** Classify: the Coordinator's final word on the risk level (R063), for one request or for every one of a named report. */
import type { FormHandler } from '../../../app/feature.ts';
import type { Block } from '../../../chat/card.ts';
import { fields } from '../../../chat/form.ts';
import { newId } from '../../../kernel/ids.ts';
import type { DataRequestPolicy } from '../../../policy/schema-requests.ts';
import { needSentence, unmetNeed } from '../cards/need.ts';
import { nextSentence } from '../cards/next.ts';
import { suggestionBlocks } from '../cards/suggestion.ts';
import type { Actor } from '../rules/moves.ts';
import { type DataRequest, reference } from '../rules/request.ts';
import { turnOf } from '../rules/turn.ts';
import { undoneDeciders } from '../rules/workflow.ts';
import type { CaseFile } from '../store/case-file.ts';
import { insertStanding, standingsInForce } from '../store/standing.ts';
import { change } from './change.ts';
import { lookFor } from './look.ts';
import { tellAsker, tellPeople } from './tell.ts';

function classifyFields(plan: DataRequestPolicy) {
  return fields({
    level: {
      kind: 'choice',
      label: 'Risk level',
      options: Object.entries(plan.levels).map(([value, { name }]) => ({
        value,
        label: name,
      })),
    },
    reason: { kind: 'text', label: 'Reason', multiline: true, max: 1000 },
    report: {
      kind: 'text',
      label: 'Keep this decision for a regular report?',
      hint: 'Its name, if so. Later requests for that report get this level at once, until you revoke it.',
      max: 75,
      optional: true,
    },
  });
}

export const classify: FormHandler<ReturnType<typeof classifyFields>> = {
  id: 'request.classify',
  access: 'everyone',
  async open(ask, subject) {
    const looked = await lookFor(ask, subject, ({ policy }) => ({
      kind: 'classify',
      level: Object.keys(policy.pack.data_requests.levels)[0] ?? '',
    }));
    if (!looked.ok) return looked.refused;
    const { file } = looked;
    const plan = file.policy.pack.data_requests;
    return {
      title: `Risk of ${reference(file.request)}`,
      submit: 'Set the risk level',
      intro: [...suggestionBlocks(file), ...levelBlocks(file)],
      fields: classifyFields(plan),
      values: file.request.level === undefined ? {} : { level: file.request.level },
    };
  },
  async submit(act, subject, values) {
    if (values.report !== undefined) {
      const name = values.report.toLowerCase();
      const same = (await standingsInForce(act.reader)).find(({ report }) => report.toLowerCase() === name);
      if (same)
        return {
          kind: 'invalid',
          errors: {
            report: `A decision for “${same.report}” is in force. Revoke it first with “/data-request standing”, or leave this empty.`,
          },
        };
    }
    return change(act, subject.id, {
      what: 'request.classified',
      move: { kind: 'classify', level: values.level },
      words: () => ({ classification_reason: values.reason }),
      facts: ({ version }) => ({ version, level: values.level }),
      also: async () => {
        if (values.report === undefined) return;
        const standing = {
          id: newId(),
          report: values.report,
          level: values.level,
          reason: values.reason,
          byId: act.actor.id,
        };
        await insertStanding(act.tx, standing);
        act.tx.audit({
          what: 'standing.made',
          about: { kind: 'standing', id: standing.id },
          facts: { level: standing.level },
        });
      },
      tell: (telling, before) => {
        tellPeople(telling, 'request.classified', [telling.file.request.holderId]);
        tellPeople(telling, 'request.reopened', reopenedFor(telling.file, before));
        // Whoever asked hears of another day to count on.
        if (movesNeed({ ...telling.file, request: before }, telling.file))
          tellAsker(telling, 'request.classified');
      },
      say: (file) => said(file, values.level, act.actor),
    });
  },
};

/** Whose decision counts no more with another level: they, and whoever drafted and was about to decide. */
function reopenedFor(
  { request, policy, cast }: CaseFile,
  before: DataRequest,
): readonly (string | undefined)[] {
  const plan = policy.pack.data_requests;
  if (before.level === undefined || before.level === request.level) return [];
  const undone = undoneDeciders(plan, before, request);
  return undone.length === 0 ? [] : [...undone, ...turnOf(plan, before, cast)];
}

function said(file: CaseFile, level: string, actor: Actor): string {
  const name = file.policy.pack.data_requests.levels[level]?.name ?? level;
  return `${reference(file.request)}: ${name}. ${nextSentence(file, actor)} ${needSentence(file)}`.trim();
}

/** When data are needed too early, and the day to count on is another than the one that was said. */
function movesNeed(before: CaseFile, after: CaseFile): boolean {
  const now = unmetNeed(after);
  return now !== undefined && !unmetNeed(before)?.on.equals(now.on);
}

function levelBlocks({ policy }: CaseFile): readonly Block[] {
  const plan = policy.pack.data_requests;
  return [
    { kind: 'heading', text: 'What the levels mean' },
    {
      kind: 'list',
      items: Object.values(plan.levels).map(({ name, definition, examples, src }) => ({
        title: name,
        detail: [
          sentence(definition),
          sentence(`For example: ${examples.map((one) => one.replace(/\.$/, '')).join('; ')} (${src})`),
        ].join(' '),
      })),
    },
  ];
}

function sentence(text: string): string {
  return text.endsWith('.') ? text : `${text}.`;
}
