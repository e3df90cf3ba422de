/** Closing an incident while a law wants somebody told: of each clock a line that says when and by what, or why it is not owed. */
import type { Act } from '../../../app/context.ts';
import type { Fields, RawValues } from '../../../chat/form.ts';
import { toIso } from '../../../kernel/clock.ts';
import { lateness } from '../cards/say-clock.ts';
import { type Clock, type Met, writeMet } from '../store/clocks.ts';
import type { IncidentFile } from '../store/incidents.ts';
import { writeEvent } from '../store/timeline.ts';
import { momentOf } from './found.ts';
import { toldTooSoon } from './told-when.ts';

/** `named`: what chat may not be shown goes by its number. */
export function clockFields(clocks: readonly Clock[], named: boolean): Fields {
  return Object.fromEntries(
    clocks.flatMap((clock, index): [string, Fields[string]][] => {
      const who = named ? clock.law.clock.name : `Whom a law names (${index + 1})`;
      const { how, when, why } = namesOf(clock);
      return [
        [
          how,
          {
            kind: 'choice',
            section: who,
            label: `${who}: were they told?`,
            options: [
              { value: 'told', label: 'They were told' },
              { value: 'not_owed', label: 'They do not have to be told' },
            ],
          },
        ],
        [when, { kind: 'moment', label: 'When were they told?', showIf: { field: how, is: ['told'] } }],
        [
          why,
          {
            kind: 'text',
            label: 'What shows it, or why do they not have to be told?',
            hint: 'Do not name a student.',
            multiline: true,
            max: 600,
          },
        ],
      ];
    }),
  );
}

interface Answers {
  readonly told: readonly { readonly clock: Clock; readonly met: Met; readonly evidence: string }[];
  readonly notOwed: readonly { readonly clock: Clock; readonly why: string }[];
  readonly errors: Readonly<Record<string, string>>;
}

export function clockAnswers(
  act: Act,
  { policy }: Pick<IncidentFile, 'policy'>,
  clocks: readonly Clock[],
  values: RawValues,
): Answers {
  const errors: Record<string, string> = {};
  const told: Answers['told'][number][] = [];
  const notOwed: Answers['notOwed'][number][] = [];
  for (const clock of clocks) {
    const { how, when, why } = namesOf(clock);
    const text = String(values[why] ?? '');
    const moment = values[when];
    if (values[how] !== 'told' || typeof moment !== 'string') {
      notOwed.push({ clock, why: text });
      continue;
    }
    const at = momentOf(moment, policy);
    const wrong = toldTooSoon(policy, clock, at, act.now);
    if (wrong !== undefined) errors[when] = wrong;
    told.push({ clock, met: { at, byId: act.actor.id, recordedAt: act.now }, evidence: text });
  }
  return { told, notOwed, errors };
}

/** Each as if it had been said at its clock. */
export async function keepTold(act: Act, incidentId: string, told: Answers['told']): Promise<void> {
  for (const { clock, met, evidence } of told) {
    await writeMet(act.tx, clock.id, met);
    await writeEvent(act.tx, incidentId, {
      what: 'clock-met',
      byId: act.actor.id,
      facts: {
        clock: `${clock.law.law}/${clock.law.clock.id}`,
        ...{ at: toIso(met.at), late: lateness({ met, dueAt: clock.dueAt }) !== '' },
      },
      words: { [`met:${clock.id}`]: evidence },
    });
  }
}

function namesOf({ law }: Clock) {
  const key = `${law.law}_${law.clock.id}`;
  return { how: `how_${key}`, when: `when_${key}`, why: `why_${key}` };
}
