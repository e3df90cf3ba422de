-- What a request can be found by. A trigger writes it from the body, so a blanked body takes its words with it. (A
-- generated column would do the same; schema.prisma cannot say one.)
ALTER TABLE "case_text" ADD COLUMN "words" tsvector;

CREATE FUNCTION "case_text_find_words"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.words := to_tsvector('english', NEW.body);
  RETURN NEW;
END $$;

CREATE TRIGGER "case_text_words_kept" BEFORE INSERT OR UPDATE OF "body" ON "case_text" FOR EACH ROW
  WHEN (NEW."case_kind" = 'request' AND NEW."field" IN ('title', 'question', 'groups'))
  EXECUTE FUNCTION "case_text_find_words"();

UPDATE "case_text" SET "words" = to_tsvector('english', "body")
 WHERE "case_kind" = 'request' AND "field" IN ('title', 'question', 'groups');

CREATE INDEX "case_text_words" ON "case_text" USING gin ("words") WHERE "words" IS NOT NULL;

-- The desk: what came in and what ended in a time, and how long steps took.
CREATE INDEX "data_request_filed_at_idx" ON "data_request" ("filed_at");
CREATE INDEX "data_request_ended" ON "data_request" ("ended_at") WHERE "ended_at" IS NOT NULL;
CREATE INDEX "request_step_ended" ON "request_step" ("ended_at") WHERE "ended_at" IS NOT NULL;
