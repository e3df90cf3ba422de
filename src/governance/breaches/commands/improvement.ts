/** Something is done so that it does not happen again: by whom, until when, and with what evidence it was done (W17). */
import type { Act, Ask } from '../../../app/context.ts';
import type { FormHandler, Outcome } from '../../../app/feature.ts';
import type { Payload } from '../../../chat/card.ts';
import { fields } from '../../../chat/form.ts';
import { sayDay } from '../../../chat/say-when.ts';
import { Temporal } from '../../../kernel/clock.ts';
import type { Policy } from '../../../policy/policy.ts';
import { writeTexts } from '../../../store/texts.ts';
import type { Improvement } from '../rules/improvement.ts';
import { type Incident, incidentKind } from '../rules/incident.ts';
import { reminderAt } from '../rules/task.ts';
import {
  giveImprovement,
  improvementsOf,
  insertImprovement,
  moveImprovement,
  settleImprovement,
} from '../store/improvements.ts';
import type { IncidentFile } from '../store/incidents.ts';
import { type Change, change, notThere } from './change.ts';
import { takerOf } from './checks.ts';
import { found, workers } from './found.ts';
import { seatTeam } from './response-tasks.ts';
import { tooEarly } from './review.ts';

const added = fields({
  what: {
    kind: 'text',
    label: 'What is done so that it does not happen again?',
    hint: 'Do not name a student.',
    multiline: true,
    max: 500,
  },
  who: { kind: 'person', label: 'Who does it?', hint: 'They see everything of it from then on.' },
  due: { kind: 'date', label: 'Until when?' },
});

export const addImprovement: FormHandler<typeof added> = {
  id: 'breach.action',
  access: 'everyone',
  async open(ask, { id }) {
    const file = await found(ask, id);
    if (!file) return { refused: notThere };
    const refusal = tooEarly(file);
    if (refusal !== undefined) return { refused: refusal };
    return {
      title: 'Do better',
      submit: 'Add it',
      intro: [
        { kind: 'text', text: 'They are reminded until it is done, also when the incident is closed.' },
      ],
      fields: added,
      values: { who: ask.actor.id },
    };
  },
  async submit(act, { id }, { what, who, due }) {
    const file = await found(act, id);
    if (!file) return { kind: 'refused', text: notThere };
    const wrong = { ...(await wrongOwner(act, file.incident, who)), ...wrongDay(act, file.policy, due) };
    if (Object.keys(wrong).length > 0) return { kind: 'invalid', errors: wrong };
    const dueAt = endOf(file.policy, due);
    return change(act, id, {
      by: workers,
      afterwards: true,
      refuse: tooEarly,
      what: 'action-added',
      facts: { to: who, due },
      async also({ incident, policy }) {
        const nextAt = firstReminder(policy, dueAt, act.now);
        const action = await insertImprovement(act.tx, incident.id, act.actor.id, {
          ...{ ownerId: who, dueAt, nextAt },
        });
        const about = { kind: incidentKind, id: incident.id };
        await writeTexts(act.tx, about, act.actor.id, { [`action:${action}`]: what });
        await hand(act, incident, action, who);
      },
      say: () => `Added, due ${sayDay(due)}.`,
    });
  },
};

function settleFields(open: boolean) {
  return fields({
    outcome: {
      kind: 'choice',
      label: 'What about it?',
      options: open
        ? [
            { value: 'done', label: 'It is done' },
            { value: 'given', label: 'Somebody else does it' },
            { value: 'moved', label: 'It needs another day' },
            { value: 'dropped', label: 'It is not done after all' },
          ]
        : [{ value: 'open', label: 'It is open again' }],
    },
    evidence: {
      kind: 'text',
      label: 'How can one see that it is done?',
      hint: 'Where it is written down, or what was checked. Do not name a student.',
      multiline: true,
      max: 1000,
      showIf: { field: 'outcome', is: ['done'] },
    },
    who: { kind: 'person', label: 'Who?', showIf: { field: 'outcome', is: ['given'] } },
    due: { kind: 'date', label: 'Until when?', showIf: { field: 'outcome', is: ['moved'] } },
    why: {
      kind: 'text',
      label: 'Why?',
      multiline: true,
      max: 1000,
      showIf: { field: 'outcome', is: ['moved', 'dropped', 'open'] },
    },
  });
}

