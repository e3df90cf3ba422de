-- AlterTable
ALTER TABLE "obligation" ADD COLUMN     "basis" TEXT,
ADD COLUMN     "counts_from" DATE,
ADD COLUMN     "next_on" DATE,
ADD COLUMN     "reminded_on" DATE,
ADD COLUMN     "reminders" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "replaced_for" TEXT,
ADD COLUMN     "snoozed_until" DATE,
ADD COLUMN     "snoozes" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "stage" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "told_on" DATE;

-- CreateTable
CREATE TABLE "obligation_shown" (
    "obligation_id" TEXT NOT NULL,
    "shown_to" TEXT NOT NULL,
    "shown_on" DATE NOT NULL,

    CONSTRAINT "obligation_shown_pkey" PRIMARY KEY ("obligation_id","shown_to")
);

-- CreateTable
CREATE TABLE "duty_done" (
    "id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "duty" TEXT NOT NULL,
    "done_on" DATE,
    "done_at" TIMESTAMPTZ(3) NOT NULL,
    "way" TEXT NOT NULL,
    "ref" TEXT NOT NULL,
    "version" INTEGER,
    "surface" TEXT,
    "policy" TEXT,
    "typed_name" TEXT,
    "recorded_by_id" TEXT,
    "batch" TEXT,
    "past" BOOLEAN NOT NULL DEFAULT false,
    "taken_back_at" TIMESTAMPTZ(3),

    CONSTRAINT "duty_done_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "duty_naming" (
    "id" TEXT NOT NULL,
    "duty" TEXT NOT NULL,
    "person_id" TEXT,
    "group_name" TEXT,
    "named_on" DATE NOT NULL,
    "named_by_id" TEXT NOT NULL,
    "ended_on" DATE,
    "ended_by_id" TEXT,

    CONSTRAINT "duty_naming_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "duty_exemption" (
    "id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "duty" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "from_on" DATE NOT NULL,
    "until_on" DATE,
    "granted_by_id" TEXT NOT NULL,
    "ended_by_id" TEXT,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "duty_exemption_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "duty_person" (
    "person_id" TEXT NOT NULL,
    "person_type" TEXT NOT NULL,
    "was_type" TEXT,
    "type_since" DATE,
    "status" TEXT NOT NULL,
    "leave_from" DATE,
    "back_on" DATE,
    "nudged_on" DATE,

    CONSTRAINT "duty_person_pkey" PRIMARY KEY ("person_id")
);

-- CreateTable
CREATE TABLE "duty_look" (
    "person_id" TEXT NOT NULL,
    "look_on" DATE NOT NULL,

    CONSTRAINT "duty_look_pkey" PRIMARY KEY ("person_id","look_on")
);

-- CreateIndex
CREATE INDEX "obligation_shown_shown_to_idx" ON "obligation_shown"("shown_to");

-- CreateIndex
CREATE UNIQUE INDEX "duty_done_person_id_duty_ref_done_on_key" ON "duty_done"("person_id", "duty", "ref", "done_on");

-- CreateIndex
CREATE INDEX "duty_naming_person_id_idx" ON "duty_naming"("person_id");

-- CreateIndex
CREATE INDEX "duty_exemption_person_id_idx" ON "duty_exemption"("person_id");

-- CreateIndex
CREATE INDEX "duty_look_look_on_idx" ON "duty_look"("look_on");

-- AddForeignKey
ALTER TABLE "obligation_shown" ADD CONSTRAINT "obligation_shown_obligation_id_fkey" FOREIGN KEY ("obligation_id") REFERENCES "obligation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "duty_done" ADD CONSTRAINT "duty_done_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "duty_naming" ADD CONSTRAINT "duty_naming_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "duty_exemption" ADD CONSTRAINT "duty_exemption_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "duty_person" ADD CONSTRAINT "duty_person_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- ---------------------------------------------------------------- written by hand

ALTER TABLE "obligation"
  ADD CONSTRAINT "obligation_replaced_for_known"
    CHECK ("replaced_for" IN ('facts', 'not-owed', 'exempt', 'left'));

ALTER TABLE "duty_done"
  ADD CONSTRAINT "duty_done_way_known" CHECK ("way" IN ('here', 'paper'));

ALTER TABLE "duty_naming"
  ADD CONSTRAINT "duty_naming_person_or_group" CHECK (num_nonnulls("person_id", "group_name") = 1);

-- Whatever opens a duty twice at once: one of them waits, then finds it open.
CREATE UNIQUE INDEX "obligation_one_open" ON "obligation" ("person_id", "duty")
  WHERE "met_at" IS NULL AND "replaced_at" IS NULL;

-- What the ladder's sweep asks for, and nothing else.
CREATE INDEX "obligation_next" ON "obligation" ("next_on", "person_id")
  WHERE "met_at" IS NULL AND "replaced_at" IS NULL AND "next_on" IS NOT NULL;

-- What was met before counts on.
INSERT INTO "duty_done" ("id", "person_id", "duty", "done_on", "done_at", "way", "ref")
SELECT gen_random_uuid()::text, o."person_id", o."duty", s."paper_date", o."met_at",
       CASE WHEN s."way" = 'paper' THEN 'paper' ELSE 'here' END, coalesce(o."met_by", 'unknown')
  FROM "obligation" o
  LEFT JOIN "signature" s ON 'signature:' || s."id" = o."met_by"
 WHERE o."met_at" IS NOT NULL
    ON CONFLICT DO NOTHING;

-- The ladder looks at what is open once and stores the next day.
UPDATE "obligation" SET "next_on" = "opened_at"::date WHERE "met_at" IS NULL AND "replaced_at" IS NULL;

