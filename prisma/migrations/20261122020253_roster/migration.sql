-- AlterTable
ALTER TABLE "person" ADD COLUMN     "employee_id" TEXT,
ADD COLUMN     "groups" TEXT[] DEFAULT ARRAY[]::TEXT[],
ALTER COLUMN "email" DROP NOT NULL;

-- CreateTable
CREATE TABLE "roster_import" (
    "id" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "mode" TEXT,
    "sources" TEXT[],
    "files" JSONB NOT NULL,
    "digest" TEXT,
    "stamp" TEXT,
    "diff_digest" TEXT,
    "counts" JSONB NOT NULL,
    "problem" JSONB,
    "surface" TEXT NOT NULL,
    "brought_by_id" TEXT,
    "begun_at" TIMESTAMPTZ(3) NOT NULL,
    "touched_at" TIMESTAMPTZ(3) NOT NULL,
    "staged_at" TIMESTAMPTZ(3),
    "decided_by_id" TEXT,
    "decided_at" TIMESTAMPTZ(3),
    "gone_too" BOOLEAN NOT NULL DEFAULT false,
    "applied_to" TEXT,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "roster_import_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "roster_row" (
    "import_id" TEXT NOT NULL,
    "n" INTEGER NOT NULL,
    "source" TEXT NOT NULL,
    "source_key" TEXT,
    "employee_id" TEXT,
    "email" TEXT,
    "name" TEXT NOT NULL,
    "job_title" TEXT,
    "title_weak" BOOLEAN NOT NULL,
    "person_type" TEXT,
    "building" TEXT,
    "supervisor" TEXT,
    "hire_date" DATE,
    "data_access" BOOLEAN,
    "groups" TEXT[],
    "leaves" TEXT,
    "last_day" DATE,
    "person_id" TEXT NOT NULL,
    "is_new" BOOLEAN NOT NULL,
    "held" TEXT,
    "file" INTEGER NOT NULL,
    "line" INTEGER NOT NULL,

    CONSTRAINT "roster_row_pkey" PRIMARY KEY ("import_id","n")
);

-- CreateTable
CREATE TABLE "roster_listing" (
    "source" TEXT NOT NULL,
    "import_id" TEXT NOT NULL,

    CONSTRAINT "roster_listing_pkey" PRIMARY KEY ("source")
);

-- CreateTable
CREATE TABLE "roster_change" (
    "import_id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "before" JSONB NOT NULL,
    "after" JSONB NOT NULL,
    "state" TEXT NOT NULL,
    "reason" TEXT,
    "last_day" DATE,
    "decided_by_id" TEXT,
    "decided_at" TIMESTAMPTZ(3),

    CONSTRAINT "roster_change_pkey" PRIMARY KEY ("import_id","person_id")
);

-- CreateTable
CREATE TABLE "roster_defect" (
    "import_id" TEXT NOT NULL,
    "n" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "person_id" TEXT,
    "file" INTEGER,
    "line" INTEGER,
    "about" TEXT,

    CONSTRAINT "roster_defect_pkey" PRIMARY KEY ("import_id","n")
);

-- CreateTable
CREATE TABLE "roster_layout" (
    "signature" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "mapping" JSONB NOT NULL,
    "saved_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "roster_layout_pkey" PRIMARY KEY ("signature")
);

-- CreateIndex
CREATE INDEX "roster_import_state_idx" ON "roster_import"("state");

-- CreateIndex
CREATE INDEX "roster_change_person_id_idx" ON "roster_change"("person_id");

-- CreateIndex
CREATE UNIQUE INDEX "person_employee_id_key" ON "person"("employee_id");

-- Written by hand: states, and what may be there once only.
ALTER TABLE "roster_import"
  ADD CONSTRAINT "roster_import_state_known" CHECK ("state" IN
    ('reading', 'staged', 'confirmed', 'applied', 'unchanged', 'refused', 'replaced', 'failed')),
  ADD CONSTRAINT "roster_import_mode_known" CHECK ("mode" IN ('bulk', 'delta'));

ALTER TABLE "roster_change"
  ADD CONSTRAINT "roster_change_kind_known" CHECK ("kind" IN ('new', 'changed', 'back', 'gone')),
  ADD CONSTRAINT "roster_change_state_known" CHECK ("state" IN
    ('proposed', 'stale', 'open', 'left', 'kept', 'returned'));

-- One import waits for a yes, or is being applied, at a time.
CREATE UNIQUE INDEX "roster_import_one_waits" ON "roster_import" ((true)) WHERE "state" IN ('staged', 'confirmed');
CREATE INDEX "roster_change_open" ON "roster_change" ("person_id") WHERE "state" = 'open';
