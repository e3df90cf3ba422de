/** Who vouches for a request: the people whom its kind of requester must name, by the roles they hold (R068). */
import type { DataRequestPolicy, Question } from '../../../policy/schema-requests.ts';
import { answerTo, type DataRequest } from './request.ts';

type Asked = Pick<DataRequest, 'route' | 'answers'>;

/** As it was answered last. */
export function sponsorsOf(plan: DataRequestPolicy, request: Asked): readonly string[] {
  return named(plan, request).map(({ personId }) => personId);
}

/** The question whose person no longer holds any of the roles it asks for; checked again whenever something is decided. */
export function lapsedSponsor(
  plan: DataRequestPolicy,
  request: Asked,
  holdersOf: ReadonlyMap<string, readonly string[]>,
): Question | undefined {
  return named(plan, request).find(
    ({ ask, personId }) => !ask.of_roles.some((role) => holdersOf.get(role)?.includes(personId)),
  )?.ask;
}

/** Roles whose holders may vouch for something. */
export function sponsorRoles(plan: DataRequestPolicy): readonly string[] {
  return Object.values(plan.routes).flatMap(({ asks }) => asks.flatMap(({ of_roles }) => of_roles));
}

function named(plan: DataRequestPolicy, request: Asked) {
  const asks = plan.routes[request.route]?.asks ?? [];
  return asks.flatMap((ask) => {
    const personId = ask.of_roles.length > 0 ? answerTo(request, ask.id)?.value : undefined;
    return personId === undefined ? [] : [{ ask, personId }];
  });
}
