/** `TEAMS_EMULATOR=1 npm start`: the sample district answers a bot emulator on this machine, and nobody else. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newFolder, type Program, spawnProgram, startProgram, sweepUp } from '../support/program.ts';
import { startTeamsPeer, type TeamsPeer } from '../support/teams-connector.ts';
import { activityOf, postRaw } from '../support/teams-wire.ts';

const emulator = { TEAMS_EMULATOR: '1' };
let peer: TeamsPeer;
let program: Program;

beforeAll(async () => {
  peer = await startTeamsPeer({ emulator: true });
  program = await startProgram({ dataDir: await newFolder(), env: emulator });
});
afterAll(async () => {
  await program?.stop();
  await peer?.close();
  await sweepUp();
});

const principal = () => peer.person('Eleanor Whitcombe', { email: 'e.whitcombe@legacyprep.example' });
const types = (text: string, headers: Record<string, string> = {}) => {
  const { id, name, personal } = principal();
  const activity = activityOf(peer, principal(), {
    ...{ text, channelId: 'emulator', channelData: undefined },
    ...{ from: { id, name }, conversation: { id: personal } },
  });
  return postRaw(`${program.url}/api/messages`, JSON.stringify(activity), headers);
};

describe('the program with the emulator', () => {
  it('answers somebody of the sample district, whose address the emulator gives', async () => {
    expect(await types('home')).toMatchObject({ status: 202, text: '' });
    const { body, status } = await peer.nextCall('send');
    expect(status).toBe(201);
    expect(JSON.stringify(body)).toContain('Sample district');
    expect(JSON.stringify(body)).not.toContain('is not on it');
  });

  it('says in /readyz that no tokens are checked', async () => {
    const ready = (await (await fetch(`${program.url}/readyz`)).json()) as { platforms: { teams: object } };
    expect(ready.platforms.teams).toMatchObject({ ready: true, detail: expect.stringContaining('emulator') });
  });

  it('turns away what came through a proxy, and logs no word of it', async () => {
    expect(await types('Jo Doe 01/02/2015', { 'x-forwarded-for': '203.0.113.7' })).toMatchObject({
      ...{ status: 403, text: '' },
    });
    await program.logs('teams request turned away');
    expect(program.log.join('\n')).not.toContain('Doe');
  });

  it.each([{ PUBLIC_URL: 'https://safekeep.district.example' }, { HOST: '0.0.0.0' }])(
    'does not start where others could reach it: %o',
    async (more) => {
      const refused = spawnProgram({ dataDir: await newFolder(), env: { ...emulator, ...more } });
      await refused.says('TEAMS_EMULATOR checks no tokens');
      expect(await refused.ended).toMatchObject({ code: 2 });
    },
  );
});
