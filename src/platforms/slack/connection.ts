/** Whether Slack knows us: asked at the start until it answers, and again after a refusal. */
import type { WebClient } from '@slack/web-api';
import type { Log } from '../../kernel/log.ts';
import { brokenConnection, slackErrorFields, slackErrorOf } from './errors.ts';

export interface Connection {
  /** The workspace's id, once Slack has said it. */
  team(): string | undefined;
  state(): { readonly ready: boolean; readonly detail: string };
  /** Told of every failed call, so that a revoked token shows in /readyz. */
  note(error: unknown): void;
  removed(): void;
  stop(): void;
}

const retryMs = 30_000;

/** `wanted`: scopes that a setting needs beyond those without which nothing works. */
export function watchConnection(
  client: WebClient,
  log: Log,
  wanted: readonly { readonly scope: string; readonly setting: string }[] = [],
): Connection {
  let team: { readonly id: string; readonly name: string } | undefined;
  let trouble: string | undefined = 'not asked yet';
  let lacking: string | undefined;
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;

  function ask(): void {
    timer = undefined;
    client.auth.test().then(
      (answer) => {
        team = { id: answer.team_id ?? '', name: answer.team ?? '' };
        if (trouble !== undefined) log.info({ team: team.id }, 'slack connected');
        trouble = undefined;
        lookForScopes(answer.response_metadata?.scopes);
      },
      (error: unknown) => {
        const code = slackErrorOf(error);
        trouble = code ? `Slack refuses the bot token (${code})` : 'Slack cannot be reached';
        log.error(
          { ...slackErrorFields(error), mend: 'check SLACK_BOT_TOKEN against OAuth & Permissions' },
          'slack does not accept us',
        );
        again();
      },
    );
  }

  /** Slack names them in every answer; where it does not, the first call that needs one will tell. */
  function lookForScopes(granted: readonly string[] | undefined): void {
    const before = lacking;
    const missing = granted ? wanted.filter(({ scope }) => !granted.includes(scope)) : [];
    lacking =
      missing.length === 0
        ? undefined
        : missing.map(({ scope, setting }) => `${setting} is on and the app lacks ${scope}`).join('; ');
    const said = lacking === before;
    if (lacking !== undefined) again();
    for (const one of said ? [] : missing)
      log.error(
        {
          ...one,
          mend: 'safekeep manifest slack, update the app with it and install it again, or leave the setting out',
        },
        'slack app lacks a scope that a setting needs',
      );
  }

  function again(): void {
    if (stopped || timer) return;
    timer = setTimeout(ask, retryMs);
    timer.unref();
  }

  ask();
  return {
    team: () => team?.id || undefined,
    state() {
      if (trouble !== undefined) return { ready: false, detail: trouble };
      const workspace = `workspace ${team?.name}`;
      return lacking === undefined
        ? { ready: true, detail: workspace }
        : { ready: false, detail: `${workspace}; ${lacking}: install the app again from its manifest` };
    },
    note(error) {
      const code = slackErrorOf(error);
      if (code === undefined || !brokenConnection.has(code)) return;
      trouble = `Slack refuses our calls (${code})`;
      again();
    },
    removed() {
      trouble = 'the app was removed from the workspace';
      again();
    },
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
