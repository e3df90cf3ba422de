-- AlterTable
ALTER TABLE "data_request" ADD COLUMN     "answer_remind_on" DATE;
