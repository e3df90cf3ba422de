/** Two sweeps over days that others count on: when an answer is owed (R057, F), and a copy of what is published (R068). */
import type { Sweep } from '../../app/context.ts';
import type { Job } from '../../app/feature.ts';
import { reachOf } from './cards/reach.ts';
import { tellAsker } from './commands/tell.ts';
import { type Owed, tellOwed } from './owed-bundle.ts';
import { reference } from './rules/request.ts';
import { turnOf } from './rules/turn.ts';
import { waitsForClassification } from './rules/workflow.ts';
import { type CaseFile, openCaseFiles, requestKind } from './store/case-file.ts';
import { copiesToTellOf, markCopiesTold } from './store/publications.ts';
import { answersOwed, named } from './store/wanted.ts';
import { markAnswersTold } from './store/write.ts';

const page = 1000;

export const owedAnswers: Job = {
  name: 'owed-answers',
  summary:
    'Reminds of the day on which an answer is owed, and shows it to the Student Data Manager once it is late',
  everyMinutes: 60,
  async run(sweep) {
    const today = sweep.policy.calendar.localDay(sweep.now);
    const files = await openCaseFiles(sweep, answersOwed(today, page));
    const isLate = ({ request }: CaseFile) =>
      request.answerBy !== undefined && request.answerBy.toString() < today.toString();
    const owed: Owed[] = [];
    for (const file of files) {
      const late = isLate(file);
      const notice = late ? 'request.answer-late' : 'request.answer-due';
      const facts = { on: file.request.answerBy?.toString() ?? null };
      for (const personId of new Set(late ? [...authorisers(file), ...whoseTurn(file)] : whoseTurn(file)))
        owed.push({ personId, notice, request: file.request.id, facts });
      audit(sweep, file, notice);
    }
    tellOwed(sweep, owed);
    const ids = (late: boolean) =>
      files.filter((one) => isLate(one) === late).map(({ request }) => request.id);
    await markAnswersTold(sweep.tx, ids(false), 'reminded');
    await markAnswersTold(sweep.tx, ids(true), 'late');
    return {
      did: files.map(
        (file) => `${reference(file.request)}: its answer is ${isLate(file) ? 'late' : 'due soon'}`,
      ),
      more: files.length === page,
    };
  },
};

function authorisers({ policy, staff }: CaseFile): readonly string[] {
  return staff.holdersOf.get(policy.pack.data_requests.pii.authorised_by) ?? [];
}

function whoseTurn({ request, cast, policy }: CaseFile): readonly string[] {
  const plan = policy.pack.data_requests;
  return waitsForClassification(plan, request) ? cast.classifiers : turnOf(plan, request, cast);
}

export const owedCopies: Job = {
  name: 'owed-copies',
  summary:
    'Reminds researchers and the Coordinator of copies owed before something is published, and says which are late',
  everyMinutes: 60,
  async run(sweep) {
    const today = sweep.policy.calendar.localDay(sweep.now);
    const due = await copiesToTellOf(sweep.reader, sweep.now, today, page);
    const files = await openCaseFiles(sweep, named([...new Set(due.map(({ requestId }) => requestId))]));
    const did: string[] = [];
    const owed: Owed[] = [];
    for (const { id, requestId, late } of due) {
      const file = files.find(({ request }) => request.id === requestId);
      if (!file) continue;
      const notice = late ? 'request.copy-late' : 'request.copy-due';
      const facts = { publication: id };
      const reach = reachOf(file);
      // A letter, and what is to be told by phone, are about one thing each.
      if (reach.how !== 'here') tellAsker(quietly(sweep, file), notice, facts);
      const alone = reach.how === 'phone' ? reach.callers : [];
      const people = [...(reach.how === 'here' ? [reach.personId] : []), ...file.staff.coordinators];
      for (const personId of new Set(people.filter((one) => !alone.includes(one))))
        owed.push({ personId, notice, request: file.request.id, facts });
      audit(sweep, file, notice);
      did.push(`${reference(file.request)}: a copy of what is published is ${late ? 'late' : 'due soon'}`);
    }
    tellOwed(sweep, owed);
    await markCopiesTold(sweep.tx, due);
    return { did, more: due.length === page };
  },
};

/** In the morning of a working day, like every reminder (T10). */
function quietly(sweep: Sweep, file: CaseFile) {
  const notBefore = sweep.policy.calendar.nextReminderTime(sweep.now);
  return { tx: sweep.tx, file, actorId: undefined, notBefore };
}

function audit(sweep: Sweep, { request }: CaseFile, what: string): void {
  sweep.tx.audit({ what, about: { kind: requestKind, id: request.id } });
}
