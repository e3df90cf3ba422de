/**
 * What has to happen in the sample district before everything that the product can say has been said. A room whose
 * offers no card, list or word leads to by itself gets its scenes here.
 */
import type { Person } from '../../src/app/person.ts';
import { agreementScenes, leaverScenes } from './scenes/agreements.ts';
import { breachAfterScenes } from './scenes/breach-after.ts';
import { breachChannelScenes } from './scenes/breach-channel.ts';
import { breachClockScenes } from './scenes/breach-clocks.ts';
import { breachNoticeScenes } from './scenes/breach-notices.ts';
import { breachResponseScenes } from './scenes/breach-response.ts';
import { breachScenes } from './scenes/breaches.ts';
import { deskScenes } from './scenes/desk.ts';
import { disclosureScenes } from './scenes/disclosure.ts';
import { drillScenes } from './scenes/drills.ts';
import { dutyScenes } from './scenes/duties.ts';
import { peopleScenes } from './scenes/people.ts';
import { redactionScenes } from './scenes/redaction.ts';
import { kindScenes } from './scenes/request-kinds.ts';
import { rulingScenes } from './scenes/request-rulings.ts';
import { requestScenes } from './scenes/requests.ts';
import { makingScenes } from './scenes/requests-making.ts';
import { rosterScenes } from './scenes/roster.ts';
import { annualScenes, supervisionScenes } from './scenes/supervision.ts';
import { trainingScenes } from './scenes/training.ts';
import type { Stage } from './stage.ts';

export interface Scene {
  readonly name: string;
  /**
   * Through the front door, as people would; it rejects when something does not go well. Whoever it names looks through
   * the whole product afterwards, beside one person of each role.
   */
  readonly play: (stage: Stage) => Promise<readonly Person[]>;
}

/** Played in this order, on one sample district. */
export const scenes: readonly Scene[] = [
  ...requestScenes,
  ...deskScenes,
  ...rulingScenes,
  ...makingScenes,
  ...kindScenes,
  ...disclosureScenes,
  ...agreementScenes,
  ...redactionScenes,
  ...breachScenes,
  ...breachResponseScenes,
  ...breachChannelScenes,
  ...breachClockScenes,
  ...breachAfterScenes,
  ...breachNoticeScenes,
  ...drillScenes,
  ...trainingScenes,
  ...dutyScenes,
  ...supervisionScenes,
  ...rosterScenes,
  ...peopleScenes,
  ...leaverScenes,
];

/** Played when all of that was looked at: they are about a day that comes much later. */
export const laterScenes: readonly Scene[] = annualScenes;
