-- AlterTable
ALTER TABLE "data_request" ADD COLUMN     "answer_by" DATE,
ADD COLUMN     "merged_into_id" TEXT,
ADD COLUMN     "pii" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "public_record_at" TIMESTAMPTZ(3),
ADD COLUMN     "public_record_by_id" TEXT,
ADD COLUMN     "resubmission_of_id" TEXT,
ADD COLUMN     "route" TEXT NOT NULL DEFAULT 'general',
ADD COLUMN     "split_from_id" TEXT;

-- AlterTable
ALTER TABLE "release" ADD COLUMN     "checked_at" TIMESTAMPTZ(3),
ADD COLUMN     "checked_by_id" TEXT,
ADD COLUMN     "file_hash" TEXT,
ADD COLUMN     "passed" BOOLEAN,
ADD COLUMN     "protected_by_id" TEXT,
ADD COLUMN     "technique" TEXT;

-- AlterTable
ALTER TABLE "request_step" ADD COLUMN     "decided_by_id" TEXT,
ADD COLUMN     "decided_on" DATE,
ADD COLUMN     "due_at" TIMESTAMPTZ(3),
ADD COLUMN     "meeting_id" TEXT,
ADD COLUMN     "takers" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- CreateTable
CREATE TABLE "request_answer" (
    "id" TEXT NOT NULL,
    "request_id" TEXT NOT NULL,
    "stay_id" TEXT,
    "question" TEXT NOT NULL,
    "value" TEXT,
    "given_by_id" TEXT NOT NULL,
    "given_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "request_answer_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "request_answer_request_id_idx" ON "request_answer"("request_id");

-- AddForeignKey
ALTER TABLE "request_answer" ADD CONSTRAINT "request_answer_request_id_fkey" FOREIGN KEY ("request_id") REFERENCES "data_request"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
