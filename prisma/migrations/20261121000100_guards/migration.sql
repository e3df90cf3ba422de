-- What schema.prisma can't say: who may do what to a row, written by hand.

-- ---------------------------------------------------------------- states

ALTER TABLE "person"
  ADD CONSTRAINT "person_type_known"
    CHECK ("person_type" IN ('employee', 'board', 'contractor', 'volunteer', 'temp')),
  ADD CONSTRAINT "person_status_known" CHECK ("status" IN ('active', 'leave', 'left')),
  ADD CONSTRAINT "person_email_lower" CHECK ("email" = lower("email"));

ALTER TABLE "account"
  ADD CONSTRAINT "account_surface_known" CHECK ("surface" IN ('slack', 'teams')),
  ADD CONSTRAINT "account_state_known" CHECK ("state" IN ('linked', 'held', 'detached'));

ALTER TABLE "session"
  ADD CONSTRAINT "session_started_by_known" CHECK ("started_by" IN ('sign-in-link', 'picked'));

ALTER TABLE "signature"
  ADD CONSTRAINT "signature_way_known" CHECK ("way" IN ('signed', 'paper')),
  ADD CONSTRAINT "signature_surface_known" CHECK ("surface" IN ('slack', 'teams', 'web'));

ALTER TABLE "data_request"
  ADD CONSTRAINT "data_request_came_in_by_known"
    CHECK ("came_in_by" IN ('chat', 'email', 'phone', 'in_person', 'letter')),
  ADD CONSTRAINT "data_request_state_known"
    CHECK ("state" IN ('open', 'closed', 'declined', 'withdrawn', 'public')),
  ADD CONSTRAINT "data_request_one_requester" CHECK (num_nonnulls("requester_id", "outsider_id") = 1);

ALTER TABLE "case_text"
  ADD CONSTRAINT "case_text_empty_once_blanked" CHECK (("body" IS NULL) = ("blanked_at" IS NOT NULL)),
  ADD CONSTRAINT "case_text_salt_goes_too" CHECK (("salt" IS NULL) = ("blanked_at" IS NOT NULL));

ALTER TABLE "outbox"
  ADD CONSTRAINT "outbox_state_known"
    CHECK ("state" IN ('waiting', 'sending', 'sent', 'dropped', 'undeliverable')),
  ADD CONSTRAINT "outbox_surface_known" CHECK ("surface" IN ('slack', 'teams', 'web', 'email')),
  ADD CONSTRAINT "outbox_one_recipient" CHECK (num_nonnulls("person_id", "outsider_id") = 1);

-- A request stands at one step of its workflow at a time.
CREATE UNIQUE INDEX "request_step_one_open" ON "request_step" ("request_id") WHERE "ended_at" IS NULL;

-- DR-1001, DR-1002, …
CREATE SEQUENCE "data_request_number" AS integer START WITH 1001;

-- ---------------------------------------------------------------- the audit trail

INSERT INTO "audit_head" ("id", "seq", "hash") VALUES (1, 0, repeat('0', 64));

-- Locks the one head row, so it must be a transaction's last statement: locks taken after it can deadlock.
-- hash = sha256(hash before ‖ seq ‖ line); the first hash before is 64 zeros.
CREATE FUNCTION "audit_append"("lines" text[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  head_seq bigint;
  head_hash text;
  entry text;
BEGIN
  IF cardinality(lines) = 0 THEN
    RETURN;
  END IF;
  SELECT seq, hash INTO STRICT head_seq, head_hash FROM audit_head WHERE id = 1 FOR UPDATE;
  FOREACH entry IN ARRAY lines LOOP
    head_seq := head_seq + 1;
    head_hash := encode(sha256(convert_to(head_hash || head_seq || entry, 'UTF8')), 'hex');
    INSERT INTO audit_entry (seq, line, hash) VALUES (head_seq, entry, head_hash);
  END LOOP;
  UPDATE audit_head SET seq = head_seq, hash = head_hash WHERE id = 1;
END
$$;

CREATE FUNCTION "refuse_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% on % is refused: its rows are never changed or removed', TG_OP, TG_TABLE_NAME
    USING ERRCODE = 'restrict_violation';
END
$$;

CREATE TRIGGER "audit_entry_stays" BEFORE UPDATE OR DELETE OR TRUNCATE ON "audit_entry"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();

CREATE TRIGGER "audit_head_stays" BEFORE DELETE OR TRUNCATE ON "audit_head"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();

CREATE FUNCTION "audit_head_only_grows"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.seq <= OLD.seq THEN
    RAISE EXCEPTION 'the audit trail can only grow' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END
$$;

CREATE TRIGGER "audit_head_grows" BEFORE UPDATE ON "audit_head"
  FOR EACH ROW EXECUTE FUNCTION "audit_head_only_grows"();

-- A signed agreement is evidence (R041): a new signing is a new row.
CREATE TRIGGER "signature_stays" BEFORE UPDATE OR TRUNCATE ON "signature"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();

-- ---------------------------------------------------------------- telling

-- Wakes delivery and open pages after the commit; the payload is a person's id, or nothing for people outside.
CREATE FUNCTION "outbox_tell"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('safekeep_outbox', told.person_id)
    FROM (SELECT DISTINCT coalesce(person_id, '') AS person_id FROM fresh) AS told;
  RETURN NULL;
END
$$;

CREATE TRIGGER "outbox_tells" AFTER INSERT ON "outbox" REFERENCING NEW TABLE AS fresh
  FOR EACH STATEMENT EXECUTE FUNCTION "outbox_tell"();

-- Delivered cards to be drawn anew, and those that a worker has in hand.
CREATE INDEX "outbox_stale" ON "outbox" ("id") WHERE "state" = 'sent' AND ("stale" OR "leased_until" IS NOT NULL);

-- Ends every transaction in one round trip and in one order (outbox first, audit head last: no deadlock).
-- notices: outbox rows; moved: [{kind, id}], the cases whose cards are now out of date.
CREATE FUNCTION "transact_finish"("notices" jsonb, "moved" jsonb, "lines" text[]) RETURNS void
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF jsonb_array_length(moved) > 0 THEN
    PERFORM pg_notify('safekeep_outbox', told.person_id)
      FROM (
        SELECT DISTINCT o.person_id
          FROM outbox o
          JOIN jsonb_to_recordset(moved) AS m (kind text, id text) ON o.case_kind = m.kind AND o.case_id = m.id
         WHERE o.person_id IS NOT NULL
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
                        not_before, attempts, repeats, stale)
    SELECT n.id, n.notice, n.case_kind, n.case_id, n.person_id, n.outsider_id, n.facts, 'waiting', n.made_at,
           n.not_before, 0, 0, false
      FROM jsonb_to_recordset(notices) AS n (
             id text, notice text, case_kind text, case_id text, person_id text, outsider_id text, facts jsonb,
             made_at timestamptz, not_before timestamptz);
  END IF;
  PERFORM audit_append(lines);
END
$$;
