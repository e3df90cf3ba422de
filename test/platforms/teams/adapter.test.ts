/** What becomes of a turn that fails so badly that not even its answer could be made. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createLog } from '../../../src/kernel/log.ts';
import { TeamsAdapter, type Turn } from '../../../src/platforms/teams/adapter.ts';
import { createConnector } from '../../../src/platforms/teams/connector.ts';
import { type Member, startTeamsPeer, type TeamsPeer } from '../../support/teams-connector.ts';
import { appId, tenant } from '../../support/teams-keys.ts';
import { activityOf } from '../../support/teams-wire.ts';

const secret = 'Jo Doe 01/02/2015';
const logged: string[] = [];
const printed: unknown[] = [];
const kept: Partial<Record<keyof Console, unknown>> = {};
let peer: TeamsPeer;
let adapter: TeamsAdapter;
let ana: Member;

beforeAll(async () => {
  for (const name of ['log', 'info', 'warn', 'error', 'debug', 'trace'] as const) {
    // biome-ignore lint/suspicious/noConsole: to see that nobody else uses it
    kept[name] = console[name];
    console[name] = (...said: unknown[]) => void printed.push(said);
  }
  peer = await startTeamsPeer();
  ana = peer.person('Ana Ortiz');
  const log = createLog('debug', { write: (line) => void logged.push(line) });
  const connector = createConnector({ app: { id: appId, tenant }, token: peer.tokenFor });
  adapter = new TeamsAdapter(connector, log);
});
afterAll(async () => {
  await peer.close();
  Object.assign(console, kept);
});
beforeEach(() => {
  (peer.calls as unknown[]).length = 0;
  logged.length = 0;
});
afterEach(() => {
  peer.bend(() => undefined);
  expect(printed).toEqual([]);
  expect(logged.join()).not.toContain('Doe');
});

const fails: Turn = async () => {
  throw new Error(secret);
};
const takes = (more: Record<string, unknown>, turn = fails) =>
  adapter.take(activityOf(peer, ana, { text: secret, ...more }), turn);

describe('a turn that fails', () => {
  it('is logged with a reference that the person is told, and nothing else', async () => {
    expect(await takes({})).toBeUndefined();
    const said: string = peer.calls[0]?.body.text;
    const { reference } = JSON.parse(logged[0] ?? '{}');
    expect(reference).toMatch(/^[0-9A-Z]{6}$/);
    expect(said).toContain(reference);
    expect(said).not.toContain('Doe');
    expect(peer.calls).toMatchObject([{ kind: 'reply', conversation: ana.personal, status: 201 }]);
  });

  it('of a button answers 500, unless it had answered before', async () => {
    expect(await takes({ type: 'invoke' })).toEqual({ status: 500 });
    const answered: Turn = async (context) => {
      await context.sendActivity({ type: 'invokeResponse', value: { status: 200, body: { a: 1 } } });
      throw new Error(secret);
    };
    expect(await takes({ type: 'invoke' }, answered)).toEqual({ status: 200, body: { a: 1 } });
    expect(peer.calls).toEqual([]);
    expect(logged).toHaveLength(2);
  });

  it('says nothing where others read along', async () => {
    const conversation = { id: peer.group([ana]), conversationType: 'groupChat', tenantId: tenant };
    await takes({ conversation });
    await takes({ type: 'installationUpdate' });
    expect(peer.calls).toEqual([]);
    expect(logged).toHaveLength(2);
  });

  it('is over even when the person cannot be told', async () => {
    peer.bend(() => ({ status: 403, body: { error: { message: secret } } }));
    expect(await takes({})).toBeUndefined();
    expect(logged).toHaveLength(2);
  });
});

describe('the library’s own way in', () => {
  it('is shut', async () => {
    await expect(adapter.process()).rejects.toThrow('take');
  });
});
