/** Whom somebody has to tell, on their list: of a breach, with its moment; in chat a confidential one stands there without a word. */
import type { Ask } from '../../../app/context.ts';
import type { Task } from '../../../app/feature.ts';
import { sayMoment } from '../../../chat/say-when.ts';
import { openClocks } from '../cards/clocks.ts';
import { type Incident, isKeptFrom } from '../rules/incident.ts';
import { isAfter } from '../rules/moments.ts';
import { clocksOf } from '../store/clocks.ts';
import { ownersOf } from './tell-clocks.ts';

export async function clockTasks(ask: Ask, incident: Incident): Promise<readonly Task[]> {
  if (isKeptFrom(ask.surface, incident) || incident.state !== 'breach') return [];
  const policy = await ask.policyOf(incident.policy);
  const open = openClocks(incident, await clocksOf(ask.reader, policy, incident.id)).filter(
    ({ owed, heldSince }) => owed === 'yes' && !heldSince,
  );
  if (open.length === 0) return [];
  const owners = await ownersOf(ask, incident, policy);
  const mine = open.filter(({ law }) => owners[law.clock.to].personIds.includes(ask.actor.id));
  return mine.map(({ id, law, dueAt }) => ({
    list: 'i-owe',
    title: `${incident.reference}: ${law.clock.name} to be told`,
    ...(dueAt
      ? {
          dueOn: policy.calendar.localDay(dueAt).toString(),
          detail: `Due ${sayMoment(dueAt, policy.calendar.zone)}`,
          late: isAfter(ask.now, dueAt),
        }
      : { detail: law.clock.words ?? '' }),
    action: {
      kind: 'open-form',
      form: 'breach.clock-met',
      label: 'They were told',
      subject: { id: incident.id, clock: id },
    },
  }));
}
