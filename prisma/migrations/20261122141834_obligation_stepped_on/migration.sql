-- AlterTable
ALTER TABLE "obligation" ADD COLUMN     "stepped_on" DATE;
