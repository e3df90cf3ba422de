/** The shape of what a pack says about disclosures: who may be given data about students, and who keeps the record. */
import { z } from 'zod';
import { id, src } from './schema-words.ts';

export const disclosure = z.strictObject({
  /** Duties that whoever is given data about students has done and that are not overdue. */
  cleared_by: z.array(id).default([]),
  /** Keeps the record of disclosures, sees that it is posted, and reads every month what left the district. */
  kept_by: id,
  /** Roles that may say so too when it stands in each student's record, such as a registrar's. */
  posted_by: z.array(id).default([]),
  /** On which ground data go out in an emergency, whichever the route: its threat is part of the record. */
  emergency: z.strictObject({ basis: z.string(), src }).optional(),
  src,
});
export type DisclosurePlan = z.infer<typeof disclosure>;
