-- CreateTable
CREATE TABLE "building" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "building_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "person" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "job_title" TEXT NOT NULL,
    "person_type" TEXT NOT NULL,
    "building_id" TEXT,
    "supervisor_id" TEXT,
    "hire_date" DATE NOT NULL,
    "status" TEXT NOT NULL,
    "left_on" DATE,
    "data_access" BOOLEAN NOT NULL,

    CONSTRAINT "person_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "role_holding" (
    "id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "held_from" DATE NOT NULL,
    "held_until" DATE,
    "granted_by_id" TEXT,

    CONSTRAINT "role_holding_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "account" (
    "id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "surface" TEXT NOT NULL,
    "tenant" TEXT NOT NULL,
    "account" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,
    "decided_by_id" TEXT,
    "decided_at" TIMESTAMPTZ(3),

    CONSTRAINT "account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "session" (
    "id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "token_hash" TEXT NOT NULL,
    "started_by" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sign_in_link" (
    "id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "token_hash" TEXT NOT NULL,
    "code_hash" TEXT NOT NULL,
    "made_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "misses" INTEGER NOT NULL,
    "spent_at" TIMESTAMPTZ(3),

    CONSTRAINT "sign_in_link_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "obligation" (
    "id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "duty" TEXT NOT NULL,
    "due_on" DATE NOT NULL,
    "rule" TEXT NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "met_at" TIMESTAMPTZ(3),
    "met_by" TEXT,
    "replaced_at" TIMESTAMPTZ(3),

    CONSTRAINT "obligation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "data_collection" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "system" TEXT NOT NULL,
    "describes" TEXT NOT NULL,
    "location" TEXT NOT NULL,
    "owner_id" TEXT,
    "definitions" TEXT NOT NULL,
    "business_rules" TEXT NOT NULL,

    CONSTRAINT "data_collection_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "collection_steward" (
    "collection_id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,

    CONSTRAINT "collection_steward_pkey" PRIMARY KEY ("collection_id","person_id")
);

-- CreateTable
CREATE TABLE "signature" (
    "id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "agreement" TEXT NOT NULL,
    "variant" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "way" TEXT NOT NULL,
    "signed_at" TIMESTAMPTZ(3) NOT NULL,
    "surface" TEXT,
    "typed_name" TEXT,
    "text" TEXT NOT NULL,
    "initials" JSONB NOT NULL,
    "seal" TEXT NOT NULL,
    "paper_date" DATE,
    "paper_kept_at" TEXT,
    "recorded_by_id" TEXT,
    "policy" TEXT NOT NULL,

    CONSTRAINT "signature_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "agreement_draft" (
    "person_id" TEXT NOT NULL,
    "agreement" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "initials" JSONB NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "agreement_draft_pkey" PRIMARY KEY ("person_id","agreement")
);

-- CreateTable
CREATE TABLE "outsider" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "organisation" TEXT,
    "email" TEXT,
    "phone" TEXT,

    CONSTRAINT "outsider_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "data_request" (
    "id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "requester_id" TEXT,
    "outsider_id" TEXT,
    "typed_by_id" TEXT NOT NULL,
    "came_in_by" TEXT NOT NULL,
    "came_in_on" DATE NOT NULL,
    "detail" TEXT NOT NULL,
    "format" TEXT NOT NULL,
    "needed_by" DATE,
    "level" TEXT,
    "level_by_id" TEXT,
    "level_at" TIMESTAMPTZ(3),
    "level_standing_id" TEXT,
    "state" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "policy" TEXT NOT NULL,
    "holder_id" TEXT,
    "fulfiller_id" TEXT,
    "repeat_of_id" TEXT,
    "filed_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "data_request_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "request_collection" (
    "request_id" TEXT NOT NULL,
    "collection_id" TEXT NOT NULL,

    CONSTRAINT "request_collection_pkey" PRIMARY KEY ("request_id","collection_id")
);

