/** The sweep over steps that wait longer than their plan says: their holder is reminded, later the Coordinator sees them. */
import type { Sweep } from '../../app/context.ts';
import type { Job } from '../../app/feature.ts';
import { openStay, reference } from './rules/request.ts';
import { overdue } from './rules/waiting.ts';
import { positionOf, waitsForClassification } from './rules/workflow.ts';
import { type CaseFile, openCaseFiles, requestKind } from './store/case-file.ts';
import { waitingTooLong } from './store/wanted.ts';
import { markTold } from './store/write.ts';

/** Each page is one transaction. */
const page = 500;

export const waitingSteps: Job = {
  name: 'waiting-steps',
  summary: 'Reminds whoever holds a step that waits too long, then shows it to the Coordinator',
  everyMinutes: 5,
  async run(sweep) {
    const files = await openCaseFiles(sweep, waitingTooLong(sweep.now, page));
    const reminded: string[] = [];
    const shown: string[] = [];
    const did: string[] = [];
    for (const file of files) {
      const stay = openStay(file.request);
      if (!stay) continue;
      const due = overdue(stay, sweep.now);
      if (due.remind) reminded.push(stay.id);
      if (due.show) shown.push(stay.id);
      if (due.remind) tell(sweep, file, 'request.reminder', whoIsReminded(file));
      if (due.show) tell(sweep, file, 'request.shown', await whoIsShown(sweep, file));
      sweep.tx.audit({
        what: 'request.waited',
        about: { kind: requestKind, id: file.request.id },
        facts: { step: stay.step, reminded: due.remind, shown: due.show },
      });
      const what = [...(due.remind ? ['reminded'] : []), ...(due.show ? ['shown to the Coordinator'] : [])];
      did.push(`${reference(file.request)}: ${what.join(' and ')}`);
    }
    await markTold(sweep.tx, reminded, 'reminded');
    await markTold(sweep.tx, shown, 'shown');
    return { did, more: files.length === page };
  },
};

function tell(sweep: Sweep, file: CaseFile, notice: string, personIds: readonly string[]): void {
  const about = { kind: requestKind, id: file.request.id };
  // A late run keeps to the quiet hours like a punctual one (T10).
  const notBefore = sweep.policy.calendar.nextReminderTime(sweep.now);
  for (const personId of new Set(personIds)) sweep.tx.notify({ notice, about, to: { personId }, notBefore });
}

function whoIsReminded({ request, cast, policy }: CaseFile): readonly string[] {
  if (waitsForClassification(policy.pack.data_requests, request)) return cast.classifiers;
  return request.holderId === undefined ? cast.stewards : [request.holderId];
}

async function whoIsShown(sweep: Sweep, file: CaseFile): Promise<readonly string[]> {
  const position = positionOf(file.policy.pack.data_requests, file.request);
  const role = position.at === 'step' ? position.step.waits?.show_to : undefined;
  if (role === undefined) return [];
  return (await sweep.directory.holders(sweep.reader, role)).map(({ id }) => id);
}
