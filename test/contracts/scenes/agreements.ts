/** Privacy agreements signed here and on paper. */
import type { Person } from '../../../src/app/person.ts';
import { linesOf } from '../../../src/governance/agreements/rules/completeness.ts';
import type { Scene } from '../scenes.ts';
import type { Stage } from '../stage.ts';

/** Every line initialled, the name typed. */
async function signs(stage: Stage, who: Person): Promise<void> {
  const nda = stage.world.policy.pack.agreements.nda;
  if (!nda) throw new Error('the plan has no privacy agreement');
  const lines = linesOf(nda).map(({ id }): [string, boolean] => [id, id !== 'T2']);
  await stage.fills(
    who,
    'agreement.sign',
    { agreement: 'nda' },
    { ...Object.fromEntries(lines), typed_name: who.name },
  );
}

async function signed(stage: Stage): Promise<readonly Person[]> {
  const [who, other] = await whoOwe(stage, 2);
  if (!who || !other) throw new Error('two who owe a signature are wanted');
  await signs(stage, who);
  // sent until the ladders of the duties took the reminding over; old ones may still lie in an outbox
  await stage.tells(other, {
    notice: 'agreement.due',
    about: { kind: 'nda', id: `nda:${other.id}` },
    facts: { agreement: 'nda' },
  });
  return [who, other];
}

/** The first to whom the form opens. */
async function whoOwe(stage: Stage, most: number): Promise<readonly Person[]> {
  const found: Person[] = [];
  for (const who of stage.people) {
    const reply = await stage.door.does(who.id, {
      kind: 'open-form',
      form: 'agreement.sign',
      subject: { agreement: 'nda' },
    });
    if (reply.kind === 'form') found.push(who);
    if (found.length === most) break;
  }
  return found;
}

/** Whoever signed and leaves is written what goes on; whoever nothing reaches is left to Human Resources. */
async function signedAndLeft(stage: Stage): Promise<readonly Person[]> {
  const hr = stage.holder('hr');
  const plain = stage.people.filter(({ roles }) => roles.length === 0);
  const unreached = plain.at(-1);
  const written = (await whoOwe(stage, 6)).findLast((one) => one.roles.length === 0 && one !== unreached);
  if (!unreached || !written) throw new Error('two without a role are wanted');
  await signs(stage, written);
  await stage.fills(hr, 'people.leave', { person: written.id }, { letter_to: 'home@mail.example' });
  const card = await stage.presses(hr, 'people.show', { person: unreached.id });
  await stage.does(hr, card, 'Change', { email: '', employee_id: '' });
  await stage.fills(hr, 'people.leave', { person: unreached.id }, { letter_to: '' });
  await stage.presses(hr, 'agreement.last-word-show', { person: unreached.id });
  return [hr];
}

export const agreementScenes: readonly Scene[] = [{ name: 'a privacy agreement signed', play: signed }];

/** After the roster's: a file that names a leaver brings them back. */
export const leaverScenes: readonly Scene[] = [
  { name: 'somebody leaves who had signed', play: signedAndLeft },
];
