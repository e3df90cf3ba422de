/** Every room, in the order in which rooms may reach one another. A new room is one line here. */
import type { Feature } from '../app/feature.ts';
import { feature as agreements } from './agreements/feature.ts';
import { feature as breaches } from './breaches/feature.ts';
import { feature as disclosure } from './disclosure/feature.ts';
import { feature as drills } from './drills/feature.ts';
import { feature as duties } from './duties/feature.ts';
import { feature as inventory } from './inventory/feature.ts';
import { feature as people } from './people/feature.ts';
import { feature as redaction } from './redaction/feature.ts';
import { feature as requests } from './requests/feature.ts';
import { feature as roster } from './roster/feature.ts';
import { feature as supervision } from './supervision/feature.ts';
import { feature as training } from './training/feature.ts';

export const features: readonly Feature[] = [
  people,
  roster,
  inventory,
  agreements,
  training,
  duties,
  supervision,
  redaction,
  disclosure,
  requests,
  breaches,
  drills,
];