-- CreateTable
CREATE TABLE "request_step" (
    "id" TEXT NOT NULL,
    "request_id" TEXT NOT NULL,
    "step" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "remind_at" TIMESTAMPTZ(3),
    "escalate_at" TIMESTAMPTZ(3),
    "reminded_at" TIMESTAMPTZ(3),
    "escalated_at" TIMESTAMPTZ(3),
    "paused_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "ended_by_id" TEXT,
    "outcome" TEXT,

    CONSTRAINT "request_step_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "request_question" (
    "id" TEXT NOT NULL,
    "request_id" TEXT NOT NULL,
    "asked_by_id" TEXT NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "answered_at" TIMESTAMPTZ(3),

    CONSTRAINT "request_question_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "release" (
    "id" TEXT NOT NULL,
    "request_id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "fulfilled_by_id" TEXT NOT NULL,
    "fulfilled_at" TIMESTAMPTZ(3) NOT NULL,
    "folder_link" TEXT NOT NULL,
    "date_stamp" DATE NOT NULL,
    "delivery_method" TEXT,
    "delivered_on" DATE,
    "sent_by_id" TEXT,
    "sent_at" TIMESTAMPTZ(3),
    "recalled_at" TIMESTAMPTZ(3),
    "recalled_by_id" TEXT,

    CONSTRAINT "release_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "release_definition" (
    "release_id" TEXT NOT NULL,
    "collection_id" TEXT NOT NULL,
    "definitions" TEXT NOT NULL,
    "business_rules" TEXT NOT NULL,

    CONSTRAINT "release_definition_pkey" PRIMARY KEY ("release_id","collection_id")
);