-- ---------------------------------------------------------------- whose duties must be looked at again
-- Triggers, because facts about people come from many hands: forms, imports, roles, the inventory. 2000-01-01 means at
-- once. DO UPDATE and not DO NOTHING: it waits for a sweep that is just taking the same row away.

CREATE FUNCTION "duty_look_at"("who" text, "days" date[]) RETURNS void LANGUAGE sql AS $$
  INSERT INTO duty_look (person_id, look_on)
  SELECT DISTINCT who, day FROM unnest(days || DATE '2000-01-01') AS day WHERE who IS NOT NULL AND day IS NOT NULL
      ON CONFLICT (person_id, look_on) DO UPDATE SET look_on = excluded.look_on
$$;

CREATE FUNCTION "duty_look_new_people"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO duty_look (person_id, look_on)
  SELECT id, DATE '2000-01-01' FROM fresh ORDER BY id
      ON CONFLICT (person_id, look_on) DO UPDATE SET look_on = excluded.look_on;
  RETURN NULL;
END
$$;

CREATE TRIGGER "person_new_duties" AFTER INSERT ON "person" REFERENCING NEW TABLE AS fresh
  FOR EACH STATEMENT EXECUTE FUNCTION "duty_look_new_people"();

CREATE FUNCTION "duty_look_changed_people"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO duty_look (person_id, look_on)
  SELECT f.id, DATE '2000-01-01'
    FROM fresh f JOIN stale s ON s.id = f.id
   WHERE (f.person_type, f.hire_date, f.status, f.groups) IS DISTINCT FROM (s.person_type, s.hire_date, s.status, s.groups)
   ORDER BY f.id
      ON CONFLICT (person_id, look_on) DO UPDATE SET look_on = excluded.look_on;
  -- Whoever is hired again later begins anew (T7); a hire date that is only corrected takes nothing away.
  UPDATE duty_done d SET past = true
    FROM fresh f JOIN stale s ON s.id = f.id
   WHERE d.person_id = f.id AND f.status = 'left' AND s.status <> 'left' AND NOT d.past;
  RETURN NULL;
END
$$;

CREATE TRIGGER "person_other_duties" AFTER UPDATE ON "person"
  REFERENCING OLD TABLE AS stale NEW TABLE AS fresh
  FOR EACH STATEMENT EXECUTE FUNCTION "duty_look_changed_people"();

CREATE FUNCTION "duty_look_done"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO duty_look (person_id, look_on)
  SELECT DISTINCT person_id, DATE '2000-01-01' FROM fresh ORDER BY person_id
      ON CONFLICT (person_id, look_on) DO UPDATE SET look_on = excluded.look_on;
  RETURN NULL;
END
$$;

CREATE TRIGGER "duty_done_added" AFTER INSERT ON "duty_done" REFERENCING NEW TABLE AS fresh
  FOR EACH STATEMENT EXECUTE FUNCTION "duty_look_done"();
CREATE TRIGGER "duty_done_changed" AFTER UPDATE ON "duty_done" REFERENCING NEW TABLE AS fresh
  FOR EACH STATEMENT EXECUTE FUNCTION "duty_look_done"();

-- A role begins to ask on its first day and ends to ask after its last.
CREATE FUNCTION "duty_look_role"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN
    PERFORM duty_look_at(OLD.person_id, '{}');
  END IF;
  IF TG_OP <> 'DELETE' THEN
    PERFORM duty_look_at(NEW.person_id, ARRAY[NEW.held_from, NEW.held_until + 1]);
  END IF;
  RETURN NULL;
END
$$;

CREATE TRIGGER "role_holding_duties" AFTER INSERT OR UPDATE OR DELETE ON "role_holding"
  FOR EACH ROW EXECUTE FUNCTION "duty_look_role"();

CREATE FUNCTION "duty_look_naming"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM duty_look_at(p.id, ARRAY[NEW.named_on, NEW.ended_on + 1])
     FROM person p
    WHERE p.id = NEW.person_id OR (NEW.group_name IS NOT NULL AND NEW.group_name = ANY (p.groups));
  RETURN NULL;
END
$$;

CREATE TRIGGER "duty_naming_duties" AFTER INSERT OR UPDATE ON "duty_naming"
  FOR EACH ROW EXECUTE FUNCTION "duty_look_naming"();

CREATE FUNCTION "duty_look_exemption"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM duty_look_at(NEW.person_id, ARRAY[NEW.from_on, NEW.until_on + 1]);
  RETURN NULL;
END
$$;

CREATE TRIGGER "duty_exemption_duties" AFTER INSERT OR UPDATE ON "duty_exemption"
  FOR EACH ROW EXECUTE FUNCTION "duty_look_exemption"();

-- Custodians of data collections (W06).
CREATE FUNCTION "duty_look_steward"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN
    PERFORM duty_look_at(OLD.person_id, '{}');
  END IF;
  IF TG_OP <> 'DELETE' THEN
    PERFORM duty_look_at(NEW.person_id, '{}');
  END IF;
  RETURN NULL;
END
$$;

CREATE TRIGGER "collection_steward_duties" AFTER INSERT OR UPDATE OR DELETE ON "collection_steward"
  FOR EACH ROW EXECUTE FUNCTION "duty_look_steward"();

CREATE FUNCTION "duty_look_owner"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN
    PERFORM duty_look_at(OLD.owner_id, '{}');
  END IF;
  IF TG_OP <> 'DELETE' THEN
    PERFORM duty_look_at(NEW.owner_id, '{}');
  END IF;
  RETURN NULL;
END
$$;

CREATE TRIGGER "data_collection_duties" AFTER INSERT OR UPDATE OR DELETE ON "data_collection"
  FOR EACH ROW EXECUTE FUNCTION "duty_look_owner"();
