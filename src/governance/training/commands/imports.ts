/** What an import proposes, for whoever keeps the register: who and when on a page, and a yes to all of it. */
import type { Act, Ask } from '../../../app/context.ts';
import type { ActionHandler, Outcome } from '../../../app/feature.ts';
import type { Card, Payload } from '../../../chat/card.ts';
import type { Document } from '../../../chat/document.ts';
import { sayDay, sayMoment } from '../../../chat/say-when.ts';
import { courseName } from '../cards/mine.ts';
import { completionsOfImport, decideCompletion } from '../store/completions.ts';
import { type WaitingImport, waitingImports } from '../store/imports.ts';
import { confirmsForAll, keepsRegister } from './surroundings.ts';

/** As many as one transaction holds with what they meet; the button says that there are more. */
const atOnce = 200;
const mostRows = 5000;

const notThere = 'Nothing of this import waits any more, or it is not yours to decide on.';

function importCard(ask: Ask, one: WaitingImport): Card {
  const payload = { import: one.id };
  const next = Math.min(one.waiting, atOnce);
  return {
    audience: 'person',
    title: `Imported trainings: ${one.fileName}`,
    status: { label: `${one.waiting} wait for a yes`, tone: 'warning' },
    blocks: [
      {
        kind: 'text',
        text: `Read on ${sayMoment(one.madeAt, ask.policy.calendar.zone)}. Nothing of it counts before a person says yes. Look through the list; do not confirm single ones under /training waiting.`,
      },
    ],
    actions: [
      { kind: 'link', label: 'See the list', path: `/documents/training.import?import=${one.id}` },
      {
        kind: 'run',
        id: 'training.import.confirm',
        label: one.waiting > atOnce ? `Confirm the first ${next}` : `Confirm all ${next}`,
        payload,
        style: 'primary',
        confirm: {
          title: 'Confirm them?',
          text: `${next} trainings will count. Your own, if it is among them, stays for somebody else.`,
          yes: 'Confirm',
        },
      },
    ],
  };
}

export async function importsToDecide(ask: Ask): Promise<readonly WaitingImport[]> {
  return keepsRegister(ask) ? waitingImports(ask.reader) : [];
}

export const showImport: ActionHandler = {
  id: 'training.import.show',
  access: 'everyone',
  async run(act, payload): Promise<Outcome> {
    const one = await find(act, payload);
    return one
      ? { kind: 'done', text: 'Here is what the import proposes.', card: importCard(act, one) }
      : { kind: 'refused', text: notThere };
  },
};

async function find(ask: Ask, payload: Payload): Promise<WaitingImport | undefined> {
  if (!keepsRegister(ask) || !confirmsForAll(ask) || !payload.import) return undefined;
  return (await waitingImports(ask.reader, payload.import))[0];
}

export const confirmImport: ActionHandler = {
  id: 'training.import.confirm',
  access: 'everyone',
  async run(act, payload): Promise<Outcome> {
    const one = await find(act, payload);
    if (!one) return { kind: 'refused', text: notThere };
    const confirmed = await confirmSome(act, one.id);
    const rest = await find(act, payload);
    const card = rest ? importCard(act, rest) : undefined;
    if (confirmed === 0)
      return {
        kind: 'refused',
        text: 'What is left here is your own, and somebody else has to confirm it.',
        ...(card ? { card } : {}),
      };
    const more = rest ? ` ${rest.waiting} still wait.` : '';
    return { kind: 'done', text: `${confirmed} trainings are confirmed.${more}`, ...(card ? { card } : {}) };
  },
};

/** Nobody's notice each: an import of last year's trainings is no news to two hundred people. */
async function confirmSome(act: Act, importId: string): Promise<number> {
  const waiting = await completionsOfImport(act.tx, importId, 'waits', atOnce + 1);
  let confirmed = 0;
  for (const completion of waiting.filter(({ personId }) => personId !== act.actor.id).slice(0, atOnce)) {
    const course = act.policy.pack.training.courses[completion.course];
    if (await decideCompletion(act.tx, course, completion, { to: 'confirmed', byId: act.actor.id }))
      confirmed += 1;
  }
  return confirmed;
}

export async function loadImport(ask: Ask, subject: Payload): Promise<Document | undefined> {
  const one = await find(ask, subject);
  if (!one) return undefined;
  const all = await completionsOfImport(ask.reader, one.id, 'waits', mostRows);
  const people = await ask.directory.people(
    ask.reader,
    all.map(({ personId }) => personId),
  );
  return {
    kind: 'page',
    title: `Imported trainings: ${one.fileName}`,
    subtitle: `${one.waiting} wait for a yes`,
    blocks: [
      {
        kind: 'table',
        caption: 'What would count',
        columns: ['Name', 'Role', 'Training', 'Date', 'Evidence'],
        rows: all.map((completion) => [
          people.get(completion.personId)?.name ?? 'somebody no longer on the roster',
          completion.roleThen,
          courseName(ask.policy.pack.training, completion.course),
          sayDay(completion.completedOn),
          completion.evidence,
        ]),
      },
    ],
  };
}
