-- AlterTable
ALTER TABLE "training_completion" ADD COLUMN     "import_id" TEXT;

-- CreateTable
CREATE TABLE "training_import" (
    "id" TEXT NOT NULL,
    "file_name" TEXT NOT NULL,
    "digest" TEXT NOT NULL,
    "counts" JSONB NOT NULL,
    "made_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "training_import_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "training_import_digest_key" ON "training_import"("digest");

-- CreateIndex
CREATE INDEX "training_completion_import_id_idx" ON "training_completion"("import_id");

-- AddForeignKey
ALTER TABLE "training_completion" ADD CONSTRAINT "training_completion_import_id_fkey" FOREIGN KEY ("import_id") REFERENCES "training_import"("id") ON DELETE SET NULL ON UPDATE CASCADE;
