/** `/safekeep coverage`: which collections have too few data stewards, for the Coordinator and the Student Data Manager. */
import type { Ask } from '../../../app/context.ts';
import type { DocumentHandler, Task, Word } from '../../../app/feature.ts';
import { holds } from '../../../app/person.ts';
import { refused } from '../../../app/replies.ts';
import type { Block } from '../../../chat/card.ts';
import { roleName } from '../../../policy/policy.ts';
import {
  type CoverageView,
  coverageCard,
  coverageFile,
  coveragePage,
  coveragePath,
  sayGap,
} from '../cards/coverage.ts';
import { gapsIn, leastStewards } from '../rules/coverage.ts';
import { overseers } from '../rules/oversight.ts';
import { doneStays, workflowOf } from '../rules/workflow.ts';
import type { CaseFile } from '../store/case-file.ts';
import { coverageOf, reachableAmong } from '../store/coverage.ts';

/** Together they are one line. */
const mostTasks = 5;

export function oversees(ask: Ask): boolean {
  return holds(ask.actor, ...overseers(ask.policy.pack.data_requests));
}

export function onlyOverseers(ask: Ask): string {
  const names = overseers(ask.policy.pack.data_requests).map((role) => roleName(ask.policy, role));
  return `This is for ${names.map((name) => `the ${name}`).join(' and ')}.`;
}

async function viewOf(ask: Ask): Promise<CoverageView> {
  const { pack, calendar } = ask.policy;
  const all = await coverageOf(ask);
  return {
    all,
    gaps: gapsIn(pack, all),
    least: leastStewards(pack),
    today: calendar.localDay(ask.now).toString(),
    mayName: holds(ask.actor, pack.data_requests.classify.by),
  };
}

export const coverageWord: Word = {
  command: 'safekeep',
  word: 'coverage',
  summary: 'Which data have too few stewards (for the Coordinator)',
  access: 'everyone',
  run: async (ask) =>
    oversees(ask) ? { kind: 'card', card: coverageCard(await viewOf(ask)) } : refused(onlyOverseers(ask)),
};

export const coverageDocuments: readonly DocumentHandler[] = [
  {
    id: 'request.coverage',
    access: 'everyone',
    load: async (ask) => (oversees(ask) ? coveragePage(await viewOf(ask)) : undefined),
  },
  {
    id: 'request.coverage-csv',
    access: 'everyone',
    load: async (ask) => (oversees(ask) ? coverageFile(await viewOf(ask)) : undefined),
  },
];

export async function coverageTasks(ask: Ask): Promise<readonly Task[]> {
  if (!holds(ask.actor, ask.policy.pack.data_requests.classify.by)) return [];
  const { gaps, least } = await viewOf(ask);
  const action = { kind: 'link', label: 'Open the map', path: coveragePath } as const;
  if (gaps.length > mostTasks)
    return [{ list: 'waits-for-me', title: `${gaps.length} collections lack data stewards`, action }];
  return gaps.map((one) => ({
    list: 'waits-for-me',
    title: sayGap(one, least),
    detail: 'Name another data steward for it: quality assurance needs a second one',
    action,
  }));
}

/** Said before anybody works in vain: nobody could check what is made. */
export async function checkingGap(ask: Ask, { request, policy, cast }: CaseFile): Promise<readonly Block[]> {
  const plan = policy.pack.data_requests;
  if (request.state !== 'open' || request.requesterId === ask.actor.id) return [];
  const done = doneStays(plan, request);
  const checks = workflowOf(plan, request).some(
    ({ id, kind, by }) => kind === 'qa' && by === plan.route.to && !done.has(id),
  );
  if (!checks) return [];
  // Of those whom its data are with one prepares it; where nobody else of them is left, any data steward checks.
  const needed = request.holderId === undefined ? 2 : 1;
  const may = new Set([...cast.checkers, ...(cast.holders.get(plan.route.to) ?? [])]);
  for (const id of [request.requesterId, request.holderId]) if (id !== undefined) may.delete(id);
  if ((await reachableAmong(ask, [...may])) >= needed) return [];
  return [
    {
      kind: 'note',
      tone: 'danger',
      text: 'Quality assurance is another data steward’s, and nobody else who may do it can be reached. The Coordinator has it on their list: name another steward, or ask one to connect an account.',
    },
  ];
}
