/** Privacy agreements signed here and on paper. */
import type { Person } from '../../../src/app/person.ts';
import { linesOf } from '../../../src/governance/agreements/rules/completeness.ts';
import type { Scene } from '../scenes.ts';
import type { Stage } from '../stage.ts';

async function signed(stage: Stage): Promise<readonly Person[]> {
  const nda = stage.world.policy.pack.agreements.nda;
  if (!nda) throw new Error('the plan has no privacy agreement');
  const [who, other] = await whoOwe(stage);
  if (!who || !other) throw new Error('two who owe a signature are wanted');
  const lines = linesOf(nda).map(({ id }): [string, boolean] => [id, id !== 'T2']);
  await stage.fills(
    who,
    'agreement.sign',
    { agreement: 'nda' },
    { ...Object.fromEntries(lines), typed_name: who.name },
  );
  // sent until the ladders of the duties took the reminding over; old ones may still lie in an outbox
  await stage.tells(other, {
    notice: 'agreement.due',
    about: { kind: 'nda', id: `nda:${other.id}` },
    facts: { agreement: 'nda' },
  });
  return [who, other];
}

/** Those to whom the form opens. */
async function whoOwe(stage: Stage): Promise<readonly Person[]> {
  const found: Person[] = [];
  for (const who of stage.people) {
    const reply = await stage.door.does(who.id, {
      kind: 'open-form',
      form: 'agreement.sign',
      subject: { agreement: 'nda' },
    });
    if (reply.kind === 'form') found.push(who);
    if (found.length === 2) break;
  }
  return found;
}

export const agreementScenes: readonly Scene[] = [{ name: 'a privacy agreement signed', play: signed }];