export const settleAction: FormHandler<ReturnType<typeof settleFields>> = {
  id: 'breach.action-settle',
  access: 'everyone',
  async open(ask, subject) {
    const at = await foundAction(ask, subject);
    if (!at) return { refused: notThere };
    const { file, action } = at;
    const text = file.words[`action:${action.id}`]?.body;
    return {
      title: 'Do better',
      submit: 'Keep it',
      intro: ask.surface === 'web' && text ? [{ kind: 'quote', label: 'What is done', text }] : [],
      fields: settleFields(action.state === 'open'),
      values: {},
    };
  },
  async submit(act, subject, { outcome, evidence, who, due, why }): Promise<Outcome> {
    const at = await foundAction(act, subject);
    if (!at) return { kind: 'refused', text: notThere };
    const { file, action } = at;
    const { policy } = file;
    const open = action.state === 'open';
    const now = (wanted: Omit<Change, 'by'>) =>
      change(act, file.incident.id, {
        ...{ by: workers, afterwards: true },
        ...wanted,
        facts: { action: action.id, ...wanted.facts },
        refuse: () => (open === (outcome !== 'open') ? undefined : 'It stands like that already.'),
      });
    switch (outcome) {
      case 'given': {
        const wrong = await wrongOwner(act, file.incident, who ?? '');
        if (wrong || who === undefined) return { kind: 'invalid', errors: wrong ?? {} };
        return now({
          what: 'action-given',
          facts: { to: who },
          async also({ incident }) {
            await giveImprovement(act.tx, action.id, who);
            await hand(act, incident, action.id, who);
          },
          say: () => 'It is theirs now.',
        });
      }
      case 'moved': {
        const wrong = wrongDay(act, policy, due ?? '');
        if (wrong || due === undefined) return { kind: 'invalid', errors: wrong ?? {} };
        const dueAt = endOf(policy, due);
        return now({
          what: 'action-moved',
          facts: { was: policy.calendar.localDay(action.dueAt).toString(), due },
          words: why ?? '',
          also: () => moveImprovement(act.tx, action.id, dueAt, firstReminder(policy, dueAt, act.now)),
          say: () => `Due ${sayDay(due)} now.`,
        });
      }
      default: {
        const state = outcome === 'done' || outcome === 'dropped' ? outcome : 'open';
        return now({
          what: { done: 'action-done', dropped: 'action-dropped', open: 'action-reopened' }[state],
          words: state === 'done' ? { [`action-done:${action.id}`]: evidence ?? '' } : (why ?? ''),
          also: () => settleImprovement(act.tx, action.id, state, act.actor.id),
          say: () =>
            ({ done: 'Done. Thank you.', dropped: 'Kept, with your reason.', open: 'It is open again.' })[
              state
            ],
        });
      }
    }
  },
};

/** They see it, and hear of it unless they did it themselves. */
async function hand(act: Act, incident: Incident, action: string, who: string): Promise<void> {
  // No word that they are called to a team: what they are told is what they have to do.
  await seatTeam(act, incident, [{ personId: who }], 'breach.action-given');
  const seated = incident.parties.some(({ personId, until }) => personId === who && !until);
  const about = { kind: incidentKind, id: incident.id };
  if (seated && who !== act.actor.id)
    act.tx.notify({
      notice: 'breach.action-given',
      about,
      to: { personId: who },
      facts: { actions: [action] },
    });
}

interface FoundAction {
  readonly file: IncidentFile;
  readonly action: Improvement;
}

async function foundAction(ask: Ask, { id, action }: Payload): Promise<FoundAction | undefined> {
  const file = await found(ask, id);
  const all = file && (await improvementsOf(ask.reader, [file.incident.id])).get(file.incident.id);
  const one = all?.find((candidate) => candidate.id === action);
  return file && one && { file, action: one };
}

async function wrongOwner(
  act: Act,
  incident: Incident,
  who: string,
): Promise<{ readonly who: string } | undefined> {
  const taker = await takerOf(act, incident, who);
  return 'fault' in taker ? { who: taker.fault } : undefined;
}

function wrongDay({ now }: Act, { calendar }: Policy, day: string): { readonly due: string } | undefined {
  const ahead = day !== '' && Temporal.PlainDate.compare(day, calendar.localDay(now)) > 0;
  return ahead ? undefined : { due: 'Please give a day that is still to come.' };
}

function endOf({ calendar }: Policy, day: string): Temporal.Instant {
  return calendar.endOfDay(Temporal.PlainDate.from(day));
}

/** What of the ladder lies behind already is not caught up with: they are told today anyway. */
function firstReminder(
  { calendar, pack }: Policy,
  dueAt: Temporal.Instant,
  now: Temporal.Instant,
): Temporal.Instant | undefined {
  const ladder = pack.breaches.after.reminders;
  const stages = ladder.steps.map((_, stage) => reminderAt(calendar, ladder, dueAt, stage));
  return stages.find((at) => at !== undefined && Temporal.Instant.compare(at, now) > 0) ?? dueAt;
}
