/** What happened in an exercise, a sentence for each event. */
import type { Facts } from '../../../store/tx.ts';
import { clockLaws } from '../../breaches/rules/clocks.ts';
import { keyOf } from '../rules/clocks.ts';
import { type Pace, paces } from '../rules/drill.ts';
import { questionsOf } from '../rules/scenario.ts';
import type { DrillEvent, DrillFile } from '../store/drills.ts';

export function sayEvent({ scenario, policy, words }: DrillFile, { what, facts }: DrillEvent): string {
  switch (what) {
    case 'began':
      return `It began. ${paces[String(facts.pace) as Pace]?.says ?? ''}.`;
    case 'came':
      return named(facts, 'injects')
        .map((id) => scenario.injects.find((one) => one.id === id)?.title ?? id)
        .join('; ');
    case 'halted':
      return 'Its clock was halted.';
    case 'went-on':
      return 'Its clock went on.';
    case 'answered': {
      const question = questionsOf(scenario).find(({ id }) => id === facts.question);
      return `Answered: ${question?.asks ?? String(facts.question)}`;
    }
    case 'told': {
      const law = clockLaws(policy).find((one) => keyOf(one) === facts.clock);
      return `Told in the exercise: ${law?.clock.name ?? String(facts.clock)}`;
    }
    case 'noted':
      return `${facts.kind === 'well' ? 'Went well' : 'To be better'}: ${words[`note:${String(facts.note)}`]?.body ?? '[blanked]'}`;
    case 'settled':
      return 'Something to be better is done.';
    case 'ended':
      return 'It ended.';
    case 'credited':
      return `Training credit was given to ${named(facts, 'people').length}.`;
    default:
      return what;
  }
}

function named(facts: Facts, key: string): readonly string[] {
  const value = facts[key];
  return Array.isArray(value) ? value.map(String) : [];
}
