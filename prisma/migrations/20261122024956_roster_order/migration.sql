-- Nothing has written to it yet, so no row needs a number made up.
-- AlterTable
ALTER TABLE "roster_change" DROP CONSTRAINT "roster_change_pkey",
ADD COLUMN     "n" INTEGER NOT NULL,
ADD CONSTRAINT "roster_change_pkey" PRIMARY KEY ("import_id", "n");
