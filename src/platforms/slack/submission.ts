/** A sent form: acknowledged after its one local transaction, or just before Slack gives up waiting. */
import type { types } from '@slack/bolt';
import type { Reply } from '../../chat/interaction.ts';
import { shownOf, type Told } from '../../chat/shown.ts';
import { patienceMs } from './acks.ts';
import { drawForm, outline } from './form.ts';
import type { Submission } from './inbound.ts';
import { refreshSource, type Speaker } from './replies.ts';
import { readBlockId } from './state.ts';
import { resultView, waitingView } from './views.ts';

export type SubmissionAck =
  | { readonly response_action: 'errors'; readonly errors: Record<string, string> }
  | { readonly response_action: 'update'; readonly view: types.ModalView };

/** Acknowledges once: with the answer if it comes in time, else with "one moment" and the answer afterwards. */
export class SubmissionGate {
  readonly #ack: (answer: SubmissionAck) => Promise<void>;
  readonly #speaker: Speaker;
  readonly #submission: Submission;
  readonly #timer: NodeJS.Timeout;
  #early: Promise<void> | undefined;
  #answered = false;

  constructor(ack: (answer: SubmissionAck) => Promise<void>, speaker: Speaker, submission: Submission) {
    this.#ack = ack;
    this.#speaker = speaker;
    this.#submission = submission;
    this.#timer = setTimeout(() => void this.wait().catch(() => {}), patienceMs);
  }

  /** Also called before anybody else's API is asked. */
  wait(): Promise<void> {
    if (this.#answered) return Promise.resolve();
    this.#early ??= this.#ack({ response_action: 'update', view: waitingView(this.#speaker.pen) });
    return this.#early;
  }

  settle(reply: Reply): Promise<void> {
    return this.#answer(
      () => acknowledgement(this.#speaker, this.#submission, reply),
      () => viewOf(this.#speaker, this.#submission, reply, false),
    );
  }

  /** Something broke: the sentence takes the place of the answer, unless the answer has gone already. */
  async excuse(told: Told): Promise<void> {
    if (this.#answered) return;
    const view = resultView(told, undefined, this.#speaker.pen);
    await this.#answer(
      () => ({ response_action: 'update', view }),
      () => view,
    );
  }

  async #answer(inTime: () => SubmissionAck, late: () => types.ModalView): Promise<void> {
    if (this.#early) {
      await this.#early;
      const view = late();
      this.#answered = true;
      await this.#speaker.client.views.update({ view_id: this.#submission.viewId, view });
      return;
    }
    const ack = inTime();
    clearTimeout(this.#timer);
    this.#answered = true;
    await this.#ack(ack);
  }
}

/**
 * Errors alone leave the form as it is; anything else that must change is a new view with the values kept. Where
 * nothing could be done at all, as without a database, the form stays too, with the reason under its last field.
 */
function acknowledgement(speaker: Speaker, submission: Submission, reply: Reply): SubmissionAck {
  const last = [...submission.state.blockIds.values()].at(-1);
  if (reply.kind === 'done' && reply.tone === 'danger' && last !== undefined)
    return { response_action: 'errors', errors: { [last]: reply.text } };
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
  const { open, told, card } = shownOf(reply);
  if (!open) return resultView(told, card, pen, source);
  return drawForm(open, pen, { ...(kept ? { state: submission.state } : {}), source, withErrors: true });
}

/** What was opened from an ephemeral message is shown there too, since nothing else can update it. */
export async function afterSubmission(speaker: Speaker, submission: Submission, reply: Reply): Promise<void> {
  if (reply.kind === 'done' && reply.card)
    await refreshSource(speaker, submission.luggage.source, reply.card);
}
