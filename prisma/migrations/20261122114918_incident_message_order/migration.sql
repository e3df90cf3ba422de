-- DropIndex
DROP INDEX "incident_message_incident_id_at_idx";

-- AlterTable
ALTER TABLE "incident_message" ADD COLUMN     "seq" INTEGER;

-- In the order of their times. Of a report without a name the answers have only the hour: within one, they follow the questions.
UPDATE "incident_message" m
SET "seq" = o.n
FROM (
  SELECT one.id,
    row_number() OVER (
      PARTITION BY one.incident_id
      ORDER BY
        CASE WHEN i.reporter_id IS NULL THEN date_trunc('hour', one.at AT TIME ZONE 'UTC') END,
        CASE WHEN i.reporter_id IS NULL THEN (one.by_id IS NULL)::int END,
        one.at,
        one.id
    ) AS n
  FROM "incident_message" one
  JOIN "incident" i ON i.id = one.incident_id
) o
WHERE o.id = m.id;

ALTER TABLE "incident_message" ALTER COLUMN "seq" SET NOT NULL;

-- CreateIndex
CREATE UNIQUE INDEX "incident_message_incident_id_seq_key" ON "incident_message"("incident_id", "seq");
