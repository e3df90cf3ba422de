-- CreateTable
CREATE TABLE "incident_affected" (
    "id" TEXT NOT NULL,
    "incident_id" TEXT NOT NULL,
    "reference" TEXT NOT NULL,
    "group" TEXT NOT NULL,
    "residence" TEXT NOT NULL,
    "added_at" TIMESTAMPTZ(3) NOT NULL,
    "added_by_id" TEXT NOT NULL,
    "struck_at" TIMESTAMPTZ(3),
    "struck_by_id" TEXT,

    CONSTRAINT "incident_affected_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "incident_delivery" (
    "id" TEXT NOT NULL,
    "affected_id" TEXT NOT NULL,
    "to" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,
    "channel" TEXT NOT NULL,
    "notice_id" TEXT,
    "sent_on" DATE NOT NULL,
    "returned_on" DATE,
    "by_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "returned_by_id" TEXT,

    CONSTRAINT "incident_delivery_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "incident_notice" (
    "id" TEXT NOT NULL,
    "incident_id" TEXT NOT NULL,
    "law" TEXT NOT NULL,
    "template" TEXT NOT NULL,
    "edition" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "sent_at" TIMESTAMPTZ(3),
    "sent_by_id" TEXT,
    "sent_recorded_at" TIMESTAMPTZ(3),

    CONSTRAINT "incident_notice_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "incident_notice_version" (
    "id" TEXT NOT NULL,
    "notice_id" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "by_id" TEXT NOT NULL,
    "overridden" TEXT[],
    "overridden_at" TIMESTAMPTZ(3),
    "overridden_by_id" TEXT,
    "approved_at" TIMESTAMPTZ(3),
    "approved_by_id" TEXT,

    CONSTRAINT "incident_notice_version_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "incident_affected_incident_id_reference_key" ON "incident_affected"("incident_id", "reference");

-- CreateIndex
CREATE UNIQUE INDEX "incident_delivery_affected_id_to_seq_key" ON "incident_delivery"("affected_id", "to", "seq");

-- CreateIndex
CREATE UNIQUE INDEX "incident_notice_incident_id_law_template_edition_key" ON "incident_notice"("incident_id", "law", "template", "edition");

-- CreateIndex
CREATE UNIQUE INDEX "incident_notice_version_notice_id_seq_key" ON "incident_notice_version"("notice_id", "seq");

-- AddForeignKey
ALTER TABLE "incident_affected" ADD CONSTRAINT "incident_affected_incident_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "incident"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "incident_delivery" ADD CONSTRAINT "incident_delivery_affected_id_fkey" FOREIGN KEY ("affected_id") REFERENCES "incident_affected"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "incident_notice" ADD CONSTRAINT "incident_notice_incident_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "incident"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "incident_notice_version" ADD CONSTRAINT "incident_notice_version_notice_id_fkey" FOREIGN KEY ("notice_id") REFERENCES "incident_notice"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
