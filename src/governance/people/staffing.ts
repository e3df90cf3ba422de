/** The staffing check over the roster: what /readyz shows, what the Coordinator is told, never a reason to stop. */
import type { Ask, Scene, Sweep } from '../../app/context.ts';
import type { Job, NoticeKind, Task } from '../../app/feature.ts';
import { holds } from '../../app/person.ts';
import type { Card } from '../../chat/card.ts';
import { sha256 } from '../../kernel/hash.ts';
import { type StaffingGap, staffingGaps } from '../../policy/staffing.ts';
import { rememberTold, roleHolders } from './store/staffing.ts';

type Looking = Pick<Scene, 'reader' | 'policy' | 'now'>;

async function gaps(scene: Looking): Promise<readonly StaffingGap[]> {
  const today = scene.policy.calendar.localDay(scene.now);
  return staffingGaps(scene.policy, await roleHolders(scene.reader, today), today);
}

/** One sentence each: what is missing and what to do. */
export async function staffingProblems(scene: Looking): Promise<readonly string[]> {
  return (await gaps(scene)).map((gap) => gap.says);
}

/** The Coordinator is told of gaps; Human Resources gives the roles that close them. */
function mayFill(ask: Ask): boolean {
  return holds(ask.actor, ask.policy.pack.data_requests.classify.by, 'hr');
}

export async function staffingTasks(ask: Ask): Promise<readonly Task[]> {
  if (!mayFill(ask)) return [];
  return (await gaps(ask)).map((gap) => ({
    list: 'waits-for-me',
    title: gap.says,
    ...(gap.blocks.length > 0 ? { detail: `Nobody can take: ${gap.blocks.join('; ')}` } : {}),
    ...(gap.role && holds(ask.actor, 'hr')
      ? {
          action: {
            kind: 'open-form' as const,
            form: 'people.role.grant',
            label: 'Give a role',
            subject: {},
          },
        }
      : {}),
  }));
}

export const staffingCheck: Job = {
  name: 'staffing-check',
  summary: 'Tells the Coordinator which roles of the plan too few people hold',
  everyMinutes: 24 * 60,
  async run(sweep) {
    const found = await gaps(sweep);
    const fingerprint = found.length === 0 ? '' : sha256(found.map((gap) => gap.says).join('\n'));
    // Told once: the same gaps the next day are still on the list, not in a second message.
    if (!(await rememberTold(sweep.tx, fingerprint)) || found.length === 0) return { did: [], more: false };
    const told = await tellCoordinator(sweep);
    return { did: [`${found.length} staffing gaps, ${told} people told`], more: false };
  },
};

async function tellCoordinator(sweep: Sweep): Promise<number> {
  const coordinators = await sweep.directory.holders(
    sweep.reader,
    sweep.policy.pack.data_requests.classify.by,
  );
  const told = coordinators.length > 0 ? coordinators : await sweep.directory.holders(sweep.reader, 'hr');
  for (const person of told)
    sweep.tx.notify({
      notice: 'people.staffing',
      to: { personId: person.id },
      notBefore: sweep.policy.calendar.nextReminderTime(sweep.now),
    });
  return told.length;
}

export const staffingNotice: NoticeKind = {
  id: 'people.staffing',
  render: async (ask) => (mayFill(ask) ? staffingCard(await gaps(ask)) : undefined),
};

function staffingCard(found: readonly StaffingGap[]): Card | undefined {
  if (found.length === 0) return undefined;
  return {
    audience: 'person',
    title: 'The plan lacks people',
    status: { label: `${found.length} open`, tone: 'warning' },
    blocks: [
      {
        kind: 'list',
        items: found.map((gap) => ({
          title: gap.says,
          ...(gap.blocks.length > 0 ? { detail: `Nobody can take: ${gap.blocks.join('; ')}` } : {}),
        })),
      },
    ],
    actions: [],
  };
}