-- CreateTable
CREATE TABLE "standing_classification" (
    "id" TEXT NOT NULL,
    "report" TEXT NOT NULL,
    "level" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "by_id" TEXT NOT NULL,
    "made_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_by_id" TEXT,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "standing_classification_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "case_text" (
    "id" TEXT NOT NULL,
    "case_kind" TEXT NOT NULL,
    "case_id" TEXT NOT NULL,
    "field" TEXT NOT NULL,
    "body" TEXT,
    "hash" TEXT NOT NULL,
    "salt" TEXT,
    "written_by_id" TEXT,
    "written_at" TIMESTAMPTZ(3) NOT NULL,
    "blanked_by_id" TEXT,
    "blanked_at" TIMESTAMPTZ(3),

    CONSTRAINT "case_text_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "once" (
    "key" TEXT NOT NULL,
    "case_kind" TEXT,
    "case_id" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "once_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "outbox" (
    "id" TEXT NOT NULL,
    "notice" TEXT NOT NULL,
    "case_kind" TEXT,
    "case_id" TEXT,
    "person_id" TEXT,
    "outsider_id" TEXT,
    "facts" JSONB NOT NULL,
    "state" TEXT NOT NULL,
    "made_at" TIMESTAMPTZ(3) NOT NULL,
    "not_before" TIMESTAMPTZ(3) NOT NULL,
    "attempts" INTEGER NOT NULL,
    "leased_until" TIMESTAMPTZ(3),
    "repeats" INTEGER NOT NULL,
    "reason" TEXT,
    "sent_at" TIMESTAMPTZ(3),
    "surface" TEXT,
    "address" JSONB,
    "stale" BOOLEAN NOT NULL,

    CONSTRAINT "outbox_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_entry" (
    "seq" BIGINT NOT NULL,
    "line" TEXT NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "audit_entry_pkey" PRIMARY KEY ("seq")
);

-- CreateTable
CREATE TABLE "audit_head" (
    "id" INTEGER NOT NULL,
    "seq" BIGINT NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "audit_head_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "policy_snapshot" (
    "fingerprint" TEXT NOT NULL,
    "pack_id" TEXT NOT NULL,
    "version" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "first_seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "policy_snapshot_pkey" PRIMARY KEY ("fingerprint")
);

-- CreateTable
CREATE TABLE "setting" (
    "key" TEXT NOT NULL,
    "value" TEXT NOT NULL,

    CONSTRAINT "setting_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "job_run" (
    "name" TEXT NOT NULL,
    "as_of" TIMESTAMPTZ(3) NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "outcome" TEXT,

    CONSTRAINT "job_run_pkey" PRIMARY KEY ("name")
);

-- CreateIndex
CREATE UNIQUE INDEX "building_name_key" ON "building"("name");

-- CreateIndex
CREATE UNIQUE INDEX "person_email_key" ON "person"("email");

-- CreateIndex
CREATE INDEX "person_supervisor_id_idx" ON "person"("supervisor_id");

-- CreateIndex
CREATE INDEX "role_holding_role_idx" ON "role_holding"("role");

-- CreateIndex
CREATE INDEX "role_holding_person_id_idx" ON "role_holding"("person_id");

-- CreateIndex
CREATE INDEX "account_person_id_idx" ON "account"("person_id");

-- CreateIndex
CREATE UNIQUE INDEX "account_surface_tenant_account_key" ON "account"("surface", "tenant", "account");

-- CreateIndex
CREATE UNIQUE INDEX "session_token_hash_key" ON "session"("token_hash");

-- CreateIndex
CREATE INDEX "session_person_id_idx" ON "session"("person_id");

-- CreateIndex
CREATE UNIQUE INDEX "sign_in_link_token_hash_key" ON "sign_in_link"("token_hash");

-- CreateIndex
CREATE INDEX "sign_in_link_person_id_idx" ON "sign_in_link"("person_id");

-- CreateIndex
CREATE INDEX "obligation_person_id_idx" ON "obligation"("person_id");

-- CreateIndex
CREATE UNIQUE INDEX "data_collection_name_key" ON "data_collection"("name");

-- CreateIndex
CREATE INDEX "signature_person_id_agreement_idx" ON "signature"("person_id", "agreement");

-- CreateIndex
CREATE UNIQUE INDEX "data_request_number_key" ON "data_request"("number");

-- CreateIndex
CREATE INDEX "data_request_state_idx" ON "data_request"("state");

-- CreateIndex
CREATE INDEX "data_request_requester_id_idx" ON "data_request"("requester_id");

-- CreateIndex
CREATE INDEX "data_request_typed_by_id_idx" ON "data_request"("typed_by_id");

-- CreateIndex
CREATE INDEX "data_request_holder_id_idx" ON "data_request"("holder_id");

-- CreateIndex
CREATE INDEX "request_collection_collection_id_idx" ON "request_collection"("collection_id");

-- CreateIndex
CREATE INDEX "request_step_request_id_idx" ON "request_step"("request_id");

-- CreateIndex
CREATE INDEX "request_question_request_id_idx" ON "request_question"("request_id");

-- CreateIndex
CREATE UNIQUE INDEX "release_request_id_version_key" ON "release"("request_id", "version");

-- CreateIndex
CREATE INDEX "case_text_case_kind_case_id_idx" ON "case_text"("case_kind", "case_id");

-- CreateIndex
CREATE INDEX "outbox_state_not_before_idx" ON "outbox"("state", "not_before");

-- CreateIndex
CREATE INDEX "outbox_person_id_made_at_idx" ON "outbox"("person_id", "made_at");

-- CreateIndex
CREATE INDEX "outbox_case_kind_case_id_idx" ON "outbox"("case_kind", "case_id");

-- AddForeignKey
ALTER TABLE "person" ADD CONSTRAINT "person_building_id_fkey" FOREIGN KEY ("building_id") REFERENCES "building"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "person" ADD CONSTRAINT "person_supervisor_id_fkey" FOREIGN KEY ("supervisor_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "role_holding" ADD CONSTRAINT "role_holding_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "account" ADD CONSTRAINT "account_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sign_in_link" ADD CONSTRAINT "sign_in_link_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "obligation" ADD CONSTRAINT "obligation_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "collection_steward" ADD CONSTRAINT "collection_steward_collection_id_fkey" FOREIGN KEY ("collection_id") REFERENCES "data_collection"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "collection_steward" ADD CONSTRAINT "collection_steward_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "request_collection" ADD CONSTRAINT "request_collection_request_id_fkey" FOREIGN KEY ("request_id") REFERENCES "data_request"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "request_step" ADD CONSTRAINT "request_step_request_id_fkey" FOREIGN KEY ("request_id") REFERENCES "data_request"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "request_question" ADD CONSTRAINT "request_question_request_id_fkey" FOREIGN KEY ("request_id") REFERENCES "data_request"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "release" ADD CONSTRAINT "release_request_id_fkey" FOREIGN KEY ("request_id") REFERENCES "data_request"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "release_definition" ADD CONSTRAINT "release_definition_release_id_fkey" FOREIGN KEY ("release_id") REFERENCES "release"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
