/** Connects the Teams of one tenant, or the emulator on this machine. */
import type { Platform, PlatformDeps } from '../../app/ports.ts';
import type { Pen } from './buttons.ts';
import { createCourier } from './courier.ts';
import { createDoor, type TeamsSettings } from './door.ts';
import { createTurn } from './turn.ts';

/** Returns at once; whether Microsoft knows the app is `state()`'s to say. */
export async function connectTeams(deps: PlatformDeps, settings: TeamsSettings): Promise<Platform> {
  const pen: Pen = { publicUrl: deps.publicUrl, sample: deps.sample };
  const door = createDoor(deps, settings);
  const { connector, tenant, underWay, state, stop } = door;
  door.open(createTurn(deps, { connector, pen, underWay }));
  return { surface: 'teams', courier: createCourier(connector, pen, tenant), state, stop };
}
