/** What the room offers for vendors and for the time after an incident. */
import type { Feature } from '../../app/feature.ts';
import { learnedForm } from './commands/learned.ts';
import { vendorForm } from './commands/vendor.ts';
import { vendorRepair } from './commands/vendor-repair.ts';

export const after = {
  forms: [vendorForm, vendorRepair, learnedForm],
} satisfies Partial<Feature>;
