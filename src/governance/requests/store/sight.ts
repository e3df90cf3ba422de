/** Which requests a viewer may see, as one SQL condition on `data_request r`: every read of requests goes through it. */
import type { Scene } from '../../../app/context.ts';
import { holds, type Person } from '../../../app/person.ts';
import { Prisma } from '../../../store/generated/client.ts';
import { overseers } from '../rules/oversight.ts';

export type Eyes = Pick<Scene, 'viewer' | 'reader' | 'policy' | 'directory'>;

/**
 * The requester, whoever typed it, the stewards it is routed to, its holder, fulfiller and classifier, whoever may take a
 * step that it has come to, whoever an answer names; the Coordinator
 * and the Student Data Manager see all; the Coordinator's stand-in what a Coordinator asked for or works on.
 */
export async function visibleTo({ viewer, reader, policy, directory }: Eyes): Promise<Prisma.Sql> {
  if (viewer.kind === 'system') return Prisma.sql`true`;
  if (viewer.kind === 'outsider') return Prisma.sql`r.outsider_id = ${viewer.outsiderId}`;
  const plan = policy.pack.data_requests;
  if (overseers(plan).some((role) => viewer.roles.includes(role))) return Prisma.sql`true`;
  const me = viewer.personId;
  const mine = [me, ...inPlaceOf(viewer.standsIn, plan.route.to)];
  const ways = [
    Prisma.sql`${me} in (r.requester_id, r.typed_by_id, r.holder_id, r.fulfiller_id, r.level_by_id)`,
    routedTo(mine, viewer.roles.includes(plan.route.to)),
    // Named in an answer, as a sponsor is.
    Prisma.sql`r.id in (select a.request_id from request_answer a where a.value = ${me})`,
    // Whoever asked has left, and was theirs to supervise.
    ofTheirLeavers(me),
    // A step of theirs has come, now or before.
    Prisma.sql`exists (select 1 from request_step s where s.request_id = r.id and s.takers && ${[...viewer.roles]}::text[])`,
  ];
  if (viewer.roles.includes(plan.classify.stand_in)) {
    const coordinators = await directory.holders(reader, plan.classify.by);
    const ids = coordinators.filter((one) => holds(one, plan.classify.by)).map(({ id }) => id);
    ways.push(
      ids.length === 0
        ? Prisma.sql`true`
        : Prisma.sql`array[r.requester_id, r.holder_id, r.fulfiller_id] && ${ids}::text[]`,
    );
  }
  return Prisma.sql`(${Prisma.join(ways, ' or ')})`;
}

/** Asked for by somebody who has left and whose supervisor this was. */
export function ofTheirLeavers(personId: string): Prisma.Sql {
  return Prisma.sql`r.requester_id in (
    select p.id from person p where p.supervisor_id = ${personId} and p.status = 'left')`;
}

/** Whose collections are looked after while somebody stands in for them. */
export function inPlaceOf(standsIn: Person['standsIn'], role: string): readonly string[] {
  return (standsIn ?? []).filter((one) => one.role === role).map(({ forId }) => forId);
}

/** Stewards of its collections, `mine` being me and whom I stand in for; every steward when none of those is here. */
export function routedTo(mine: readonly string[], isSteward: boolean): Prisma.Sql {
  const stewards = Prisma.sql`select 1 from request_collection rc
    join collection_steward cs on cs.collection_id = rc.collection_id where rc.request_id = r.id`;
  const own = Prisma.sql`exists (${stewards} and cs.person_id = any(${[...mine]}::text[]))`;
  if (!isSteward) return own;
  return Prisma.sql`(${own} or not exists (${stewards} and cs.person_id is distinct from r.requester_id
    and exists (select 1 from person p where p.id = cs.person_id and p.status = 'active')))`;
}
