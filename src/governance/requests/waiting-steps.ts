/** The sweep over steps that wait longer than their plan says: their holder is reminded, later the Coordinator sees them. */
import type { Sweep } from '../../app/context.ts';
import type { Job } from '../../app/feature.ts';
import type { Facts } from '../../store/tx.ts';
import { bundleId } from './bundle.ts';
import { type Due, type Nudge, nudges, type Wait } from './rules/bundle.ts';
import { openStay, reference } from './rules/request.ts';
import { turnOf } from './rules/turn.ts';
import { overdue } from './rules/waiting.ts';
import { positionOf, waitsForClassification } from './rules/workflow.ts';
import { type CaseFile, openCaseFiles, requestKind } from './store/case-file.ts';
import { waitingTooLong } from './store/wanted.ts';
import { markTold } from './store/write.ts';

/** Each page is one transaction; a person is told once for each, so it holds what any one day brings. */
const page = 1000;

export const waitingSteps: Job = {
  name: 'waiting-steps',
  summary: 'Reminds whoever holds a step that waits too long, then shows it to the Coordinator',
  everyMinutes: 5,
  async run(sweep) {
    const files = await openCaseFiles(sweep, waitingTooLong(sweep.now, page));
    const reminded: string[] = [];
    const shown: string[] = [];
    const did: string[] = [];
    const told: Due[] = [];
    for (const file of files) {
      const stay = openStay(file.request);
      if (!stay) continue;
      const due = overdue(stay, sweep.now);
      if (due.remind) reminded.push(stay.id);
      if (due.show) shown.push(stay.id);
      told.push({
        request: file.request.id,
        stay: stay.id,
        remind: due.remind ? whoIsReminded(file) : [],
        show: due.show ? await whoIsShown(sweep, file) : [],
      });
      sweep.tx.audit({
        what: 'request.waited',
        about: { kind: requestKind, id: file.request.id },
        facts: { step: stay.step, reminded: due.remind, shown: due.show },
      });
      const what = [...(due.remind ? ['reminded'] : []), ...(due.show ? ['shown to the Coordinator'] : [])];
      did.push(`${reference(file.request)}: ${what.join(' and ')}`);
    }
    for (const nudge of nudges(told)) tell(sweep, nudge);
    await markTold(sweep.tx, reminded, 'reminded');
    await markTold(sweep.tx, shown, 'shown');
    return { did, more: files.length === page };
  },
};

/** One request is told of with its card, which follows it; several as one list. */
function tell(sweep: Sweep, { personId, remind, show }: Nudge): void {
  // A late run keeps to the quiet hours like a punctual one (T10).
  const notBefore = sweep.policy.calendar.nextReminderTime(sweep.now);
  const to = { personId };
  const [only, ...more] = [...remind, ...show];
  if (!only) return;
  if (more.length === 0)
    sweep.tx.notify({
      notice: remind.length > 0 ? 'request.reminder' : 'request.shown',
      about: { kind: requestKind, id: only.request },
      to,
      facts: { stay: only.stay },
      notBefore,
    });
  else
    sweep.tx.notify({
      notice: bundleId,
      to,
      facts: { remind: remind.map(asFact), show: show.map(asFact) },
      notBefore,
    });
}

function asFact({ request, stay }: Wait): Facts {
  return { request, stay };
}

function whoIsReminded({ request, cast, policy }: CaseFile): readonly string[] {
  if (waitsForClassification(policy.pack.data_requests, request)) return cast.classifiers;
  return turnOf(policy.pack.data_requests, request, cast);
}

async function whoIsShown(sweep: Sweep, file: CaseFile): Promise<readonly string[]> {
  const position = positionOf(file.policy.pack.data_requests, file.request);
  const role = position.at === 'step' ? position.step.waits?.show_to : undefined;
  if (role === undefined) return [];
  return (await sweep.directory.holders(sweep.reader, role)).map(({ id }) => id);
}
