/** Where somebody does what a duty asks for: the form, and what its button says. */
import type { Policy } from '../../../policy/policy.ts';

export interface Way {
  readonly form: string;
  readonly label: string;
  readonly subject: Readonly<Record<string, string>>;
}

/** Nothing for an assessment, which somebody else records. */
export function wayOf({ pack }: Policy, duty: string): Way | undefined {
  const met = pack.duties[duty]?.met_by;
  if (met?.agreement)
    return { form: 'agreement.sign', label: 'Read and sign', subject: { agreement: met.agreement } };
  if (met?.acknowledgement)
    return { form: 'duties.acknowledge', label: 'Read and confirm', subject: { duty } };
  if (!met?.training) return undefined;
  const course = Object.entries(pack.training.courses).find(([, { meets }]) => meets.includes(duty))?.[0];
  return { form: 'training.log', label: 'Log the training', subject: course ? { course } : {} };
}
