-- AlterTable
ALTER TABLE "incident" ADD COLUMN     "kinds_stated_at" TIMESTAMPTZ(3),
ADD COLUMN     "network" BOOLEAN,
ADD COLUMN     "people_stated_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "incident_clock" (
    "id" TEXT NOT NULL,
    "incident_id" TEXT NOT NULL,
    "law" TEXT NOT NULL,
    "clock" TEXT NOT NULL,
    "law_version" TEXT NOT NULL,
    "owed" TEXT NOT NULL,
    "counted_from" TIMESTAMPTZ(3) NOT NULL,
    "due_at" TIMESTAMPTZ(3),
    "held_since" TIMESTAMPTZ(3),
    "late_since" TIMESTAMPTZ(3),
    "met_at" TIMESTAMPTZ(3),
    "met_by_id" TEXT,
    "met_recorded_at" TIMESTAMPTZ(3),

    CONSTRAINT "incident_clock_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "incident_clock_mark" (
    "id" TEXT NOT NULL,
    "clock_id" TEXT NOT NULL,
    "mark" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "urgent" BOOLEAN NOT NULL,
    "told_at" TIMESTAMPTZ(3),

    CONSTRAINT "incident_clock_mark_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "incident_hold" (
    "id" TEXT NOT NULL,
    "incident_id" TEXT NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3),
    "by_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "ended_by_id" TEXT,

    CONSTRAINT "incident_hold_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "incident_clock_incident_id_law_clock_key" ON "incident_clock"("incident_id", "law", "clock");

-- CreateIndex
CREATE INDEX "incident_clock_mark_told_at_at_idx" ON "incident_clock_mark"("told_at", "at");

-- CreateIndex
CREATE UNIQUE INDEX "incident_clock_mark_clock_id_mark_key" ON "incident_clock_mark"("clock_id", "mark");

-- CreateIndex
CREATE INDEX "incident_hold_incident_id_starts_at_idx" ON "incident_hold"("incident_id", "starts_at");

-- AddForeignKey
ALTER TABLE "incident_clock" ADD CONSTRAINT "incident_clock_incident_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "incident"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "incident_clock_mark" ADD CONSTRAINT "incident_clock_mark_clock_id_fkey" FOREIGN KEY ("clock_id") REFERENCES "incident_clock"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "incident_hold" ADD CONSTRAINT "incident_hold_incident_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "incident"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
