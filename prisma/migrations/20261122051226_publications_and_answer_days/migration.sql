-- AlterTable
ALTER TABLE "data_request" ADD COLUMN     "answer_late_at" TIMESTAMPTZ(3),
ADD COLUMN     "answer_reminded_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "publication" (
    "id" TEXT NOT NULL,
    "request_id" TEXT NOT NULL,
    "planned_on" DATE NOT NULL,
    "copy_due_on" DATE NOT NULL,
    "recorded_by_id" TEXT NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "remind_at" TIMESTAMPTZ(3) NOT NULL,
    "reminded_at" TIMESTAMPTZ(3),
    "late_at" TIMESTAMPTZ(3),
    "received_on" DATE,
    "received_by_id" TEXT,
    "received_at" TIMESTAMPTZ(3),
    "dropped_at" TIMESTAMPTZ(3),
    "dropped_by_id" TEXT,

    CONSTRAINT "publication_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "publication_request_id_idx" ON "publication"("request_id");

-- AddForeignKey
ALTER TABLE "publication" ADD CONSTRAINT "publication_request_id_fkey" FOREIGN KEY ("request_id") REFERENCES "data_request"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
