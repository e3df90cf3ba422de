-- CreateTable
CREATE TABLE "digest_day" (
    "person_id" TEXT NOT NULL,
    "weekday" INTEGER NOT NULL,

    CONSTRAINT "digest_day_pkey" PRIMARY KEY ("person_id")
);

-- CreateTable
CREATE TABLE "digest_stand_in" (
    "id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "reader_id" TEXT NOT NULL,
    "from_on" DATE NOT NULL,
    "until_on" DATE NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "digest_stand_in_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "weekly_digest" (
    "person_id" TEXT NOT NULL,
    "week" DATE NOT NULL,
    "kind" TEXT NOT NULL,
    "composed_on" DATE NOT NULL,
    "people" INTEGER NOT NULL,
    "late" INTEGER NOT NULL,
    "soon" INTEGER NOT NULL,

    CONSTRAINT "weekly_digest_pkey" PRIMARY KEY ("person_id","week","kind")
);

-- CreateTable
CREATE TABLE "duty_nudge" (
    "obligation_id" TEXT NOT NULL,
    "nudged_on" DATE NOT NULL,
    "by_id" TEXT NOT NULL,

    CONSTRAINT "duty_nudge_pkey" PRIMARY KEY ("obligation_id","nudged_on")
);

-- CreateTable
CREATE TABLE "roster_correction" (
    "id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "asked_by_id" TEXT NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL,
    "decided_by_id" TEXT,
    "decided_at" TIMESTAMPTZ(3),

    CONSTRAINT "roster_correction_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "list_round" (
    "kind" TEXT NOT NULL,
    "as_of" DATE NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "due_on" DATE NOT NULL,
    "active" INTEGER NOT NULL,
    "on_leave" INTEGER NOT NULL,
    "completed_at" TIMESTAMPTZ(3),

    CONSTRAINT "list_round_pkey" PRIMARY KEY ("kind","as_of")
);

-- CreateTable
CREATE TABLE "list_to_confirm" (
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "as_of" DATE NOT NULL,
    "part" TEXT NOT NULL,
    "holder_id" TEXT,
    "due_on" DATE NOT NULL,
    "people" INTEGER NOT NULL,
    "incomplete" INTEGER NOT NULL,
    "stage" INTEGER NOT NULL DEFAULT 0,
    "next_on" DATE,
    "told_on" DATE,
    "reminded_on" DATE,
    "shown_to" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "shown_on" DATE,
    "confirmed_at" TIMESTAMPTZ(3),
    "confirmed_by_id" TEXT,

    CONSTRAINT "list_to_confirm_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "annual_line" (
    "as_of" DATE NOT NULL,
    "person_id" TEXT NOT NULL,
    "list_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "job_title" TEXT NOT NULL,
    "person_type" TEXT NOT NULL,
    "building" TEXT,
    "status" TEXT NOT NULL,
    "incomplete" BOOLEAN NOT NULL,
    "standing" JSONB NOT NULL,

    CONSTRAINT "annual_line_pkey" PRIMARY KEY ("as_of","person_id")
);

