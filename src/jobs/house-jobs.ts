/** The jobs that belong to no room, and the notice that one of them sends. */
import type { Feature } from '../app/feature.ts';
import { auditHeadJob, auditHeadNotice } from './audit-head.ts';
import { spentJob } from './spent.ts';

export const housekeeping: Feature = {
  room: 'housekeeping',
  jobs: [auditHeadJob, spentJob],
  notices: [auditHeadNotice],
};
