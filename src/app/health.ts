/** GET /healthz: the process lives. GET /readyz: what it can serve now, and what is amiss though it serves. */
import type { Express } from 'express';
import type { Temporal } from '../kernel/clock.ts';
import type { Policy } from '../policy/policy.ts';
import type { Platform } from './ports.ts';

export interface HealthDeps {
  readonly policy: Policy;
  readonly platforms: readonly Platform[];
  /** Roles that too few people hold, one sentence each. */
  readonly staffing: () => Promise<readonly string[]>;
  readonly outbox: () => Promise<OutboxHealth>;
  readonly jobs: () => Promise<readonly JobHealth[]>;
  /** True from the first stop signal on: a load balancer then sends people elsewhere. */
  readonly stopping?: () => boolean;
  /** How long the store may take to answer, in milliseconds. */
  readonly patienceMs?: number;
}

export interface OutboxHealth {
  /** When the oldest notice that is due and not yet delivered was due. */
  readonly oldestDue: Temporal.Instant | undefined;
  /** Notices that can never arrive, for a person to look at. */
  readonly undeliverable: number;
}

export interface JobHealth {
  readonly name: string;
  readonly asOf: Temporal.Instant;
  readonly endedAt: Temporal.Instant | undefined;
  readonly outcome: string | undefined;
}

export interface Readiness {
  /** `degraded` still serves; `unavailable` does not. */
  readonly status: 'ready' | 'degraded' | 'unavailable';
  readonly database: { readonly ready: boolean };
  readonly policy: { readonly pack: string; readonly version: string; readonly fingerprint: string };
  readonly platforms: Readonly<Record<string, { readonly ready: boolean; readonly detail: string }>>;
  readonly staffing: { readonly degraded: readonly string[] };
  readonly delivery: { readonly oldestUndelivered: string | null; readonly undeliverable: number };
  readonly jobs: Readonly<Record<string, { asOf: string; endedAt: string | null; outcome: string | null }>>;
}

export async function readiness(deps: HealthDeps): Promise<Readiness> {
  const { pack } = deps.policy.pack;
  const platforms = Object.fromEntries(deps.platforms.map((one) => [one.surface, one.state()]));
  const rows = await within(
    deps.patienceMs ?? 2000,
    Promise.all([deps.outbox(), deps.staffing(), deps.jobs()]),
  );
  const [outbox, staffing, jobs] = rows ?? [{ oldestDue: undefined, undeliverable: 0 }, [], []];
  const amiss = staffing.length > 0 || Object.values(platforms).some((platform) => !platform.ready);
  const serves = rows !== undefined && !deps.stopping?.();
  return {
    status: serves ? (amiss ? 'degraded' : 'ready') : 'unavailable',
    database: { ready: rows !== undefined },
    policy: { pack: pack.id, version: pack.version, fingerprint: deps.policy.fingerprint },
    platforms,
    staffing: { degraded: staffing },
    delivery: {
      oldestUndelivered: outbox.oldestDue?.toString() ?? null,
      undeliverable: outbox.undeliverable,
    },
    jobs: Object.fromEntries(
      jobs.map((run) => [
        run.name,
        {
          asOf: run.asOf.toString(),
          endedAt: run.endedAt?.toString() ?? null,
          outcome: run.outcome ?? null,
        },
      ]),
    ),
  };
}

/** Nothing when it fails or takes longer: either way the store can't be used now. */
async function within<T>(patienceMs: number, answer: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), patienceMs);
  });
  try {
    return await Promise.race([answer.catch(() => undefined), tooLate]);
  } finally {
    clearTimeout(timer);
  }
}

export function mountHealth(http: Express, deps: HealthDeps): void {
  http.get('/healthz', (_request, response) => {
    response.json({ status: 'alive' });
  });
  http.get('/readyz', async (_request, response) => {
    const state = await readiness(deps);
    response
      .status(state.status === 'unavailable' ? 503 : 200)
      .set('Cache-Control', 'no-store')
      .json(state);
  });
}
