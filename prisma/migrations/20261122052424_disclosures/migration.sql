-- CreateTable
CREATE TABLE "disclosure" (
    "id" TEXT NOT NULL,
    "case_kind" TEXT NOT NULL,
    "case_id" TEXT NOT NULL,
    "reference" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "release_id" TEXT,
    "version" INTEGER,
    "happened_on" DATE NOT NULL,
    "asked_by_id" TEXT,
    "outsider_id" TEXT,
    "recipient_ids" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "route" TEXT NOT NULL,
    "policy" TEXT NOT NULL,
    "basis" TEXT NOT NULL,
    "emergency" BOOLEAN NOT NULL DEFAULT false,
    "exempt" TEXT,
    "approved_by_id" TEXT,
    "recorded_by_id" TEXT NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "posted_at" TIMESTAMPTZ(3),
    "posted_by_id" TEXT,
    "recalled_at" TIMESTAMPTZ(3),

    CONSTRAINT "disclosure_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "disclosure_terms" (
    "id" TEXT NOT NULL,
    "disclosure_id" TEXT NOT NULL,
    "person_id" TEXT,
    "outsider_id" TEXT,
    "acknowledged_on" DATE,
    "recorded_by_id" TEXT,
    "recorded_at" TIMESTAMPTZ(3),

    CONSTRAINT "disclosure_terms_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ledger_entry" (
    "id" TEXT NOT NULL,
    "case_kind" TEXT NOT NULL,
    "case_id" TEXT NOT NULL,
    "reference" TEXT NOT NULL,
    "release_id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "route" TEXT NOT NULL,
    "level" TEXT,
    "detail" TEXT NOT NULL,
    "collection_ids" TEXT[],
    "period_from" DATE NOT NULL,
    "period_until" DATE NOT NULL,
    "asked_by_id" TEXT,
    "outsider_id" TEXT,
    "recipient_ids" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "sent_on" DATE NOT NULL,
    "sent_by_id" TEXT NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "recalled_at" TIMESTAMPTZ(3),

    CONSTRAINT "ledger_entry_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "disclosure_case_kind_case_id_idx" ON "disclosure"("case_kind", "case_id");

-- CreateIndex
CREATE INDEX "disclosure_happened_on_idx" ON "disclosure"("happened_on");

-- CreateIndex
CREATE INDEX "disclosure_terms_disclosure_id_idx" ON "disclosure_terms"("disclosure_id");

-- CreateIndex
CREATE INDEX "disclosure_terms_person_id_idx" ON "disclosure_terms"("person_id");

-- CreateIndex
CREATE INDEX "ledger_entry_case_kind_case_id_idx" ON "ledger_entry"("case_kind", "case_id");

-- CreateIndex
CREATE INDEX "ledger_entry_sent_on_idx" ON "ledger_entry"("sent_on");

-- CreateIndex
CREATE INDEX "ledger_entry_collection_ids_idx" ON "ledger_entry" USING GIN ("collection_ids");

-- AddForeignKey
ALTER TABLE "disclosure_terms" ADD CONSTRAINT "disclosure_terms_disclosure_id_fkey" FOREIGN KEY ("disclosure_id") REFERENCES "disclosure"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
