/** The composition root: the one file that knows every room. Starts everything in order, and stops it in reverse. */
import { destination } from 'pino';
import { systemViewer } from './app/access.ts';
import { createFeed } from './app/delivery/feed.ts';
import { createDelivery } from './app/delivery/worker.ts';
import { createDispatch, unkeptWords } from './app/dispatch.ts';
import { mountHealth } from './app/health.ts';
import { type HttpDoor, takePort } from './app/http.ts';
import { noPost } from './app/mail/no-post.ts';
import type { Platform, PlatformDeps } from './app/ports.ts';
import { judgePremises } from './app/premises.ts';
import { listCommands } from './app/registry.ts';
import { sceneAt } from './app/scene.ts';
import { type Opened, open } from './cli/open.ts';
import { type Config, readConfig } from './config.ts';
import { createChannelKeeper } from './governance/breaches/channel-keeper.ts';
import { createDoors } from './governance/people/doors.ts';
import { createIdentify } from './governance/people/identify.ts';
import { createReach } from './governance/people/reach.ts';
import { staffingProblems } from './governance/people/staffing.ts';
import { rosterIsEmpty } from './governance/people/store/roster.ts';
import { createScheduler } from './jobs/scheduler.ts';
import { lastRuns } from './jobs/store.ts';
import { type Clock, systemClock } from './kernel/clock.ts';
import { createLog, errorFields, type Log } from './kernel/log.ts';
import { OperatorError } from './kernel/operator-error.ts';
import { outboxHealth } from './store/outbox/health.ts';
import { isSample } from './store/settings.ts';

/** How long requests in hand may take once a stop was asked for. */
const drainMs = 8_000;

interface Program {
  readonly address: string;
  readonly sample: boolean;
  stop(): Promise<void>;
}

/** What has been started, to be stopped last first, also when a later step fails. */
class Started {
  private readonly stops: (() => Promise<void>)[] = [];

  with(stop: () => Promise<void>): void {
    this.stops.push(stop);
  }

  async stop(): Promise<void> {
    for (let stop = this.stops.pop(); stop; stop = this.stops.pop()) await stop();
  }
}

async function start(config: Config, clock: Clock, log: Log): Promise<Program> {
  const started = new Started();
  try {
    const door = await takePort(config);
    started.with(() => door.close(drainMs));
    const opened = await open({ config, clock, log });
    started.with(() => opened.close());
    const sample = await settlePremises(config, opened, clock);
    return await furnish({ config, clock, log, door, opened, sample }, started);
  } catch (error) {
    await started.stop();
    throw error;
  }
}

/** True for the sample district; an empty store without credentials becomes one here. */
async function settlePremises(config: Config, opened: Opened, clock: Clock): Promise<boolean> {
  const { store, policy } = opened;
  const judged = judgePremises({
    sampleMarker: await isSample(store),
    empty: await rosterIsEmpty(store),
    chatConfigured: config.slack !== undefined || config.teams?.app !== undefined,
    publicUrlSet: config.publicUrl !== undefined,
    host: config.host,
  });
  if (!judged.ok) throw new OperatorError(judged.problem);
  if (judged.value === 'seed-sample') {
    const { seedSample } = await import('./governance/sample/seed.ts');
    await seedSample(store, policy, clock.now());
  }
  return judged.value !== 'district';
}

interface Site {
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Log;
  readonly door: HttpDoor;
  readonly opened: Opened;
  readonly sample: boolean;
}

