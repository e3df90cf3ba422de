-- DropIndex
DROP INDEX "request_agreement_reference_key";

-- AlterTable
ALTER TABLE "request_agreement" ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 1;

-- AlterTable
ALTER TABLE "request_step" ADD COLUMN     "ordinal" INTEGER NOT NULL DEFAULT 0;

-- CreateIndex
CREATE UNIQUE INDEX "request_agreement_reference_version_key" ON "request_agreement"("reference", "version");

-- Until now they were read by their moments.
UPDATE "request_step" s SET "ordinal" = o.at
  FROM (SELECT "id", row_number() OVER (PARTITION BY "request_id" ORDER BY "started_at", "ended_at" NULLS LAST) - 1 AS at
          FROM "request_step") o
 WHERE o."id" = s."id" AND o.at > 0;
