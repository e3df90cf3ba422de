-- AlterTable
ALTER TABLE "account" ADD COLUMN     "reach" TEXT NOT NULL DEFAULT 'open',
ADD COLUMN     "reach_at" TIMESTAMPTZ(3),
ADD COLUMN     "reach_reason" TEXT,
ADD COLUMN     "whereabouts" JSONB;
