/** Many forms that were signed on paper before there was Safekeep: opening balances. What is due next follows in the sweep. */
import type { Person } from '../../../app/person.ts';
import { toIso } from '../../../kernel/clock.ts';
import { newId } from '../../../kernel/ids.ts';
import type { Policy } from '../../../policy/policy.ts';
import type { Tx } from '../../../store/tx.ts';
import { variantFor } from '../rules/variant.ts';
import { signatureRow } from './signature-row.ts';

export interface PaperForm {
  readonly personId: string;
  readonly personType: Person['personType'];
  readonly hireDate: string;
  /** YYYY-MM-DD. */
  readonly signedOn: string;
  readonly keptAt: string;
}

const rowsAStatement = 1000;

/**
 * Throws when the plan has no such agreement, or none for somebody of these; ask first. Which of alternative lines a
 * form bears is on the form. An open date is met where no newer signature is on file. Returns how many were.
 */
export async function recordPaperForms(
  tx: Tx,
  policy: Policy,
  id: string,
  forms: readonly PaperForm[],
  by: { readonly personId: string | null; readonly batch: string },
): Promise<number> {
  const agreement = policy.pack.agreements[id];
  if (!agreement) throw new Error('this plan has no such agreement');
  let met = 0;
  for (let at = 0; at < forms.length; at += rowsAStatement) {
    const rows = forms.slice(at, at + rowsAStatement).map((form) => {
      const variant = variantFor(agreement, form.personType);
      if (!variant) throw new Error('this plan has no such agreement for this person');
      const person = { id: form.personId, personType: form.personType, hireDate: form.hireDate };
      const how = {
        ...{ way: 'paper' as const, signedOn: form.signedOn, keptAt: form.keptAt, lines: [] },
        recordedById: by.personId,
      };
      const toRecord = { policy, agreement: id, person, how };
      return signatureRow(tx.now, toRecord, agreement, variant).row;
    });
    await tx.db.signature.createMany({ data: rows });
    const ids = rows.map((row) => row.id);
    await tx.db.$executeRaw`
      INSERT INTO duty_done (id, person_id, duty, done_on, done_at, way, ref, recorded_by_id, batch)
      SELECT n.id, s.person_id, ${id}, s.paper_date, ${toIso(tx.now)}::timestamptz, 'paper', 'signature:' || s.id,
             ${by.personId}, ${by.batch}
        FROM unnest(${ids.map(() => newId())}::text[], ${ids}::text[]) AS n (id, signature_id)
        JOIN signature s ON s.id = n.signature_id`;
    met += await tx.db.$executeRaw`
      UPDATE obligation o SET met_at = ${toIso(tx.now)}::timestamptz, met_by = 'signature:' || met.by, next_on = NULL
        FROM (SELECT open.id, s.id AS by
                FROM signature s
               CROSS JOIN LATERAL (SELECT x.id FROM obligation x
                                    WHERE x.person_id = s.person_id AND x.duty = ${id}
                                      AND x.met_at IS NULL AND x.replaced_at IS NULL OFFSET 0 FOR UPDATE) open
               WHERE s.id = ANY (${ids}::text[])
                 AND NOT EXISTS (SELECT FROM signature newer WHERE newer.person_id = s.person_id
                                    AND newer.agreement = ${id} AND newer.signed_at > s.signed_at)) met
       WHERE o.id = met.id`;
  }
  return met;
}
