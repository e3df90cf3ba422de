-- CreateIndex
CREATE INDEX "outbox_outsider_id_made_at_idx" ON "outbox"("outsider_id", "made_at");
