-- CreateTable
CREATE TABLE "drill" (
    "id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "policy" TEXT NOT NULL,
    "scenario" TEXT NOT NULL,
    "scenario_body" TEXT NOT NULL,
    "pace" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "facilitator_id" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "begins_at" TIMESTAMPTZ(3) NOT NULL,
    "clock_at" TIMESTAMPTZ(3) NOT NULL,
    "runs_since" TIMESTAMPTZ(3),
    "next_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "ended_by_id" TEXT,

    CONSTRAINT "drill_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "drill_part" (
    "id" TEXT NOT NULL,
    "drill_id" TEXT NOT NULL,
    "part" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "credited_at" TIMESTAMPTZ(3),
    "credited_by_id" TEXT,

    CONSTRAINT "drill_part_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "drill_inject" (
    "drill_id" TEXT NOT NULL,
    "inject" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "clock_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "drill_inject_pkey" PRIMARY KEY ("drill_id","inject")
);

-- CreateTable
CREATE TABLE "drill_answer" (
    "id" TEXT NOT NULL,
    "drill_id" TEXT NOT NULL,
    "question" TEXT NOT NULL,
    "by_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "clock_at" TIMESTAMPTZ(3) NOT NULL,
    "value" JSONB NOT NULL,

    CONSTRAINT "drill_answer_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "drill_clock" (
    "id" TEXT NOT NULL,
    "drill_id" TEXT NOT NULL,
    "law" TEXT NOT NULL,
    "clock" TEXT NOT NULL,
    "by_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "clock_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "drill_clock_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "drill_event" (
    "id" TEXT NOT NULL,
    "drill_id" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "clock_at" TIMESTAMPTZ(3) NOT NULL,
    "by_id" TEXT,
    "what" TEXT NOT NULL,
    "facts" JSONB NOT NULL,

    CONSTRAINT "drill_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "drill_note" (
    "id" TEXT NOT NULL,
    "drill_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "by_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "owner_id" TEXT,
    "due_on" DATE,
    "settled_at" TIMESTAMPTZ(3),
    "settled_by_id" TEXT,

    CONSTRAINT "drill_note_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "drill_scenario" (
    "id" TEXT NOT NULL,
    "scenario" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "added_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "drill_scenario_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "drill_number_key" ON "drill"("number");

-- CreateIndex
CREATE INDEX "drill_next_at_idx" ON "drill"("next_at");

-- CreateIndex
CREATE INDEX "drill_state_idx" ON "drill"("state");

-- CreateIndex
CREATE INDEX "drill_part_person_id_idx" ON "drill_part"("person_id");

-- CreateIndex
CREATE UNIQUE INDEX "drill_part_drill_id_part_person_id_key" ON "drill_part"("drill_id", "part", "person_id");

-- CreateIndex
CREATE UNIQUE INDEX "drill_answer_drill_id_question_key" ON "drill_answer"("drill_id", "question");

-- CreateIndex
CREATE UNIQUE INDEX "drill_clock_drill_id_law_clock_key" ON "drill_clock"("drill_id", "law", "clock");

-- CreateIndex
CREATE UNIQUE INDEX "drill_event_drill_id_seq_key" ON "drill_event"("drill_id", "seq");

-- CreateIndex
CREATE INDEX "drill_note_owner_id_settled_at_idx" ON "drill_note"("owner_id", "settled_at");

-- CreateIndex
CREATE INDEX "drill_scenario_scenario_added_at_idx" ON "drill_scenario"("scenario", "added_at");

-- AddForeignKey
ALTER TABLE "drill_part" ADD CONSTRAINT "drill_part_drill_id_fkey" FOREIGN KEY ("drill_id") REFERENCES "drill"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "drill_inject" ADD CONSTRAINT "drill_inject_drill_id_fkey" FOREIGN KEY ("drill_id") REFERENCES "drill"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "drill_answer" ADD CONSTRAINT "drill_answer_drill_id_fkey" FOREIGN KEY ("drill_id") REFERENCES "drill"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "drill_clock" ADD CONSTRAINT "drill_clock_drill_id_fkey" FOREIGN KEY ("drill_id") REFERENCES "drill"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "drill_event" ADD CONSTRAINT "drill_event_drill_id_fkey" FOREIGN KEY ("drill_id") REFERENCES "drill"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "drill_note" ADD CONSTRAINT "drill_note_drill_id_fkey" FOREIGN KEY ("drill_id") REFERENCES "drill"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
