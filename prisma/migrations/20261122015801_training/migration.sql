-- CreateTable
CREATE TABLE "training_session" (
    "id" TEXT NOT NULL,
    "course" TEXT NOT NULL,
    "held_on" DATE NOT NULL,
    "starts_at" TEXT NOT NULL,
    "trainer_id" TEXT NOT NULL,
    "roll" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "made_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "training_session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "training_completion" (
    "id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "course" TEXT NOT NULL,
    "completed_on" DATE NOT NULL,
    "starts_at" TEXT,
    "role_then" TEXT NOT NULL,
    "session_id" TEXT,
    "way" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "logged_by_id" TEXT,
    "logged_at" TIMESTAMPTZ(3) NOT NULL,
    "decided_by_id" TEXT,
    "decided_at" TIMESTAMPTZ(3),

    CONSTRAINT "training_completion_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "training_session_code_key" ON "training_session"("code");

-- CreateIndex
CREATE INDEX "training_session_trainer_id_idx" ON "training_session"("trainer_id");

-- CreateIndex
CREATE INDEX "training_completion_person_id_course_idx" ON "training_completion"("person_id", "course");

-- CreateIndex
CREATE INDEX "training_completion_state_idx" ON "training_completion"("state");

-- CreateIndex
CREATE INDEX "training_completion_session_id_idx" ON "training_completion"("session_id");

-- AddForeignKey
ALTER TABLE "training_completion" ADD CONSTRAINT "training_completion_session_id_fkey" FOREIGN KEY ("session_id") REFERENCES "training_session"("id") ON DELETE SET NULL ON UPDATE CASCADE;
