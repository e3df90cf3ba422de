/** What an error of Slack's Web API means for a delivery: try later, or never, and in what words. */
import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError } from '@slack/web-api';
import { neverLeft } from '../../app/delivery/never-left.ts';
import type { Delivery } from '../../app/ports.ts';

/** Slack's own short name of a refusal, such as "user_not_found". */
export function slackErrorOf(error: unknown): string | undefined {
  return error instanceof WebAPIPlatformError ? error.data.error : undefined;
}

/** For the log: never the message, which may quote what was sent. */
export function slackErrorFields(error: unknown): { slackError: string } {
  if (error instanceof WebAPIRateLimitedError) return { slackError: 'ratelimited' };
  if (error instanceof WebAPIHTTPError) return { slackError: `http_${error.statusCode}` };
  return { slackError: slackErrorOf(error) ?? (error instanceof Error ? error.name : 'unknown') };
}

/** Nothing that waiting would mend: a person must act, and reads why. */
const never: Readonly<Record<string, string>> = {
  account_inactive: 'Their Slack account is deactivated.',
  user_disabled: 'Their Slack account is deactivated.',
  user_not_found: 'Slack does not know this account any more.',
  users_not_found: 'Slack does not know this account any more.',
  user_not_visible: 'Slack does not show this account to Safekeep.',
  cannot_dm_bot: 'This Slack account is a bot.',
  channel_not_found: 'Their conversation with Safekeep is gone.',
  is_archived: 'Their conversation with Safekeep is closed.',
  messages_tab_disabled: 'The messages tab of the Safekeep app is turned off in Slack.',
  restricted_action: 'A setting of the Slack workspace forbids this message.',
  message_not_found: 'The message was deleted.',
  cant_update_message: 'Slack does not let this message be changed.',
  edit_window_closed: 'The workspace forbids changing messages this old.',
};

/** Nothing at all reaches this account until its person writes to us again. */
const accountIsGone: ReadonlySet<string> = new Set([
  'account_inactive',
  'user_disabled',
  'user_not_found',
  'users_not_found',
  'user_not_visible',
  'cannot_dm_bot',
]);

/** The connection itself is refused; an administrator mends it, and everything waits until then. */
export const brokenConnection: ReadonlySet<string> = new Set([
  'not_authed',
  'invalid_auth',
  'token_revoked',
  'token_expired',
  'org_login_required',
  'missing_scope',
  'not_allowed_token_type',
  'team_access_not_granted',
  'access_denied',
  'ekm_access_denied',
]);

const busy: ReadonlySet<string> = new Set([
  'internal_error',
  'fatal_error',
  'service_unavailable',
  'request_timeout',
  'team_added_to_org',
  'ratelimited',
  'rate_limited',
]);

/** Slack's own trouble, over soon. */
export function isBusy(code: string): boolean {
  return busy.has(code);
}

const seconds = 1000;

export function failedDelivery(error: unknown): Exclude<Delivery, { kind: 'sent' }> {
  if (error instanceof WebAPIRateLimitedError)
    return { kind: 'later', afterMs: error.retryAfter * seconds, reason: 'Slack asks us to slow down.' };
  const code = slackErrorOf(error);
  if (code === undefined)
    return { kind: 'later', afterMs: 15 * seconds, reason: 'Slack could not be reached.' };
  if (isBusy(code)) return { kind: 'later', afterMs: 30 * seconds, reason: 'Slack has trouble itself.' };
  if (brokenConnection.has(code))
    return { kind: 'later', afterMs: 600 * seconds, reason: `Slack refuses our connection (${code}).` };
  const reason = never[code] ?? `Slack refuses the message (${code}).`;
  return { kind: 'never', reason, ...(accountIsGone.has(code) ? { blocked: true } : {}) };
}

/** True when Slack gave no answer of its own: what was sent may be there all the same. */
export function mayHaveArrived(error: unknown): boolean {
  if (error instanceof WebAPIRateLimitedError || slackErrorOf(error) !== undefined) return false;
  return !neverLeft(error);
}

/** A trigger that came too late, or was used already. */
export function triggerIsSpent(error: unknown): boolean {
  return [
    'expired_trigger_id',
    'trigger_expired',
    'exchanged_trigger_id',
    'trigger_exchanged',
    'invalid_trigger_id',
  ].includes(slackErrorOf(error) ?? '');
}
