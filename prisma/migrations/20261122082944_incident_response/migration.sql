-- AlterTable
ALTER TABLE "incident" ADD COLUMN     "closed_at" TIMESTAMPTZ(3),
ADD COLUMN     "closed_by_id" TEXT,
ADD COLUMN     "compromised" BOOLEAN,
ADD COLUMN     "criminal_use" BOOLEAN,
ADD COLUMN     "decided_at" TIMESTAMPTZ(3),
ADD COLUMN     "decided_by_id" TEXT,
ADD COLUMN     "discovered_at" TIMESTAMPTZ(3),
ADD COLUMN     "discovered_by_id" TEXT,
ADD COLUMN     "inadvertent" BOOLEAN,
ADD COLUMN     "on_duty_id" TEXT,
ADD COLUMN     "ruling" TEXT,
ADD COLUMN     "severity" TEXT,
ADD COLUMN     "significant" BOOLEAN,
ADD COLUMN     "team_called_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "incident_task" (
    "id" TEXT NOT NULL,
    "incident_id" TEXT NOT NULL,
    "key" TEXT,
    "required" BOOLEAN NOT NULL,
    "owner_id" TEXT,
    "owner_role" TEXT,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "opened_by_id" TEXT,
    "due_at" TIMESTAMPTZ(3),
    "state" TEXT NOT NULL,
    "settled_at" TIMESTAMPTZ(3),
    "settled_by_id" TEXT,
    "stage" INTEGER NOT NULL,
    "next_at" TIMESTAMPTZ(3),

    CONSTRAINT "incident_task_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "incident_evidence" (
    "id" TEXT NOT NULL,
    "incident_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "by_id" TEXT NOT NULL,
    "hash" TEXT,

    CONSTRAINT "incident_evidence_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "incident_custody" (
    "id" TEXT NOT NULL,
    "evidence_id" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "by_id" TEXT NOT NULL,
    "holder_id" TEXT,

    CONSTRAINT "incident_custody_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "incident_handover" (
    "id" TEXT NOT NULL,
    "incident_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "from_id" TEXT NOT NULL,
    "to_id" TEXT NOT NULL,
    "acknowledged_at" TIMESTAMPTZ(3),

    CONSTRAINT "incident_handover_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "incident_task_state_next_at_idx" ON "incident_task"("state", "next_at");

-- CreateIndex
CREATE INDEX "incident_task_owner_id_state_idx" ON "incident_task"("owner_id", "state");

-- CreateIndex
CREATE UNIQUE INDEX "incident_task_incident_id_key_key" ON "incident_task"("incident_id", "key");

-- CreateIndex
CREATE INDEX "incident_evidence_incident_id_at_idx" ON "incident_evidence"("incident_id", "at");

-- CreateIndex
CREATE UNIQUE INDEX "incident_custody_evidence_id_seq_key" ON "incident_custody"("evidence_id", "seq");

-- CreateIndex
CREATE INDEX "incident_handover_incident_id_at_idx" ON "incident_handover"("incident_id", "at");

-- AddForeignKey
ALTER TABLE "incident_task" ADD CONSTRAINT "incident_task_incident_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "incident"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "incident_evidence" ADD CONSTRAINT "incident_evidence_incident_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "incident"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "incident_custody" ADD CONSTRAINT "incident_custody_evidence_id_fkey" FOREIGN KEY ("evidence_id") REFERENCES "incident_evidence"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "incident_handover" ADD CONSTRAINT "incident_handover_incident_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "incident"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