-- CreateTable
CREATE TABLE "access_line" (
    "id" TEXT NOT NULL,
    "as_of" DATE NOT NULL,
    "person_id" TEXT NOT NULL,
    "list_id" TEXT NOT NULL,
    "ground" TEXT NOT NULL,
    "reasons" TEXT[],
    "decision" TEXT,
    "decided_by_id" TEXT,
    "decided_at" TIMESTAMPTZ(3),
    "closed_at" TIMESTAMPTZ(3),
    "closed_by_id" TEXT,
    "outcome" TEXT,

    CONSTRAINT "access_line_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "access_decision" (
    "id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "decision" TEXT NOT NULL,
    "decided_by_id" TEXT NOT NULL,
    "decided_at" TIMESTAMPTZ(3) NOT NULL,
    "again_on" DATE,
    "done_at" TIMESTAMPTZ(3),
    "done_by_id" TEXT,
    "ended_at" TIMESTAMPTZ(3),
    "ended_by_id" TEXT,
    "end_done_at" TIMESTAMPTZ(3),
    "end_done_by_id" TEXT,

    CONSTRAINT "access_decision_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "digest_stand_in_person_id_idx" ON "digest_stand_in"("person_id");

-- CreateIndex
CREATE INDEX "digest_stand_in_reader_id_idx" ON "digest_stand_in"("reader_id");

-- CreateIndex
CREATE INDEX "roster_correction_person_id_idx" ON "roster_correction"("person_id");

-- CreateIndex
CREATE INDEX "roster_correction_state_idx" ON "roster_correction"("state");

-- CreateIndex
CREATE INDEX "list_to_confirm_kind_as_of_idx" ON "list_to_confirm"("kind", "as_of");

-- CreateIndex
CREATE INDEX "list_to_confirm_holder_id_idx" ON "list_to_confirm"("holder_id");

-- CreateIndex
CREATE INDEX "annual_line_list_id_idx" ON "annual_line"("list_id");

-- CreateIndex
CREATE INDEX "access_line_list_id_idx" ON "access_line"("list_id");

-- CreateIndex
CREATE UNIQUE INDEX "access_line_as_of_person_id_ground_key" ON "access_line"("as_of", "person_id", "ground");

-- CreateIndex
CREATE INDEX "access_decision_person_id_idx" ON "access_decision"("person_id");

-- AddForeignKey
ALTER TABLE "list_to_confirm" ADD CONSTRAINT "list_to_confirm_kind_as_of_fkey" FOREIGN KEY ("kind", "as_of") REFERENCES "list_round"("kind", "as_of") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "annual_line" ADD CONSTRAINT "annual_line_list_id_fkey" FOREIGN KEY ("list_id") REFERENCES "list_to_confirm"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "access_line" ADD CONSTRAINT "access_line_list_id_fkey" FOREIGN KEY ("list_id") REFERENCES "list_to_confirm"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- ---------------------------------------------------------------- written by hand

ALTER TABLE "digest_day" ADD CONSTRAINT "digest_day_weekday" CHECK ("weekday" BETWEEN 1 AND 7);

ALTER TABLE "roster_correction"
  ADD CONSTRAINT "roster_correction_kind_known" CHECK ("kind" IN ('on-leave', 'not-my-staff')),
  ADD CONSTRAINT "roster_correction_state_known" CHECK ("state" IN ('open', 'accepted', 'refused'));

-- Asked twice at once it is asked once.
CREATE UNIQUE INDEX "roster_correction_one_open" ON "roster_correction" ("person_id", "kind") WHERE "state" = 'open';

ALTER TABLE "digest_stand_in"
  ADD CONSTRAINT "digest_stand_in_days" CHECK ("until_on" >= "from_on" AND "reader_id" <> "person_id");

-- One stand-in at a time.
CREATE UNIQUE INDEX "digest_stand_in_one" ON "digest_stand_in" ("person_id") WHERE "ended_at" IS NULL;

ALTER TABLE "list_to_confirm"
  ADD CONSTRAINT "list_to_confirm_part_known" CHECK ("part" IN ('supervisor', 'board', 'nobody', 'owner'));

-- What the ladder's sweep asks for, and nothing else.
CREATE INDEX "list_to_confirm_next" ON "list_to_confirm" ("next_on", "id")
  WHERE "confirmed_at" IS NULL AND "next_on" IS NOT NULL;

ALTER TABLE "access_line"
  ADD CONSTRAINT "access_line_decision_known" CHECK ("decision" IN ('keep', 'remove')),
  ADD CONSTRAINT "access_line_outcome_known" CHECK ("outcome" IN ('removed', 'kept'));

-- What IT is still asked to do.
CREATE INDEX "access_line_to_remove" ON "access_line" ("as_of") WHERE "decision" = 'remove' AND "closed_at" IS NULL;

ALTER TABLE "access_decision"
  ADD CONSTRAINT "access_decision_known" CHECK ("decision" IN ('withhold', 'leave'));

-- Two who decide at once: access is withheld once.
CREATE UNIQUE INDEX "access_decision_one_withheld" ON "access_decision" ("person_id")
  WHERE "decision" = 'withhold' AND "ended_at" IS NULL;
