/** Decides what is said about a request beside its steps: that it may identify students, that it is made under an act. */
import { failed, ok } from '../../../kernel/result.ts';
import { classifies, type Decided, type Scene } from './may.ts';
import type { Refusal } from './moves.ts';
import { overseers } from './oversight.ts';
import { sentRelease } from './request.ts';
import { inAskersPlace } from './separation.ts';
import { lapsedSponsor } from './sponsors.ts';

/** What was decided was about data of nobody in particular, so all of that is decided and made anew (003 §3.3). */
export function identify(scene: Scene): Decided {
  const { plan, request } = scene;
  const refused = byOverseer(scene);
  if (refused) return failed(refused);
  if (request.pii) return failed({ why: 'pii_already' });
  if (plan.data_requests.routes[request.route]?.pii !== 'may') return failed({ why: 'pii_never' });
  if (sentRelease(request)) return failed({ why: 'sent_already' });
  return ok({ set: { pii: true }, ends: 'reclassified' });
}

/** By whoever may authorise such data, and nobody else; it is decided and made anew then, as data about nobody. */
export function unidentify({ plan, request, actor, cast }: Scene): Decided {
  const { pii, routes, details } = plan.data_requests;
  const role = pii.authorised_by;
  const theirs = actor.roles.includes(role) && !inAskersPlace(request, actor.id, [role], cast.stoodIn);
  if (request.requesterId === actor.id || !theirs) return failed({ why: 'only_role', roles: [role] });
  if (!request.pii) return failed({ why: 'pii_not_marked' });
  const byName = details.find(({ id }) => id === request.detail)?.identifies ?? false;
  if (byName || routes[request.route]?.pii !== 'may') return failed({ why: 'pii_by_nature' });
  if (sentRelease(request)) return failed({ why: 'sent_already' });
  return ok({ set: { pii: false }, ends: 'reclassified' });
}

/** F: a person says that it is made under the act, never a rule. */
export function markPublic(scene: Scene): Decided {
  const { plan, request } = scene;
  const refused = byOverseer(scene);
  if (refused) return failed(refused);
  if (!plan.data_requests.public_records) return failed({ why: 'no_act' });
  if (request.publicRecordById !== undefined) return failed({ why: 'act_already' });
  return ok({ set: {} });
}

/** What was answered at filing is put right, by whoever gave it or oversees it. */
export function correct(scene: Scene): Decided {
  const { plan, request, actor } = scene;
  if ((plan.data_requests.routes[request.route]?.asks ?? []).length === 0)
    return failed({ why: 'nothing_asked' });
  if (sentRelease(request)) return failed({ why: 'sent_already' });
  if ([request.requesterId, request.typedById].includes(actor.id)) return ok({ set: {} });
  const refused = byOverseer(scene);
  return refused ? failed(refused) : ok({ set: {} });
}

/** R068: whoever vouches for it holds such a role on the day on which it is decided too. */
export function unsponsored({ plan, request, cast }: Scene): Refusal | undefined {
  const lapsed = lapsedSponsor(plan.data_requests, request, cast.holders);
  return lapsed && { why: 'sponsor_lapsed', question: lapsed.label, roles: lapsed.of_roles };
}

/** The Coordinator and the Student Data Manager, never about what they asked for or in the place of whoever did. */
export function byOverseer(scene: Scene): Refusal | undefined {
  const { plan, request, actor, cast } = scene;
  const roles = overseers(plan.data_requests);
  const held = roles.filter((role) => actor.roles.includes(role));
  const may =
    request.requesterId !== actor.id &&
    (classifies(scene) || (held.length > 0 && !inAskersPlace(request, actor.id, held, cast.stoodIn)));
  return may ? undefined : { why: 'only_role', roles };
}
