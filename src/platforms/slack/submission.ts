/** A sent form: acknowledged after its one local transaction, or just before Slack gives up waiting. */
import type { types } from '@slack/bolt';
import type { Reply } from '../../chat/interaction.ts';
import { assertNever } from '../../kernel/assert-never.ts';
import { drawForm, outline } from './form.ts';
import type { Submission } from './inbound.ts';
import { refreshSource, type Speaker } from './replies.ts';
import { readBlockId } from './state.ts';
import { resultView, waitingView } from './views.ts';

export type SubmissionAck =
  | { readonly response_action: 'errors'; readonly errors: Record<string, string> }
  | { readonly response_action: 'update'; readonly view: types.ModalView };

/** Slack waits 3 s for an ack; this leaves the answer half a second for its way. */
const patienceMs = 2500;

/** Acknowledges once: with the answer if it comes in time, else with "one moment" and the answer afterwards. */
export class SubmissionGate {
  readonly #ack: (answer: SubmissionAck) => Promise<void>;
  readonly #speaker: Speaker;
  readonly #viewId: string;
  readonly #timer: NodeJS.Timeout;
  #early: Promise<void> | undefined;
  #answered = false;

  constructor(ack: (answer: SubmissionAck) => Promise<void>, speaker: Speaker, viewId: string) {
    this.#ack = ack;
    this.#speaker = speaker;
    this.#viewId = viewId;
    this.#timer = setTimeout(() => void this.wait().catch(() => {}), patienceMs);
  }

  /** Also called before anybody else's API is asked. */
  wait(): Promise<void> {
    if (this.#answered) return Promise.resolve();
    this.#early ??= this.#ack({ response_action: 'update', view: waitingView(this.#speaker.pen) });
    return this.#early;
  }

  async settle(submission: Submission, reply: Reply): Promise<void> {
    clearTimeout(this.#timer);
    this.#answered = true;
    if (!this.#early) return this.#ack(acknowledgement(this.#speaker, submission, reply));
    await this.#early;
    const view = viewOf(this.#speaker, submission, reply, false);
    await this.#speaker.client.views.update({ view_id: this.#viewId, view });
  }
}

/** Errors alone leave the form as it is; anything else that must change is a new view with the values kept. */
function acknowledgement(speaker: Speaker, submission: Submission, reply: Reply): SubmissionAck {
  if (reply.kind === 'invalid' && layoutIsTheSame(speaker, submission, reply)) {
    const errors = errorsByBlock(submission, reply.open.errors);
    if (errors) return { response_action: 'errors', errors };
  }
  return { response_action: 'update', view: viewOf(speaker, submission, reply, true) };
}

function layoutIsTheSame(
  speaker: Speaker,
  submission: Submission,
  reply: Extract<Reply, { kind: 'invalid' }>,
): boolean {
  const again = drawForm(reply.open, speaker.pen, { state: submission.state });
  const before = outline(submission.blocks);
  if (before !== undefined) return before === outline(again.blocks);
  const fields = again.blocks.flatMap((block) => readBlockId(block.block_id ?? '')?.name ?? []);
  return fields.every((name) => submission.state.generations.has(name));
}

/** `undefined` when some message belongs to no field on screen, or to none at all. */
function errorsByBlock(
  submission: Submission,
  errors: Readonly<Record<string, string>>,
): Record<string, string> | undefined {
  const byBlock: Record<string, string> = {};
  for (const [name, message] of Object.entries(errors)) {
    const id = submission.state.blockIds.get(name);
    if (id === undefined) return undefined;
    byBlock[id] = message;
  }
  return Object.keys(byBlock).length > 0 ? byBlock : undefined;
}

function viewOf(speaker: Speaker, submission: Submission, reply: Reply, kept: boolean): types.ModalView {
  const { pen } = speaker;
  const { source } = submission.luggage;
  switch (reply.kind) {
    case 'form':
    case 'invalid':
      return drawForm(reply.open, pen, {
        ...(kept ? { state: submission.state } : {}),
        source,
        withErrors: true,
      });
    case 'done':
      return resultView({ text: reply.text, tone: reply.tone }, reply.card, pen, source);
    case 'card':
      return resultView(undefined, reply.card, pen, source);
    case 'document':
    case 'options':
      return resultView({ text: 'Done.', tone: 'good' }, undefined, pen, source);
    default:
      return assertNever(reply);
  }
}

/** What was opened from an ephemeral message is shown there too, since nothing else can update it. */
export async function afterSubmission(speaker: Speaker, submission: Submission, reply: Reply): Promise<void> {
  if (reply.kind === 'done' && reply.card)
    await refreshSource(speaker, submission.luggage.source, reply.card);
}
