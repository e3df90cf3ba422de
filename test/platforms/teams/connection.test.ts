/** Whether Microsoft knows our app, as /readyz tells it. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createLog } from '../../../src/kernel/log.ts';
import { watchConnection } from '../../../src/platforms/teams/connection.ts';
import { ConnectorError, NoTokenError } from '../../../src/platforms/teams/connector.ts';

const logged: string[] = [];
const log = createLog('debug', { write: (line) => void logged.push(line) });

beforeEach(() => {
  logged.length = 0;
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});
afterEach(() => vi.useRealTimers());

/** As Microsoft's library throws it: its sentence names the app and ids of the call. */
function refused(number: string): Error {
  return Object.assign(new Error(`invalid_client: AADSTS${number}`), {
    name: 'ServerError',
    errorCode: 'invalid_client',
    errorMessage: `Error(s): ${number} - Timestamp: 2026-11-22 - Description: AADSTS${number}: Invalid client secret provided for app hush-hush. - Trace ID: hush-hush`,
  });
}

const half = 30_000;
const settled = () => vi.advanceTimersByTimeAsync(0);

describe('the connection to Teams', () => {
  it('is not ready before Microsoft has given a token, and is then', async () => {
    const connection = watchConnection(async () => 'token', log);
    expect(connection.state()).toMatchObject({ ready: false });
    await settled();
    expect(connection.state()).toMatchObject({ ready: true });
    connection.stop();
  });

  it.each([
    ['7000215', 'TEAMS_APP_PASSWORD is not a secret of this app'],
    ['7000222', 'has expired'],
    ['700016', 'TEAMS_APP_ID is not an app of this tenant'],
    ['90002', 'TEAMS_TENANT_ID is not a tenant'],
    ['50034', 'check TEAMS_APP_ID, TEAMS_APP_PASSWORD and TEAMS_TENANT_ID'],
  ])('says what to mend when Microsoft refuses with AADSTS%s, and no word more', async (number, mend) => {
    const connection = watchConnection(() => Promise.reject(refused(number)), log);
    await settled();
    const { ready, detail } = connection.state();
    expect([ready, detail]).toEqual([false, expect.stringContaining(mend)]);
    expect(detail).toContain(`AADSTS${number}`);
    expect(logged.join()).toContain(mend);
    expect(detail + logged.join()).not.toContain('hush-hush');
    connection.stop();
  });

  it('says that nobody answers when nobody does', async () => {
    const gone = Object.assign(new Error('network_error'), { errorCode: 'network_error', errorMessage: '' });
    for (const error of [gone, new TypeError('fetch failed'), 'nothing']) {
      const connection = watchConnection(() => Promise.reject(error), log);
      await settled();
      expect(connection.state().detail).toContain('cannot be reached');
      connection.stop();
    }
  });

  it('asks again after half a minute, for a new token, until there is one', async () => {
    const asked: boolean[] = [];
    let known = false;
    const connection = watchConnection((fresh = false) => {
      asked.push(fresh);
      return known ? Promise.resolve('token') : Promise.reject(refused('7000215'));
    }, log);
    await vi.advanceTimersByTimeAsync(2 * half);
    known = true;
    await vi.advanceTimersByTimeAsync(half);
    expect([asked, connection.state().ready]).toEqual([[false, true, true, true], true]);
    await vi.advanceTimersByTimeAsync(10 * half);
    expect(asked).toHaveLength(4);
    connection.stop();
  });

  it('notices a secret that ran out and a token that Teams refuses, and mends by itself', async () => {
    const connection = watchConnection(async () => 'token', log);
    await settled();
    connection.note(new NoTokenError('none', { cause: refused('7000222') }));
    expect(connection.state()).toMatchObject({
      ready: false,
      detail: expect.stringContaining('AADSTS7000222'),
    });
    await vi.advanceTimersByTimeAsync(half);
    expect(connection.state().ready).toBe(true);
    connection.note(new ConnectorError(401));
    expect(connection.state()).toMatchObject({ ready: false, detail: expect.stringContaining('refuses') });
    await vi.advanceTimersByTimeAsync(half);
    expect(connection.state().ready).toBe(true);
    connection.stop();
  });

  it.each([
    new ConnectorError(403),
    new ConnectorError(429),
    new ConnectorError(500),
    new TypeError('fetch failed'),
  ])('does not blame the app for what concerns one message: %s', async (error) => {
    const connection = watchConnection(async () => 'token', log);
    await settled();
    connection.note(error);
    expect(connection.state().ready).toBe(true);
    connection.stop();
  });

  it('asks nobody once it was stopped', async () => {
    let asked = 0;
    const connection = watchConnection(() => {
      asked += 1;
      return Promise.reject(refused('7000215'));
    }, log);
    await settled();
    connection.stop();
    connection.note(new ConnectorError(401));
    await vi.advanceTimersByTimeAsync(10 * half);
    expect(asked).toBe(1);
  });

  it('of the emulator needs nobody’s leave', () => {
    expect(watchConnection(undefined, log).state()).toMatchObject({ ready: true });
  });
});
