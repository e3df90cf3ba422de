/** What /healthz and /readyz answer, over HTTP. */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { describe, expect, it } from 'vitest';
import { type HealthDeps, mountHealth } from '../../src/app/health.ts';
import type { Platform } from '../../src/app/ports.ts';
import { Temporal } from '../../src/kernel/clock.ts';
import type { Policy } from '../../src/policy/policy.ts';

const policy = {
  fingerprint: 'f00d',
  pack: { pack: { id: 'legacy-ut', version: '2026-07-01' } },
} as Policy;

function platform(ready: boolean): Platform {
  return {
    surface: 'slack',
    state: () => ({ ready, detail: ready ? 'connected' : 'not connected' }),
    stop: async () => undefined,
  };
}

const well: HealthDeps = {
  policy,
  platforms: [platform(true)],
  staffing: async () => [],
  outbox: async () => ({ oldestDue: undefined, undeliverable: 0 }),
  jobs: async () => [],
};

async function get(deps: HealthDeps, path: string): Promise<{ status: number; body: unknown }> {
  const http = express();
  mountHealth(http, deps);
  const server = http.listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    const response = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`);
    return { status: response.status, body: await response.json() };
  } finally {
    server.close();
  }
}

describe('/healthz', () => {
  it('answers while the process lives, whatever the store does', async () => {
    const broken = { ...well, outbox: () => Promise.reject(new Error('down')) };
    expect(await get(broken, '/healthz')).toEqual({ status: 200, body: { status: 'alive' } });
  });
});

describe('/readyz', () => {
  it('tells database, policy, platforms, staffing, the oldest undelivered notice and each job', async () => {
    const at = (text: string) => Temporal.Instant.from(text);
    const answer = await get(
      {
        ...well,
        outbox: async () => ({ oldestDue: at('2026-11-02T08:00:00Z'), undeliverable: 2 }),
        jobs: async () => [
          {
            name: 'step-waits',
            asOf: at('2026-11-02T08:01:00Z'),
            endedAt: at('2026-11-02T08:01:01Z'),
            outcome: 'ran',
          },
        ],
      },
      '/readyz',
    );
    expect(answer).toEqual({
      status: 200,
      body: {
        status: 'ready',
        database: { ready: true },
        policy: { pack: 'legacy-ut', version: '2026-07-01', fingerprint: 'f00d' },
        platforms: { slack: { ready: true, detail: 'connected' } },
        staffing: { degraded: [] },
        delivery: { oldestUndelivered: '2026-11-02T08:00:00Z', undeliverable: 2 },
        jobs: {
          'step-waits': {
            asOf: '2026-11-02T08:01:00Z',
            endedAt: '2026-11-02T08:01:01Z',
            outcome: 'ran',
          },
        },
      },
    });
  });

  it.each<[string, Partial<HealthDeps>]>([
    ['too few people hold a role', { staffing: async () => ['Data steward: 1 of 2'] }],
    ['a platform is not connected', { platforms: [platform(false)] }],
  ])('still serves, degraded, when %s', async (_what, amiss) => {
    expect(await get({ ...well, ...amiss }, '/readyz')).toMatchObject({
      status: 200,
      body: { status: 'degraded', database: { ready: true } },
    });
  });

  it.each<[string, Partial<HealthDeps>, boolean]>([
    ['the store refuses', { outbox: () => Promise.reject(new Error('down')) }, false],
    ['the store hangs', { outbox: () => new Promise<never>(() => undefined), patienceMs: 20 }, false],
    ['it is stopping', { stopping: () => true }, true],
  ])('is 503 when %s', async (_what, amiss, database) => {
    expect(await get({ ...well, ...amiss }, '/readyz')).toMatchObject({
      status: 503,
      body: { status: 'unavailable', database: { ready: database } },
    });
  });
});
