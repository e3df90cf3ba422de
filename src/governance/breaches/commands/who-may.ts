/** Who may do what somebody else may not: by role and name, so that a refusal says whom to ask. */
import type { Scene } from '../../../app/context.ts';
import { type Policy, roleName } from '../../../policy/policy.ts';
import { type Incident, isSubject } from '../rules/incident.ts';

/** “Superintendent (Ann Lee) or Legal counsel (nobody at the moment)”; nobody whom it concerns is named. */
export async function sayWhoMay(
  scene: Scene,
  { incident, policy }: { readonly incident: Incident; readonly policy: Policy },
  roles: readonly string[],
): Promise<string> {
  const said: string[] = [];
  for (const role of roles) {
    const holders = (await scene.directory.holders(scene.reader, role)).filter(
      (person) => !isSubject(incident, person),
    );
    const names = holders.map(({ name }) => name).sort();
    said.push(`${roleName(policy, role)} (${names.join(', ') || 'nobody at the moment'})`);
  }
  return said.length > 1 ? `${said.slice(0, -1).join(', ')} or ${said.at(-1)}` : (said[0] ?? 'nobody');
}