async function furnish(site: Site, started: Started): Promise<Program> {
  const { config, clock, log, door, opened, sample } = site;
  const { store, registry, directory, scene, policy } = opened;
  const { zone, district } = policy.pack.pack;
  const offContractEnters = policy.pack.lifecycle.off_contract.may_sign_in;
  const host = config.host === '0.0.0.0' || config.host === '::' ? '127.0.0.1' : config.host;
  const publicUrl = config.publicUrl ?? `http://${host.includes(':') ? `[${host}]` : host}:${door.port}`;
  const reach = createReach(store, clock);
  const dispatch = createDispatch({
    ...scene,
    store,
    registry,
    identify: createIdentify({ store, clock, directory, zone, offContractEnters }),
    reach,
    clock,
    log,
  });
  const post = config.mail && (await import('./app/mail/post.ts')).createPost(config.mail);
  const deps: PlatformDeps = {
    dispatch,
    commands: listCommands(registry),
    messageActions: [...registry.messageActions.values()],
    namelessForms: [...registry.namelessForms.values()],
    http: door.http,
    clock,
    log,
    sample,
    publicUrl,
  };

  let stopping = false;
  const platforms: Platform[] = [];
  mountHealth(door.http, {
    policy,
    platforms,
    staffing: () => staffingProblems(sceneAt(scene, systemViewer, store, clock.now())),
    outbox: () => outboxHealth(store),
    jobs: () => lastRuns(store),
    stopping: () => stopping,
  });
  if (config.slack) {
    const { connectSlack } = await import('./platforms/slack/platform.ts');
    platforms.push(await connectSlack(deps, config.slack));
  }
  if (config.teams) {
    const { connectTeams } = await import('./platforms/teams/platform.ts');
    platforms.push(await connectTeams(deps, config.teams));
  }
  const feed = createFeed({ store, scene, registry, listenUrl: opened.databaseUrl, clock, log });
  const doors = createDoors({
    store,
    clock,
    directory,
    log,
    zone,
    district,
    sample,
    offContractEnters,
    post: post ?? noPost,
  });
  const { connectWeb } = await import('./platforms/web/platform.ts');
  const allowPick = sample && config.publicUrl === undefined;
  platforms.push(
    await connectWeb(deps, {
      doors,
      feed,
      allowPick,
      mailConfigured: post !== undefined,
      unkept: (asked) => unkeptWords(registry, asked, policy),
      roleNames: Object.fromEntries(Object.entries(policy.pack.roles).map(([id, { name }]) => [id, name])),
      commandsFor: (person) => scene.house.commandsFor(policy, person),
      ...(config.opsEmail ? { opsEmail: config.opsEmail } : {}),
    }),
  );
  started.with(async () => {
    await doors.settled();
    await feed.stop();
    post?.close();
  });

  const couriers = platforms.flatMap((platform) => platform.courier ?? []);
  const delivery = createDelivery({
    store,
    listenUrl: opened.databaseUrl,
    registry,
    scene,
    couriers,
    reach,
    clock,
    log,
    sample,
    publicUrl,
    ...(post ? { post } : {}),
  });
  delivery.start();
  started.with(() => delivery.stop());
  const teamChannels = platforms.find((platform) => platform.teamChannels)?.teamChannels;
  if (teamChannels) {
    const keeper = createChannelKeeper({
      ...{ store, channels: teamChannels, listenUrl: opened.databaseUrl, clock, log },
      scene: (reader, now) => sceneAt(scene, systemViewer, reader, now),
    });
    keeper.start();
    started.with(() => keeper.stop());
  }
  const scheduler = createScheduler({
    jobs: [...registry.jobs.values()],
    store,
    scene,
    clock,
    log,
  });
  scheduler.start();
  started.with(() => scheduler.stop());
  started.with(async () => {
    stopping = true;
    for (const platform of [...platforms].reverse()) await platform.stop();
    await door.close(drainMs);
  });
  door.open();
  return { address: publicUrl, sample, stop: () => started.stop() };
}

async function main(): Promise<void> {
  const log = createLog('info', destination({ fd: 2, sync: true }));
  const config = readConfig();
  if (!config.ok) {
    for (const { setting, problem } of config.problem) say(`${setting} ${problem}`);
    process.exitCode = 2;
    return;
  }
  const stop = listenForStop(log);
  try {
    const program = await start(config.value, systemClock, log);
    if (!stop.isAsked())
      say(
        `Safekeep is ready: ${program.address}${program.sample ? '  (sample district: invented people)' : ''}`,
      );
    stop.asked.then(() => stopProgram(program, log));
  } catch (error) {
    if (error instanceof OperatorError) say(error.message);
    else {
      log.error(errorFields(error), 'the start failed');
      say('Safekeep could not start because of a fault of its own; the log line above says where.');
    }
    process.exitCode = 1;
  }
}

/** From the first moment on: a start that is broken off is finished and undone, so that nothing of it stays behind. */
function listenForStop(log: Log): { readonly asked: Promise<void>; isAsked(): boolean } {
  let isAsked = false;
  const asked = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const)
      process.on(signal, () => {
        // npm passes a terminal's Ctrl-C on to us a second time, so only the first one counts
        if (isAsked) return;
        isAsked = true;
        log.info({ signal }, 'stopping');
        resolve();
      });
  });
  return { asked, isAsked: () => isAsked };
}

async function stopProgram(program: Program, log: Log): Promise<void> {
  try {
    await program.stop();
    log.info({}, 'stopped');
  } catch (error) {
    log.error(errorFields(error), 'the stop failed');
    process.exitCode = 1;
  }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

await main();
