-- Sight asks of every request whether a step of the viewer's roles has come to it.
CREATE INDEX "request_step_takers_idx" ON "request_step" USING GIN ("takers");
