/** Slack, as the contract sees it: messages, modals and the Home tab, and a modal that remembers what was typed. */
import type { Document } from '../../../src/chat/document.ts';
import type { OpenForm, RawValues } from '../../../src/chat/form.ts';
import { drawMessage, drawSentence, type SlackMessage } from '../../../src/platforms/slack/card.ts';
import { drawForm } from '../../../src/platforms/slack/form.ts';
import { type Arrival, readSubmission } from '../../../src/platforms/slack/inbound.ts';
import { limits } from '../../../src/platforms/slack/limits.ts';
import { answer, type Speaker } from '../../../src/platforms/slack/replies.ts';
import { readBlockId, readState } from '../../../src/platforms/slack/state.ts';
import { SubmissionGate } from '../../../src/platforms/slack/submission.ts';
import { unescaped } from '../../../src/platforms/slack/text.ts';
import { homeView, resultView } from '../../../src/platforms/slack/views.ts';
import { checkBlocks, checkView } from '../slack-limits.ts';
import { chosen, inputsOf, type Memory, optionsIn, remember } from '../slack-memory.ts';
import { literal, type Read, readBlocks } from './slack-reading.ts';
import { publicUrl, type Screen, type Sheet, type Surface } from './surface.ts';

// Slack's own JSON, read as an outsider reads it
// biome-ignore lint/suspicious/noExplicitAny: an outsider has no types of ours
type Loose = any;

const pen = { publicUrl, sample: true };

export const slack: Surface = {
  name: 'slack',
  limits,
  card: (card, told) => [
    message(drawMessage(card, pen, told)),
    view('modal', resultView(told, card, pen, 'https://hooks.slack.example/r')),
    view('Home tab', homeView(card, told, pen)),
  ],
  home: (card) => [view('Home tab', homeView(card, undefined, pen))],
  sentence: (told) => [
    message(drawSentence(told.text, told.tone, pen)),
    view('modal', resultView(told, undefined, pen)),
    view('Home tab', homeView(undefined, told, pen)),
  ],
  document,
  form: (open) => sheet(drawForm(open, pen)),
  options(options) {
    const read: Read = { texts: [], buttons: [], faults: [] };
    for (const option of options) {
      literal(plainOf(option.label), read);
      if (option.description !== undefined) literal(plainOf(option.description), read);
    }
    return { as: 'typeahead', ...read };
  },
  comesBack,
};

async function document(shown: Document): Promise<readonly Screen[]> {
  const posted: SlackMessage[] = [];
  const arrival: Arrival = {
    who: { team: 'T1', user: 'U1' },
    delivery: 'd1',
    trigger: undefined,
    place: { kind: 'typed', respondTo: 'https://hooks.slack.example/r' },
  };
  const post = async (_to: string, body: object) => void posted.push(body as SlackMessage);
  await answer(speaker(post), arrival, { kind: 'document', document: shown });
  return posted.map(message);
}

const plainOf = (text: string) => ({ type: 'plain_text', text, emoji: false });

function message({ text, blocks }: SlackMessage): Screen {
  const read = readBlocks(blocks);
  return {
    as: 'message',
    ...read,
    faults: [...checkBlocks('message', blocks), ...read.faults],
    // the one text that Slack reads as markup
    fallback: /<|>|&(?!amp;|lt;|gt;)/.test(text) ? [] : [unescaped(text)],
  };
}

function view(as: string, drawn: Loose): Screen {
  const read = readBlocks(drawn.blocks);
  const frame: Read = { texts: [], buttons: [], faults: [] };
  for (const part of ['title', 'submit', 'close']) if (drawn[part]) literal(drawn[part], frame);
  return {
    as,
    texts: [...frame.texts, ...read.texts],
    buttons: read.buttons,
    faults: [...checkView(drawn), ...frame.faults, ...read.faults],
  };
}

function sheet(drawn: Loose, memory: Memory = remember(drawn), said: readonly string[] = []): Sheet {
  const screen = view('modal', drawn);
  return {
    ...screen,
    texts: [...screen.texts, ...said],
    faults: [...screen.faults, ...unreadable(memory, drawn)],
    values: readState({ values: memory }).values,
  };
}

function unreadable(memory: Memory, drawn: Loose): string[] {
  const inputs = inputsOf(drawn).map((block) => block.block_id);
  return [
    ...inputs.filter((id) => !readBlockId(id)).map((id) => `a field that cannot be read back: ${id}`),
    ...Object.entries(memory).flatMap(([id, held]) =>
      Object.keys(held).length === 1 ? [] : [`a field with two answers: ${id}`],
    ),
  ];
}

async function comesBack(before: OpenForm, typed: RawValues, after: OpenForm) {
  const drawn: Loose = drawForm(before, pen);
  const memory = typeInto(drawn, remember(drawn), typed);
  const submission = readSubmission({
    user: { id: 'U1', team_id: 'T1' },
    trigger_id: 'trigger',
    view: { ...drawn, id: 'V1', state: { values: memory } },
  });
  const stood = submission.state.values;
  const open = { ...after, form: { ...after.form, values: stood } };
  let acked: Loose;
  const ack = async (given: object) => {
    acked = given;
  };
  await new SubmissionGate(ack, speaker(), submission).settle({ kind: 'invalid', open });
  if (acked.response_action === 'update')
    return { stood, sheet: sheet(acked.view, remember(acked.view, memory)) };
  // Slack leaves the modal alone and puts each message under its block
  const said: Record<string, string> = acked.errors;
  const back = sheet(drawn, memory, Object.values(said));
  const stray = Object.keys(said).filter((id) => !(id in memory));
  return {
    stood,
    sheet: { ...back, faults: [...back.faults, ...stray.map((id) => `an error for no block: ${id}`)] },
  };
}

/** `post` gets what goes to a response_url; nothing here needs Slack's own methods. */
function speaker(post: (to: string, body: object) => Promise<void> = async () => {}): Speaker {
  return { client: {} as Speaker['client'], pen, post };
}

/** What a person can type or choose, as far as the fields on screen allow it. */
function typeInto(drawn: Loose, memory: Memory, typed: RawValues): Memory {
  const filled: Memory = { ...memory };
  for (const { block_id, element } of inputsOf(drawn)) {
    const field = readBlockId(block_id);
    const value = field && typed[field.name];
    if (!field || value === undefined) continue;
    const held = typedInto(element, field.time, value);
    if (held) filled[block_id] = { [element.action_id]: held };
  }
  return filled;
}

function typedInto(element: Loose, time: boolean, value: NonNullable<RawValues[string]>): Loose {
  const { type } = element;
  const texts = [value].flat().map(String);
  const [text = ''] = texts;
  switch (type) {
    case 'plain_text_input':
      return text.length <= element.max_length ? { type, value: text === '' ? null : text } : undefined;
    case 'datepicker':
      return { type, selected_date: /^\d{4}-\d\d-\d\d/.exec(text)?.[0] ?? null };
    case 'timepicker':
      return { type, selected_time: time ? (/T(\d\d:\d\d)$/.exec(text)?.[1] ?? null) : null };
    case 'external_select':
    case 'multi_external_select':
      return chosen(
        element,
        texts
          .filter((id) => id !== '' && id.length <= limits.optionValue)
          .map((id) => ({ value: id, text: plainOf(`Person ${id}`.slice(0, limits.optionText)) })),
      );
    default: {
      const wanted = value === true ? ['yes'] : texts;
      return chosen(
        element,
        optionsIn(element).filter((option) => wanted.includes(option.value)),
      );
    }
  }
}
