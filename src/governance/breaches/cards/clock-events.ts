/** Lines of the timeline about legal clocks and holds. */
import { sayMoment } from '../../../chat/say-when.ts';
import { Temporal } from '../../../kernel/clock.ts';
import type { Policy } from '../../../policy/policy.ts';
import type { Facts } from '../../../store/tx.ts';
import { clockLaws } from '../rules/clocks.ts';

/** Nothing for a word that is not about clocks. */
export function sayClockEvent(policy: Policy, what: string, facts: Facts): string | undefined {
  const at = (key: string) =>
    typeof facts[key] === 'string' ? moment(policy, facts[key]) : 'a time not kept';
  switch (what) {
    case 'clocks-run': {
      const passed = clockNames(policy, facts.passed);
      const begins = `Legal clocks run from ${at('from')}`;
      return passed === '' ? begins : `${begins}; past already: ${passed}`;
    }
    case 'clocks-late': {
      const passed = clockNames(policy, facts.passed);
      const began = `Owed only now, by what became known: ${clockNames(policy, facts.clocks)}`;
      return passed === '' ? began : `${began}; past already: ${passed}`;
    }
    case 'clocks-passed':
      return `A legal time passed, and nobody had recorded it as met: ${clockNames(policy, facts.clocks)}`;
    case 'clock-met':
      return `Told: ${clockNames(policy, [facts.clock ?? ''])}, on ${at('at')}${facts.late === true ? ', late' : ''}`;
    case 'clock-reopened':
      return `Recorded as told by mistake, and taken back: ${clockNames(policy, [facts.clock ?? ''])}`;
    case 'hold-began':
      return `Law enforcement asks to wait, from ${at('from')}${facts.until === undefined ? '' : ` until ${at('until')}`}`;
    case 'hold-ended':
      return `Law enforcement no longer asks to wait, since ${at('at')}`;
    default:
      return undefined;
  }
}

/** Of "utah-2026/state_board": who is told by it. */
export function clockNames(policy: Policy, keys: unknown): string {
  const laws = new Map(clockLaws(policy).map(({ law, clock }) => [`${law}/${clock.id}`, clock.name]));
  return (Array.isArray(keys) ? keys : []).map((key) => laws.get(String(key)) ?? String(key)).join(', ');
}

function moment(policy: Policy, iso: string): string {
  return sayMoment(Temporal.Instant.from(iso), policy.calendar.zone);
}
