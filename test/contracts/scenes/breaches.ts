/** Worries about data: by name, without one, and one that concerns whoever would look into it. */
import type { Person } from '../../../src/app/person.ts';
import type { RawValues } from '../../../src/chat/form.ts';
import { encodeToken } from '../../../src/chat/form-token.ts';
import type { Reply } from '../../../src/chat/interaction.ts';
import type { Scene } from '../scenes.ts';
import type { Stage } from '../stage.ts';

const security = 'it_security_manager';
const worry = { happened: 'A list was sent to the wrong address.', about: 'nobody', noticed: '' };

/** Somebody whose supervisor works here too, and is not on the desk. */
export function reporterOf(stage: Stage): { readonly teacher: Person; readonly supervisor: Person } {
  const found = stage.people
    .filter(({ roles }) => roles.length === 0)
    .flatMap((teacher) => {
      const supervisor = stage.people.find(
        ({ id, roles }) => id === teacher.supervisorId && !roles.includes(security),
      );
      return supervisor ? [{ teacher, supervisor }] : [];
    })[0];
  if (!found) throw new Error('nobody without a role has a supervisor');
  return found;
}

/** What is about it now, as the reporter finds it. */
export async function reported(stage: Stage, who: Person, values: RawValues) {
  const { incident } = stage.world.store.db;
  const before = (await incident.findMany()).map(({ id }) => id);
  await stage.fills(who, 'breach.report', {}, { ...worry, ...values });
  const { id } = await incident.findFirstOrThrow({ where: { id: { notIn: before } } });
  return { about: { kind: 'incident', id } };
}

async function byName(stage: Stage): Promise<readonly Person[]> {
  const { teacher, supervisor } = reporterOf(stage);
  const desk = stage.holder(security);
  const one = await reported(stage, teacher, {});
  await stage.does(desk, await stage.sees(desk, one), 'Ask the reporter', { text: 'To which address?' });
  await stage.does(teacher, await stage.sees(teacher, one), 'Answer', { text: 'To one outside.' });
  await stage.does(desk, await stage.sees(desk, one), 'I look into it');
  return [teacher, supervisor, desk];
}

/** It goes to the Superintendent, and nothing of it into chat. */
async function aboutTheDesk(stage: Stage): Promise<readonly Person[]> {
  const about = stage.world.policy.pack.breaches.report.about.find(({ roles }) => roles.includes(security));
  await reported(stage, reporterOf(stage).teacher, { about: about?.id ?? '' });
  return [stage.holder('superintendent')];
}

async function withoutName(stage: Stage): Promise<readonly Person[]> {
  const kept = await namelessly(stage, 'breach.anonymous', worry);
  const [code = ''] = /[0-9A-Z]{4}(?:-[0-9A-Z]{4}){2}/.exec(JSON.stringify(kept)) ?? [];
  await namelessly(stage, 'breach.follow-up', { code, more: 'It lies there still.' });
  return [];
}

async function namelessly({ door }: Stage, form: string, values: RawValues): Promise<Reply> {
  const opened = await door.nobody({ kind: 'open-form', form, subject: {} });
  if (opened.kind !== 'form') throw new Error(`${form} did not open`);
  const reply = await door.nobody({ kind: 'submit', token: encodeToken(opened.open.token), values });
  if (reply.kind !== 'done' || reply.tone !== 'good')
    throw new Error(`${form} did not go well: ${JSON.stringify(reply)}`);
  return reply;
}

export const breachScenes: readonly Scene[] = [
  { name: 'a worry about data, by name', play: byName },
  { name: 'one that concerns whoever would look into it', play: aboutTheDesk },
  { name: 'one without a name', play: withoutName },
];
