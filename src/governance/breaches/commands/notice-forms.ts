/** The forms by which people write to those affected and to authorities, and record what was sent. */
import type { FormHandler } from '../../../app/feature.ts';
import { addAffectedForm, importAffected, strike } from './affected.ts';
import { delivered, returned } from './deliveries.ts';
import { approveNotice, overrideNotice, sentNotice } from './notice-decide.ts';
import { writeNotice } from './notice-write.ts';
import { support } from './support.ts';

// biome-ignore lint/suspicious/noExplicitAny: each handler knows its own fields; dispatch reads them by its form
export const noticeForms: readonly FormHandler<any>[] = [
  ...[writeNotice, approveNotice, overrideNotice, sentNotice],
  ...[addAffectedForm, importAffected, strike, delivered, returned, support],
];
