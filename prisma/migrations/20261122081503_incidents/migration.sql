-- CreateTable
CREATE TABLE "incident" (
    "id" TEXT NOT NULL,
    "reference" TEXT NOT NULL,
    "policy" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "desk_role" TEXT,
    "reported_at" TIMESTAMPTZ(3) NOT NULL,
    "reporter_id" TEXT,
    "follow_up" TEXT,
    "noticed_at" TIMESTAMPTZ(3),
    "kinds" TEXT[],
    "systems" TEXT[],
    "people" INTEGER,
    "ongoing" TEXT NOT NULL,
    "confidential" BOOLEAN NOT NULL,
    "acknowledged_at" TIMESTAMPTZ(3),
    "acknowledged_by_id" TEXT,
    "executives_called_at" TIMESTAMPTZ(3),
    "executives_called_by_id" TEXT,

    CONSTRAINT "incident_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "incident_party" (
    "id" TEXT NOT NULL,
    "incident_id" TEXT NOT NULL,
    "part" TEXT NOT NULL,
    "person_id" TEXT,
    "role" TEXT,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "until" TIMESTAMPTZ(3),
    "added_by_id" TEXT,

    CONSTRAINT "incident_party_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "incident_subject" (
    "id" TEXT NOT NULL,
    "incident_id" TEXT NOT NULL,
    "person_id" TEXT,
    "role" TEXT,
    "added_at" TIMESTAMPTZ(3) NOT NULL,
    "added_by_id" TEXT,

    CONSTRAINT "incident_subject_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "incident_event" (
    "id" TEXT NOT NULL,
    "incident_id" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "by_id" TEXT,
    "what" TEXT NOT NULL,
    "facts" JSONB NOT NULL,

    CONSTRAINT "incident_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "incident_message" (
    "id" TEXT NOT NULL,
    "incident_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "by_id" TEXT,

    CONSTRAINT "incident_message_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "incident_reference_key" ON "incident"("reference");

-- CreateIndex
CREATE UNIQUE INDEX "incident_follow_up_key" ON "incident"("follow_up");

-- CreateIndex
CREATE INDEX "incident_state_reported_at_idx" ON "incident"("state", "reported_at");

-- CreateIndex
CREATE INDEX "incident_reporter_id_idx" ON "incident"("reporter_id");

-- CreateIndex
CREATE INDEX "incident_party_incident_id_idx" ON "incident_party"("incident_id");

-- CreateIndex
CREATE INDEX "incident_party_person_id_idx" ON "incident_party"("person_id");

-- CreateIndex
CREATE INDEX "incident_party_role_idx" ON "incident_party"("role");

-- CreateIndex
CREATE INDEX "incident_subject_incident_id_idx" ON "incident_subject"("incident_id");

-- CreateIndex
CREATE INDEX "incident_subject_person_id_idx" ON "incident_subject"("person_id");

-- CreateIndex
CREATE UNIQUE INDEX "incident_event_incident_id_seq_key" ON "incident_event"("incident_id", "seq");

-- CreateIndex
CREATE INDEX "incident_message_incident_id_at_idx" ON "incident_message"("incident_id", "at");

-- AddForeignKey
ALTER TABLE "incident_party" ADD CONSTRAINT "incident_party_incident_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "incident"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "incident_subject" ADD CONSTRAINT "incident_subject_incident_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "incident"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "incident_event" ADD CONSTRAINT "incident_event_incident_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "incident"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "incident_message" ADD CONSTRAINT "incident_message_incident_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "incident"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
