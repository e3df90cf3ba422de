-- CreateTable
CREATE TABLE "release_check" (
    "release_id" TEXT NOT NULL,
    "part" TEXT NOT NULL,
    "item" TEXT NOT NULL,
    "answer" TEXT NOT NULL,
    "by_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "release_check_pkey" PRIMARY KEY ("release_id","part","item")
);

-- AddForeignKey
ALTER TABLE "release_check" ADD CONSTRAINT "release_check_release_id_fkey" FOREIGN KEY ("release_id") REFERENCES "release"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
