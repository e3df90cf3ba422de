/** Keeps FERPA's record and the ledger of releases in step with a request, in the transaction that changes it. */
import type { Act } from '../../../app/context.ts';
import { newId } from '../../../kernel/ids.ts';
import type { Policy } from '../../../policy/policy.ts';
import { postersOf, termsOf } from '../../disclosure/rules/plan.ts';
import {
  addDisclosure,
  type DisclosureKind,
  disclosureKind,
  markDisclosureRecalled,
  type NewDisclosure,
} from '../../disclosure/store/disclosures.ts';
import { addEntry, markEntryRecalled } from '../../disclosure/store/ledger.ts';
import { addTerms, termsKind } from '../../disclosure/store/terms.ts';
import { onRecord } from '../rules/on-record.ts';
import { type DataRequest, lastRelease, reference } from '../rules/request.ts';
import { authorisedBy } from '../rules/workflow.ts';
import { type CaseFile, requestKind } from '../store/case-file.ts';
import type { Given } from './send-record.ts';

/** After every change of a request, and its filing. */
export async function keepRecord(act: Act, file: CaseFile, before: DataRequest | undefined): Promise<void> {
  const { request } = file;
  for (const kind of onRecord(before, request)) {
    const line = newLine(file, act, { id: newId(), kind });
    await addDisclosure(act.tx, act.actor.id, line);
    if (kind !== 'requested' && line.exempt === undefined) await askToPost(act, file.policy, line.id);
  }
  for (const release of request.releases)
    if (release.recalledAt && !before?.releases.find(({ id }) => id === release.id)?.recalledAt) {
      await markDisclosureRecalled(act.tx, release.id);
      await markEntryRecalled(act.tx, release.id);
    }
}

/** What was just sent: on FERPA's record when it may identify students, else in the ledger (F). */
export async function recordSending(act: Act, file: CaseFile, given: Given): Promise<void> {
  const { request, policy } = file;
  const release = lastRelease(request);
  if (!release?.deliveredOn) throw new Error('nothing was sent that could be recorded');
  const shared = {
    id: given.recordId,
    about: { kind: requestKind, id: request.id },
    reference: reference(request),
    release: { id: release.id, version: release.version },
    route: request.route,
    askedById: request.requesterId,
    outsiderId: request.outsiderId,
    recipientIds: given.recipientIds,
  };
  if (!request.pii) {
    if (!given.period) throw new Error('a release for the ledger was sent without its period');
    await addEntry(act.tx, {
      ...shared,
      ...{ level: request.level, detail: request.detail, collectionIds: request.collectionIds },
      ...{ period: given.period, sentOn: release.deliveredOn, sentById: act.actor.id },
    });
    return;
  }
  const line = {
    ...newLine(file, act, { id: given.recordId, kind: 'disclosed', emergency: given.emergency }),
    ...shared,
    happenedOn: release.deliveredOn,
  };
  await addDisclosure(act.tx, act.actor.id, line);
  await sendTerms(act, policy, line);
  if (line.exempt === undefined) await askToPost(act, policy, line.id);
}

/** In an emergency it goes out on that ground, and no exemption of the route's holds. */
function newLine(
  { request, policy }: CaseFile,
  act: Act,
  given: { readonly id: string; readonly kind: DisclosureKind; readonly emergency?: boolean },
): NewDisclosure {
  const plan = policy.pack.data_requests;
  const route = plan.routes[request.route]?.disclosure;
  const { emergency = false } = given;
  const urgent = emergency ? plan.disclosure?.emergency : undefined;
  return {
    ...{ id: given.id, kind: given.kind, reference: reference(request), emergency },
    about: { kind: requestKind, id: request.id },
    release: undefined,
    happenedOn:
      given.kind === 'requested' && request.version === 1
        ? request.cameInOn
        : policy.calendar.localDay(act.now),
    ...{ askedById: request.requesterId, outsiderId: request.outsiderId, recipientIds: [] },
    ...{ route: request.route, policy: request.policy },
    basis: urgent?.basis ?? route?.basis ?? '',
    exempt: urgent ? undefined : route?.exempt,
    approvedById: authorisedBy(plan, request),
  };
}

/** Each recipient inside is asked to say that they know them; of an outsider, whoever sent it writes that down. */
async function sendTerms(act: Act, policy: Policy, line: NewDisclosure): Promise<void> {
  if (termsOf(policy.pack.data_requests, line.route) === undefined) return;
  const inside = line.recipientIds.map((personId) => ({ personId }));
  const outside = line.outsiderId === undefined ? [] : [{ outsiderId: line.outsiderId }];
  const ids = await addTerms(act.tx, line.id, [...inside, ...outside]);
  for (const [at, { personId }] of inside.entries())
    act.tx.notify({
      notice: 'disclosure.terms',
      about: { kind: termsKind, id: ids[at] ?? '' },
      to: { personId },
    });
}

async function askToPost(act: Act, policy: Policy, id: string): Promise<void> {
  const told = new Set<string>();
  for (const role of postersOf(policy.pack.data_requests))
    for (const person of await act.directory.holders(act.reader, role)) told.add(person.id);
  for (const personId of told)
    act.tx.notify({
      notice: 'disclosure.to-post',
      about: { kind: disclosureKind, id },
      to: { personId },
    });
}
