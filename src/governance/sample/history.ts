/** What the sample's people owe and have signed, told in the order in which it happened, by the rooms' own rules. */
import { Temporal } from '../../kernel/clock.ts';
import type { Policy } from '../../policy/policy.ts';
import type { Agreement } from '../../policy/schema.ts';
import type { Tx } from '../../store/tx.ts';
import { firstDue } from '../agreements/rules/due.ts';
import { recordSignature } from '../agreements/store/record.ts';
import type { Balance } from '../duties/rules/balances.ts';
import { writeBalances } from '../duties/store/balances.ts';
import { meetObligation, openObligation } from '../people/store/obligations.ts';
import type { Sample, SamplePerson } from './shape.ts';

/** `tx` should not audit each row: the seeding as a whole is one entry. */
export async function writeHistory(
  tx: Tx,
  sample: Sample,
  policy: Policy,
  ids: ReadonlyMap<string, string>,
): Promise<void> {
  const agreement = policy.pack.agreements.nda;
  if (!agreement) return;
  for (const person of sample.people) {
    const id = ids.get(person.email);
    if (id) await writeOne(tx, { policy, agreement, person, id, keptAt: sample.paperFormsKeptAt });
  }
  const balances = sample.people.flatMap((person) => {
    const id = ids.get(person.email);
    return id && person.status !== 'left' ? doneBefore(policy, person, id) : [];
  });
  await writeBalances(tx, policy, balances, { personId: null, batch: sample.digest });
}

/**
 * Whoever signed had the Acceptable Use Policy before them the first time, and T1 says that the trainings were taken by
 * the last. Without it the whole district would be years late on the first morning.
 */
function doneBefore(policy: Policy, person: SamplePerson, personId: string): readonly Balance[] {
  const first = person.nda_signed.at(0);
  const trained = person.training.line === 'T1' ? person.nda_signed.at(-1) : person.training.completedOn;
  const days: Readonly<Record<string, Temporal.PlainDate | undefined>> = {
    aup: first,
    fundamentals: trained,
    targeted_training: person.roles.some((role) => targeted.has(role)) ? trained : undefined,
    researchers_training: person.roles.includes('data_analyst') ? trained : undefined,
  };
  return Object.entries(days).flatMap(([duty, day]) =>
    day && policy.pack.duties[duty]
      ? [
          {
            ...{ personId, duty, metOn: day.toString(), note: '' },
            ...{ personType: person.person_type, hireDate: person.hire_date.toString() },
          },
        ]
      : [],
  );
}

/** 003 §4.4.4 (4): Data Stewards and IT staff. */
const targeted = new Set(['data_steward', 'it_security_manager']);

interface Told {
  readonly policy: Policy;
  readonly agreement: Agreement;
  readonly person: SamplePerson;
  readonly id: string;
  readonly keptAt: string;
}

async function writeOne(tx: Tx, told: Told): Promise<void> {
  const { policy, agreement, person, id } = told;
  /** The same transaction, as of a moment of that day, and never later than the seeding. */
  const on = (day: Temporal.PlainDate, time: string): Tx => {
    const then = policy.calendar.at(day, time);
    return { ...tx, now: Temporal.Instant.compare(then, tx.now) < 0 ? then : tx.now };
  };
  if (beginsWithHiring(policy, person)) {
    const due = firstDue(policy, 'nda', agreement, person.hire_date.toString());
    await openObligation(on(person.hire_date, '08:00'), { personId: id, duty: 'nda', ...due });
  }
  for (const [index, day] of person.nda_signed.entries()) {
    const last = index === person.nda_signed.length - 1;
    await recordSignature(on(day, '12:00'), {
      policy,
      agreement: 'nda',
      person: { id, personType: person.person_type, hireDate: person.hire_date.toString() },
      how: {
        way: 'paper',
        signedOn: day.toString(),
        keptAt: told.keptAt,
        lines: [(last ? person.training.line : undefined) ?? 'T1'],
        recordedById: null,
      },
    });
  }
  const { completedOn } = person.training;
  if (completedOn) {
    await meetObligation(on(completedOn, '15:00'), {
      personId: id,
      duty: 'fundamentals',
      metBy: 'training-log',
    });
  }
}

/** The files hold the last two years; what long-standing people owed and signed before that is not told. */
function beginsWithHiring(policy: Policy, person: SamplePerson): boolean {
  const [first] = person.nda_signed;
  return !first || Temporal.PlainDate.compare(first, policy.calendar.addDays(person.hire_date, 1, 'y')) < 0;
}
