-- DropTable
DROP TABLE "duty_nudge";
