-- AlterTable
ALTER TABLE "outbox" ADD COLUMN     "coarse" BOOLEAN NOT NULL DEFAULT false;

-- As before, and: a notice is written with what was said of its times, and nobody is nudged by a row that was dropped.
CREATE OR REPLACE FUNCTION "transact_finish"("notices" jsonb, "moved" jsonb, "lines" text[]) RETURNS void
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF jsonb_array_length(moved) > 0 THEN
    PERFORM pg_notify('safekeep_outbox', told.person_id)
      FROM (
        SELECT DISTINCT o.person_id
          FROM outbox o
          JOIN jsonb_to_recordset(moved) AS m (kind text, id text) ON o.case_kind = m.kind AND o.case_id = m.id
         WHERE o.person_id IS NOT NULL AND o.state <> 'dropped'
      ) AS told;
    -- Rows still to be sent, or marked already, are locked too: a worker passes over them until this commits, so
    -- that no card drawn from the state before can be the last. In one order, so that movers queue, not deadlock.
    WITH drawn AS (
      SELECT o.id
        FROM outbox o
        JOIN jsonb_to_recordset(moved) AS m (kind text, id text) ON o.case_kind = m.kind AND o.case_id = m.id
       WHERE o.state IN ('waiting', 'sending') OR (o.state = 'sent' AND o.address IS NOT NULL)
       ORDER BY o.id
         FOR UPDATE OF o
    )
    UPDATE outbox SET stale = true FROM drawn WHERE outbox.id = drawn.id;
  END IF;
  IF jsonb_array_length(notices) > 0 THEN
    INSERT INTO outbox (id, notice, case_kind, case_id, person_id, outsider_id, facts, state, made_at,
                        not_before, attempts, repeats, stale, coarse)
    SELECT n.id, n.notice, n.case_kind, n.case_id, n.person_id, n.outsider_id, n.facts, 'waiting', n.made_at,
           n.not_before, 0, 0, false, coalesce(n.coarse, false)
      FROM jsonb_to_recordset(notices) AS n (
             id text, notice text, case_kind text, case_id text, person_id text, outsider_id text, facts jsonb,
             made_at timestamptz, not_before timestamptz, coarse boolean);
  END IF;
  PERFORM audit_append(lines);
END
$$;
