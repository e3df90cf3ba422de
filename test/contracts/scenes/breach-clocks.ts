/** Legal clocks: one met and corrected, one that stands still because law enforcement asks to wait, others that pass. */
import type { Person } from '../../../src/app/person.ts';
import type { Scene } from '../scenes.ts';
import type { Stage } from '../stage.ts';
import { reported, reporterOf } from './breaches.ts';

async function clocks(stage: Stage): Promise<readonly Person[]> {
  const desk = stage.holder('it_security_manager');
  const { about } = await reported(stage, reporterOf(stage).teacher, {
    ...{ kinds: ['ssn'], people: '1000', noticed: '2026-11-04T07:30' },
  });
  const { id } = about;
  const { id: clock } = await stage.world.store.db.incidentClock.findFirstOrThrow({
    where: { incidentId: id, clock: 'state_board' },
  });
  const told = { when: '2026-11-04T08:30' };
  await stage.fills(desk, 'breach.clock-met', { id, clock }, told);
  await stage.fills(desk, 'breach.clock-met', { id, clock }, { mistake: false, when: '2026-11-04T08:15' });
  const held = { from: '2026-11-04T08:00', until: '' };
  await stage.does(desk, await stage.sees(desk, { about }), 'Law enforcement asks to wait', held);
  await stage.does(desk, await stage.sees(desk, { about }), 'The hold ends', { when: '2026-11-04T08:45' });
  await stage.does(desk, await stage.sees(desk, { about }), 'Law enforcement asks to wait', held);
  return [desk];
}

export const breachClockScenes: readonly Scene[] = [{ name: 'legal clocks of a breach', play: clocks }];
