/** R075: whomever a case may concern, in every way in which it can, learns of it from nothing that the product says. */

import { nobodyLearns } from '../governance/breaches/leak/nobody-learns.ts';
import { waysOf } from '../governance/breaches/leak/ways.ts';
import { legacyPolicy } from '../support/policy.ts';

await nobodyLearns(waysOf(await legacyPolicy()));
