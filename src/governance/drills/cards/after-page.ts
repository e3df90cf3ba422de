/** The page of an exercise: what it was for, what happened, what was answered beside what is expected, and what was learned. */
import type { DocumentBlock } from '../../../chat/document.ts';
import { sayDay, sayMoment } from '../../../chat/say-when.ts';
import type { Temporal } from '../../../kernel/clock.ts';
import { minutesBetween } from '../rules/answers.ts';
import { knownFacts, owedNow } from '../rules/clocks.ts';
import { clockOf, paces } from '../rules/drill.ts';
import { type Judged, judge, type Verdict } from '../rules/judge.ts';
import { partName, type Question } from '../rules/scenario.ts';
import type { DrillFile, DrillNote } from '../store/drills.ts';
import { clockSheet, sayStanding } from './clocks.ts';
import { injectItem } from './drill-card.ts';
import { sayEvent } from './events.ts';
import { sayExerciseTime } from './words.ts';

export interface PageView {
  readonly file: DrillFile;
  readonly now: Temporal.Instant;
  /** Whose desk it is now, for a question that nobody answered. */
  readonly desk: string | undefined;
}

export const verdicts: Readonly<Record<Verdict, string>> = {
  'as-expected': 'As expected',
  partly: 'Partly as expected',
  otherwise: 'Something else was expected',
  'to-talk-over': 'To talk over together',
};

export function pageBlocks(view: PageView): readonly DocumentBlock[] {
  const { file, now } = view;
  const { drill, scenario, policy } = file;
  const ended = drill.endedAt;
  return [
    {
      kind: 'note',
      tone: 'warning',
      text: `This ${ended ? 'was' : 'is'} an exercise, and everything in it is invented. It stands in no register of incidents and in no yearly figure.`,
    },
    {
      kind: 'text',
      text: `${scenario.scenario.about} Begun ${sayMoment(drill.startedAt, policy.calendar.zone)}${ended ? `, ended ${sayMoment(ended, policy.calendar.zone)}` : ', still under way'}; led by ${nameIn(file, drill.facilitatorId)}. ${paces[drill.pace].says}. Nobody is graded: the page shows what the plan and the law expect, so that it comes easier in earnest.`,
    },
    { kind: 'heading', text: 'What it was for' },
    { kind: 'list', items: scenario.objectives.map(({ says, src }) => ({ title: says, detail: src })) },
    {
      kind: 'table',
      caption: 'Who played',
      columns: ['Part', 'Who', 'Training credit'],
      rows: inOrder(file).map(({ part, personId, creditedAt }) => [
        partName(scenario, part),
        nameIn(file, personId),
        creditedAt ? 'yes' : ended ? 'no' : 'not yet',
      ]),
    },
    { kind: 'heading', text: 'What people were told' },
    {
      kind: 'list',
      items: scenario.injects.filter(({ id }) => drill.came.has(id)).map((one) => injectItem(file, one)),
    },
    ...questionBlocks(view),
    ...clockBlocks(file, now),
    ...learned(file),
    {
      kind: 'table',
      caption: 'What happened, in its order',
      columns: ['In the exercise', 'Really', 'Who', 'What'],
      rows: timeline(file),
    },
  ];
}

export function nameIn({ people }: DrillFile, id: string | undefined): string {
  return id === undefined ? 'by itself' : (people.get(id)?.name ?? 'somebody no longer on the roster');
}

export function timeline(file: DrillFile): readonly (readonly string[])[] {
  const zone = file.policy.calendar.zone;
  return file.events.map((event) => [
    sayExerciseTime(event.clockAt, zone),
    sayMoment(event.at, zone),
    nameIn(file, event.byId),
    sayEvent(file, event),
  ]);
}

export interface AnswerLine {
  readonly question: Question;
  readonly judged: Judged;
  /** Nothing where nobody answered. */
  readonly answered: { readonly by: string; readonly words: string; readonly after: string } | undefined;
}

