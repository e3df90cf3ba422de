/** What the room offers for vendors and for the time after an incident. */
import type { Feature } from '../../app/feature.ts';
import { afterNotices } from './after-notices.ts';
import { addImprovement, settleAction } from './commands/improvement.ts';
import { learnedForm } from './commands/learned.ts';
import { publicFile, publicPage } from './commands/public-page.ts';
import { draftPublicText, postedPublic, rulePublic } from './commands/public-text.ts';
import { referral } from './commands/referral.ts';
import { reviewForm } from './commands/review.ts';
import { securityWord, securityYear, securityYearCsv } from './commands/security-year.ts';
import { vendorForm } from './commands/vendor.ts';
import { vendorRepair } from './commands/vendor-repair.ts';
import { yearlyForm } from './commands/yearly.ts';
import { improvementJob } from './improvement-job.ts';
import { yearlyJob } from './yearly.ts';

export const after = {
  words: [securityWord],
  forms: [
    ...[vendorForm, vendorRepair, learnedForm],
    ...[reviewForm, addImprovement, settleAction, referral],
    ...[draftPublicText, rulePublic, postedPublic, yearlyForm],
  ],
  notices: afterNotices,
  documents: [publicPage, publicFile, securityYear, securityYearCsv],
  jobs: [improvementJob, yearlyJob],
} satisfies Partial<Feature>;
