-- AlterTable
ALTER TABLE "incident" ADD COLUMN     "enrolled" INTEGER,
ADD COLUMN     "students" INTEGER;

-- AlterTable
ALTER TABLE "incident_handover" ADD COLUMN     "withdrawn_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "incident_vendor" ADD COLUMN     "discovered_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "incident_proposal" (
    "id" TEXT NOT NULL,
    "incident_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "by_id" TEXT NOT NULL,
    "ruling" TEXT NOT NULL,
    "severity" TEXT,
    "discovered_at" TIMESTAMPTZ(3),
    "early" BOOLEAN NOT NULL,
    "state" TEXT NOT NULL,
    "ruled_at" TIMESTAMPTZ(3),
    "ruled_by_id" TEXT,
    "recorded_by_id" TEXT,
    "said_on" TEXT,
    "missed_at" TIMESTAMPTZ(3),

    CONSTRAINT "incident_proposal_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "incident_proposal_incident_id_at_idx" ON "incident_proposal"("incident_id", "at");

-- CreateIndex
CREATE INDEX "incident_proposal_state_at_idx" ON "incident_proposal"("state", "at");

-- AddForeignKey
ALTER TABLE "incident_proposal" ADD CONSTRAINT "incident_proposal_incident_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "incident"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
