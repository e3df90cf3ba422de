/** My trainings: what I took, until when it counts, what waits for a yes, and the ways to add one. */
import type { Action, Block, Card, ListItem } from '../../../chat/card.ts';
import { sayDay } from '../../../chat/say-when.ts';
import type { Training } from '../../../policy/schema-training.ts';
import type { CompletionState } from '../rules/completion.ts';
import type { Completion } from '../store/completions.ts';

export interface MineView {
  readonly training: Training;
  readonly completions: readonly Completion[];
  /** What Human Resources recorded from paper: it counts, and has no certificate here. */
  readonly fromPaper: readonly { readonly course: string; readonly doneOn: string }[];
  /** Until when a completion counts, YYYY-MM-DD; nothing where the pack sets no time. */
  readonly countsUntil: (completion: Completion) => string | undefined;
  /** YYYY-MM-DD. */
  readonly today: string;
  /** How many of others wait for this person's yes. */
  readonly waiting: number;
  readonly holdsSessions: boolean;
  readonly keepsRegister: boolean;
}

/** The page has all. */
const mostShown = 10;

const stateWords: Record<CompletionState, string> = {
  waits: 'waits for confirmation',
  confirmed: 'completed',
  refused: 'not confirmed',
  'taken-back': 'taken back',
};

export function mineCard(view: MineView): Card {
  const { completions } = view;
  return {
    audience: 'person',
    title: 'Your trainings',
    blocks: [
      completions.length === 0
        ? { kind: 'text', text: 'No training of yours was logged here yet.' }
        : { kind: 'list', items: completions.slice(0, mostShown).map((one) => item(view, one)) },
      ...(completions.length > mostShown
        ? [{ kind: 'text', text: `And ${completions.length - mostShown} earlier ones.` } as const]
        : []),
      ...paperBlocks(view),
      ...waitingBlocks(view.waiting),
    ],
    actions: actionsOf(view),
  };
}

function item(view: MineView, completion: Completion): ListItem {
  const until = completion.state === 'confirmed' ? view.countsUntil(completion) : undefined;
  const past = until !== undefined && until < view.today;
  const counts = until ? `, ${past ? 'counted' : 'counts'} until ${sayDay(until)}` : '';
  return {
    title: courseName(view.training, completion.course),
    detail: `${sayDay(completion.completedOn)}, ${stateWords[completion.state]}${counts}`,
    tone: completion.state === 'refused' ? 'warning' : past ? 'neutral' : 'good',
    action: {
      kind: 'run',
      id: 'training.show',
      label: 'Show',
      payload: { completion: completion.id },
    },
  };
}

function paperBlocks({ training, fromPaper }: MineView): Block[] {
  if (fromPaper.length === 0) return [];
  return [
    { kind: 'heading', text: 'Recorded from paper' },
    {
      kind: 'list',
      items: fromPaper.map(({ course, doneOn }) => ({
        title: courseName(training, course),
        detail: `${sayDay(doneOn)}, recorded by Human Resources`,
        tone: 'good',
      })),
    },
  ];
}

function waitingBlocks(count: number): Block[] {
  if (count === 0) return [];
  const what = count === 1 ? '1 training waits' : `${count} trainings wait`;
  return [{ kind: 'note', tone: 'info', text: `${what} for your yes: type /training waiting.` }];
}

function actionsOf(view: MineView): Action[] {
  return [
    { kind: 'open-form', form: 'training.log', label: 'Log a training', subject: {}, style: 'primary' },
    ...(view.holdsSessions
      ? [{ kind: 'open-form', form: 'training.session', label: 'Hold a session', subject: {} } as const]
      : []),
    ...(view.keepsRegister
      ? [{ kind: 'link', label: 'Open the register', path: '/documents/training.register' } as const]
      : []),
  ];
}

/** A course that the plan no longer lists is called by its id. */
export function courseName(training: Training, course: string): string {
  return training.courses[course]?.name ?? course;
}
