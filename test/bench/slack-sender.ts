/** Sends signed requests as Slack does and times them, and fills in a form that it knows by its labels only. */
import { createHmac, randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';
import { workspace } from './children.ts';

// Slack's own JSON, read as an outsider reads it
// biome-ignore lint/suspicious/noExplicitAny: an outsider has no types of ours
export type Loose = any;

export interface Timed {
  readonly ms: number;
  readonly text: string;
}

export interface Sender {
  /** From the first byte sent to the last byte of the answer. Throws unless it is 200. */
  send(fields: Readonly<Record<string, string>>): Promise<Timed>;
}

/** One connection that stays open, as Slack keeps its own. */
export function senderTo(url: string): Sender {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  return {
    send(fields) {
      const body = new URLSearchParams(fields).toString();
      const timestamp = String(Math.floor(Date.now() / 1000));
      const signature = createHmac('sha256', workspace.signingSecret)
        .update(`v0:${timestamp}:${body}`)
        .digest('hex');
      const headers = {
        'content-type': 'application/x-www-form-urlencoded',
        'content-length': Buffer.byteLength(body),
        'x-slack-request-timestamp': timestamp,
        'x-slack-signature': `v0=${signature}`,
      };
      return new Promise((resolve, reject) => {
        const begun = performance.now();
        const asked = request(`${url}/slack/events`, { method: 'POST', agent, headers }, (answer) => {
          let text = '';
          answer.setEncoding('utf8').on('data', (part) => {
            text += part;
          });
          answer.once('end', () => {
            const ms = performance.now() - begun;
            if (answer.statusCode === 200) resolve({ ms, text });
            else reject(new Error(`Slack got ${answer.statusCode} ${text}`));
          });
        });
        asked.once('error', reject).end(body);
      });
    },
  };
}

export function commandFields(userId: string, trigger: string): Record<string, string> {
  return {
    command: '/data-request',
    text: '',
    team_id: workspace.team,
    team_domain: 'sample',
    channel_id: 'C000000001',
    channel_name: 'general',
    user_id: userId,
    user_name: 'someone',
    api_app_id: 'A000000001',
    is_enterprise_install: 'false',
    trigger_id: trigger,
    response_url: 'http://127.0.0.1:9/respond',
  };
}

const typed: Readonly<Record<string, string>> = {
  Title: 'Enrolment by grade',
  Question: 'How many children are enrolled in each grade, and how did that change over three years?',
};

/** For every other line of text. */
const somewhatLonger = 'The principal plans the classes of next year, for all schools, 2023 to 2026';

/** The filled-in form as Slack sends it; `metadata` in place of the view's own, where given. */
export function submissionFields(userId: string, view: Loose, metadata?: string): Record<string, string> {
  const values: Record<string, Loose> = {};
  for (const block of view.blocks)
    if (block.type === 'input')
      values[block.block_id] = { [block.element.action_id]: held(block.label.text, block.element) };
  const payload = {
    type: 'view_submission',
    team: { id: workspace.team, domain: 'sample' },
    user: { id: userId, username: 'someone', name: 'someone', team_id: workspace.team },
    api_app_id: 'A000000001',
    trigger_id: randomUUID(),
    view: { ...view, private_metadata: metadata ?? view.private_metadata, state: { values } },
    response_urls: [],
    is_enterprise_install: false,
  };
  return { payload: JSON.stringify(payload) };
}

/** What stands in the field already, else these words or the first choice. */
function held(label: string, element: Loose): Loose {
  const { type, options = [] } = element;
  switch (type) {
    case 'plain_text_input':
      return { type, value: element.initial_value ?? typed[label] ?? somewhatLonger };
    case 'datepicker':
      return { type, selected_date: element.initial_date ?? null };
    case 'static_select':
    case 'radio_buttons':
      return { type, selected_option: element.initial_option ?? options[0] };
    default:
      return { type, selected_options: element.initial_options ?? options.slice(0, 1) };
  }
}
