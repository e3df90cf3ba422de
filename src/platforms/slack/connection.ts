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

export function watchConnection(client: WebClient, log: Log): Connection {
  let team: { readonly id: string; readonly name: string } | undefined;
  let trouble: string | undefined = 'not asked yet';
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;

  function ask(): void {
    timer = undefined;
    client.auth.test().then(
      (answer) => {
        team = { id: answer.team_id ?? '', name: answer.team ?? '' };
        trouble = undefined;
        log.info({ team: team.id }, 'slack connected');
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

  function again(): void {
    if (stopped || timer) return;
    timer = setTimeout(ask, retryMs);
    timer.unref();
  }

  ask();
  return {
    team: () => team?.id || undefined,
    state: () =>
      trouble === undefined
        ? { ready: true, detail: `workspace ${team?.name}` }
        : { ready: false, detail: trouble },
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
