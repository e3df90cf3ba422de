-- AlterTable
ALTER TABLE "outbox" ADD COLUMN     "way" TEXT;