/** Every question that was asked, in its order. */
export function answerLines({ file, now, desk }: PageView): readonly AnswerLine[] {
  const { drill, scenario, policy, answers, words } = file;
  const zone = policy.calendar.zone;
  return scenario.injects.flatMap(({ id, asks }) => {
    const came = drill.came.get(id);
    if (!came) return [];
    return asks.map((question): AnswerLine => {
      const answer = answers.get(question.id);
      const facts = knownFacts(scenario, drill.came, answer?.clockAt ?? clockOf(drill, now));
      const judged = judge(question, answer?.value, {
        ...{ policy, desk, beginsAt: drill.beginsAt, owed: owedNow(policy, facts) },
        sayMoment: (at) => sayExerciseTime(at, zone),
      });
      if (!answer) return { question, judged, answered: undefined };
      const within = minutesBetween(came.clockAt, answer.clockAt);
      const real = minutesBetween(came.at, answer.at);
      return {
        question,
        judged,
        answered: {
          by: nameIn(file, answer.byId),
          words: words[`answer:${answer.id}`]?.body ?? '',
          // The next event may be called at once, so that hours of the exercise go by in a breath.
          after: drill.pace === 'real' ? `${real} min` : `${real} min (${within} in the exercise)`,
        },
      };
    });
  });
}

/** As one line: each may be a sentence of its own. */
export function listed(items: readonly string[]): string {
  return items.map((one) => one.replace(/\.$/, '')).join('; ');
}

/** What was chosen, and what was typed beside it. */
export function sayGiven({ given }: Judged, words: string): string {
  return [listed(given), ...(words === '' ? [] : [`“${words}”`])].filter((one) => one !== '').join(' ');
}

/** As the scenario lists its parts. */
function inOrder({ drill, scenario }: DrillFile): DrillFile['drill']['players'] {
  const at = new Map(scenario.parts.map(({ id }, index) => [id, index]));
  return drill.players.toSorted((a, b) => (at.get(a.part) ?? 0) - (at.get(b.part) ?? 0));
}

function questionBlocks(view: PageView): readonly DocumentBlock[] {
  const lines = answerLines(view);
  if (lines.length === 0) return [];
  const { scenario } = view.file;
  return [
    {
      kind: 'table',
      caption: 'What was asked, what is expected, and what was answered',
      columns: ['Question', 'Expected', 'Answered', 'By whom, and after how long', 'How they meet'],
      rows: lines.map(({ question, judged, answered }) => [
        `${question.asks} (${partName(scenario, question.to)})`,
        listed(judged.expected),
        answered ? sayGiven(judged, answered.words) : 'not answered',
        answered ? `${answered.by}, after ${answered.after}` : '',
        answered ? verdicts[judged.verdict] : 'To talk over together',
      ]),
      lines: lines.map(({ judged, answered }) =>
        answered && judged.verdict === 'as-expected' ? { tone: 'good' } : { tone: 'neutral' },
      ),
    },
    { kind: 'heading', text: 'Why that is expected' },
    {
      kind: 'list',
      items: lines.map(({ question, judged }) => ({ title: question.asks, detail: judged.why.join(' ') })),
    },
  ];
}

function clockBlocks(file: DrillFile, now: Temporal.Instant): readonly DocumentBlock[] {
  const { clocks, decided } = clockSheet(file, now);
  const zone = file.policy.calendar.zone;
  if (!decided?.discoveredAt || clocks.length === 0) return [];
  return [
    {
      kind: 'table',
      caption: `Who would have to be told, counted from ${sayExerciseTime(decided.discoveredAt, zone)}`,
      columns: ['Who is told', 'How it stood', 'In their words', 'By which law'],
      rows: clocks.map((one) => [
        one.law.clock.name,
        sayStanding(one, file, now),
        file.words[`told:${one.key}`]?.body ?? '',
        `${one.law.lawName}, version ${one.law.version}: ${one.law.clock.src}`,
      ]),
    },
  ];
}

function learned(file: DrillFile): readonly DocumentBlock[] {
  const { notes, words } = file;
  const says = ({ id }: DrillNote) => words[`note:${id}`]?.body ?? '[blanked]';
  const well = notes.filter(({ kind }) => kind === 'well');
  const better = notes.filter(({ kind }) => kind === 'better');
  return [
    { kind: 'heading', text: 'What went well' },
    well.length === 0
      ? { kind: 'text', text: 'Nothing was written down yet.' }
      : { kind: 'list', items: well.map((note) => ({ title: says(note).replace(/\s*\n\s*/g, ' ') })) },
    better.length === 0
      ? { kind: 'text', text: 'What is to be better next time: nothing was written down yet.' }
      : {
          kind: 'table',
          caption: 'What is to be better next time',
          columns: ['What', 'Who sees to it', 'Until', 'How it stands'],
          rows: better.map((note) => [
            says(note),
            note.ownerId === undefined ? 'nobody yet' : nameIn(file, note.ownerId),
            note.dueOn === undefined ? '' : sayDay(note.dueOn),
            note.settledAt ? 'done' : 'to do',
          ]),
        },
  ];
}
