/** Who blanks what should not stand in a text: whoever the plan makes responsible for data about students (R040). */
import type { Pack } from '../../../policy/schema.ts';

export function blankers({ data_requests }: Pack): readonly string[] {
  return [data_requests.pii.authorised_by];
}
