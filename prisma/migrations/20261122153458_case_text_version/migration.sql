-- AlterTable
ALTER TABLE "case_text" ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 1;
