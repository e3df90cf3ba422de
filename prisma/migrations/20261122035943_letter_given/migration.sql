-- AlterTable
ALTER TABLE "departure" ADD COLUMN     "letter_given_at" TIMESTAMPTZ(3),
ADD COLUMN     "letter_given_by_id" TEXT;
