-- CreateTable
CREATE TABLE "incident_channel" (
    "id" TEXT NOT NULL,
    "incident_id" TEXT NOT NULL,
    "surface" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "wanted_at" TIMESTAMPTZ(3) NOT NULL,
    "wanted_by_id" TEXT NOT NULL,
    "tried_at" TIMESTAMPTZ(3),
    "channel" TEXT,
    "link" TEXT,
    "greeted_at" TIMESTAMPTZ(3),
    "archived_at" TIMESTAMPTZ(3),
    "trouble" TEXT,
    "not_before" TIMESTAMPTZ(3),
    "leased_until" TIMESTAMPTZ(3),

    CONSTRAINT "incident_channel_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "incident_channel_seat" (
    "channel_id" TEXT NOT NULL,
    "tenant" TEXT NOT NULL,
    "account" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "trouble" TEXT,
    "not_before" TIMESTAMPTZ(3),

    CONSTRAINT "incident_channel_seat_pkey" PRIMARY KEY ("channel_id","tenant","account")
);

-- CreateIndex
CREATE UNIQUE INDEX "incident_channel_name_key" ON "incident_channel"("name");

-- CreateIndex
CREATE INDEX "incident_channel_incident_id_idx" ON "incident_channel"("incident_id");

-- AddForeignKey
ALTER TABLE "incident_channel" ADD CONSTRAINT "incident_channel_incident_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "incident"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "incident_channel_seat" ADD CONSTRAINT "incident_channel_seat_channel_id_fkey" FOREIGN KEY ("channel_id") REFERENCES "incident_channel"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Who may be in a channel, or that one is wanted, has changed: whoever keeps them looks at once. The payload is empty.
CREATE FUNCTION "incident_channel_tell"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('safekeep_channels', '');
  RETURN NULL;
END
$$;

CREATE TRIGGER "incident_channel_tells" AFTER INSERT OR UPDATE OF "not_before" ON "incident_channel"
  FOR EACH STATEMENT EXECUTE FUNCTION "incident_channel_tell"();
CREATE TRIGGER "incident_channel_party" AFTER INSERT OR UPDATE ON "incident_party"
  FOR EACH STATEMENT EXECUTE FUNCTION "incident_channel_tell"();
CREATE TRIGGER "incident_channel_subject" AFTER INSERT OR UPDATE ON "incident_subject"
  FOR EACH STATEMENT EXECUTE FUNCTION "incident_channel_tell"();
CREATE TRIGGER "incident_channel_state" AFTER UPDATE OF "state" ON "incident"
  FOR EACH STATEMENT EXECUTE FUNCTION "incident_channel_tell"();
