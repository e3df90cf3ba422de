-- AlterTable
ALTER TABLE "request_step" ADD COLUMN     "packet_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "request_agreement" (
    "id" TEXT NOT NULL,
    "request_id" TEXT NOT NULL,
    "reference" TEXT NOT NULL,
    "ends_on" DATE NOT NULL,
    "drafted_by_id" TEXT NOT NULL,
    "drafted_at" TIMESTAMPTZ(3) NOT NULL,
    "voided_by_id" TEXT,
    "voided_at" TIMESTAMPTZ(3),

    CONSTRAINT "request_agreement_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "board_meeting" (
    "id" TEXT NOT NULL,
    "held_on" DATE NOT NULL,
    "packet_due" DATE NOT NULL,
    "added_by_id" TEXT NOT NULL,
    "added_at" TIMESTAMPTZ(3) NOT NULL,
    "called_off_by_id" TEXT,
    "called_off_at" TIMESTAMPTZ(3),

    CONSTRAINT "board_meeting_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "request_agreement_reference_key" ON "request_agreement"("reference");

-- CreateIndex
CREATE INDEX "request_agreement_request_id_idx" ON "request_agreement"("request_id");

-- AddForeignKey
ALTER TABLE "request_agreement" ADD CONSTRAINT "request_agreement_request_id_fkey" FOREIGN KEY ("request_id") REFERENCES "data_request"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
