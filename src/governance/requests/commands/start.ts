/** Who hears that a request has begun, beside whoever asked: those who take its first step, and whoever sets its risk level. */
import { isLevelled, waitsForClaim } from '../rules/workflow.ts';
import { type Telling, tellPeople, tellTurn } from './tell.ts';

export function tellWhoStarts(telling: Telling): void {
  const { request, cast, policy } = telling.file;
  const plan = policy.pack.data_requests;
  if (waitsForClaim(plan, request)) tellPeople(telling, 'request.asked', cast.stewards);
  else tellTurn(telling);
  if (request.level === undefined && isLevelled(plan, request))
    tellPeople(telling, 'request.to-classify', cast.classifiers);
}
