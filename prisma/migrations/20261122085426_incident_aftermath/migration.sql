-- CreateTable
CREATE TABLE "incident_vendor" (
    "id" TEXT NOT NULL,
    "incident_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "by_id" TEXT NOT NULL,
    "confirmed_at" TIMESTAMPTZ(3),
    "told_at" TIMESTAMPTZ(3),
    "known_at" TIMESTAMPTZ(3),
    "within" TEXT,
    "affidavit" TEXT NOT NULL,
    "asked_on" TEXT,
    "received_on" TEXT,

    CONSTRAINT "incident_vendor_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "incident_learned" (
    "id" TEXT NOT NULL,
    "vendor_id" TEXT NOT NULL,
    "side" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "by_id" TEXT NOT NULL,

    CONSTRAINT "incident_learned_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "incident_review" (
    "incident_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "by_id" TEXT NOT NULL,
    "causes" TEXT[],

    CONSTRAINT "incident_review_pkey" PRIMARY KEY ("incident_id")
);

-- CreateTable
CREATE TABLE "incident_improvement" (
    "id" TEXT NOT NULL,
    "incident_id" TEXT NOT NULL,
    "owner_id" TEXT,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "opened_by_id" TEXT NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL,
    "settled_at" TIMESTAMPTZ(3),
    "settled_by_id" TEXT,
    "stage" INTEGER NOT NULL,
    "next_at" TIMESTAMPTZ(3),

    CONSTRAINT "incident_improvement_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "incident_public_text" (
    "id" TEXT NOT NULL,
    "incident_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "by_id" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "ruled_at" TIMESTAMPTZ(3),
    "ruled_by_id" TEXT,
    "posted_on" TEXT,
    "taken_down_on" TEXT,

    CONSTRAINT "incident_public_text_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "breach_yearly" (
    "id" TEXT NOT NULL,
    "task" TEXT NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "settled_at" TIMESTAMPTZ(3),
    "settled_by_id" TEXT,
    "stage" INTEGER NOT NULL,
    "next_at" TIMESTAMPTZ(3),

    CONSTRAINT "breach_yearly_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "incident_vendor_incident_id_at_idx" ON "incident_vendor"("incident_id", "at");

-- CreateIndex
CREATE INDEX "incident_learned_vendor_id_at_idx" ON "incident_learned"("vendor_id", "at");

-- CreateIndex
CREATE INDEX "incident_improvement_incident_id_idx" ON "incident_improvement"("incident_id");

-- CreateIndex
CREATE INDEX "incident_improvement_state_next_at_idx" ON "incident_improvement"("state", "next_at");

-- CreateIndex
CREATE INDEX "incident_improvement_owner_id_state_idx" ON "incident_improvement"("owner_id", "state");

-- CreateIndex
CREATE INDEX "incident_public_text_incident_id_at_idx" ON "incident_public_text"("incident_id", "at");

-- CreateIndex
CREATE INDEX "breach_yearly_settled_at_next_at_idx" ON "breach_yearly"("settled_at", "next_at");

-- CreateIndex
CREATE UNIQUE INDEX "breach_yearly_task_due_at_key" ON "breach_yearly"("task", "due_at");

-- AddForeignKey
ALTER TABLE "incident_vendor" ADD CONSTRAINT "incident_vendor_incident_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "incident"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "incident_learned" ADD CONSTRAINT "incident_learned_vendor_id_fkey" FOREIGN KEY ("vendor_id") REFERENCES "incident_vendor"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "incident_review" ADD CONSTRAINT "incident_review_incident_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "incident"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "incident_improvement" ADD CONSTRAINT "incident_improvement_incident_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "incident"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "incident_public_text" ADD CONSTRAINT "incident_public_text_incident_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "incident"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
