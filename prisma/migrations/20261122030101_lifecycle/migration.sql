-- AlterTable
ALTER TABLE "role_holding" ADD COLUMN     "revoked_at" TIMESTAMPTZ(3),
ADD COLUMN     "revoked_by_id" TEXT;

-- CreateTable
CREATE TABLE "delegation" (
    "id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "delegate_id" TEXT NOT NULL,
    "from_on" DATE NOT NULL,
    "until_on" DATE NOT NULL,
    "made_by_id" TEXT NOT NULL,
    "made_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_by_id" TEXT,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "delegation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "person_change" (
    "id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "before" JSONB NOT NULL,
    "after" JSONB NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "by_id" TEXT,
    "surface" TEXT NOT NULL,

    CONSTRAINT "person_change_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "absence" (
    "id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "from_on" DATE NOT NULL,
    "until_on" DATE,
    "state" TEXT NOT NULL,
    "set_by_id" TEXT,
    "set_at" TIMESTAMPTZ(3) NOT NULL,
    "batch" TEXT,
    "begun_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "ended_by_id" TEXT,

    CONSTRAINT "absence_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "departure" (
    "id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "last_day" DATE NOT NULL,
    "state" TEXT NOT NULL,
    "letter_to" TEXT,
    "made_by_id" TEXT,
    "made_at" TIMESTAMPTZ(3) NOT NULL,
    "done_at" TIMESTAMPTZ(3),
    "called_off_by_id" TEXT,
    "called_off_at" TIMESTAMPTZ(3),
    "detach_by" TIMESTAMPTZ(3),

    CONSTRAINT "departure_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "handed_on" (
    "cause_id" TEXT NOT NULL,
    "case_kind" TEXT NOT NULL,
    "case_id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "handed_on_pkey" PRIMARY KEY ("cause_id","case_kind","case_id")
);

-- CreateIndex
CREATE INDEX "delegation_person_id_idx" ON "delegation"("person_id");

-- CreateIndex
CREATE INDEX "delegation_delegate_id_idx" ON "delegation"("delegate_id");

-- CreateIndex
CREATE INDEX "delegation_role_idx" ON "delegation"("role");

-- CreateIndex
CREATE INDEX "person_change_person_id_at_idx" ON "person_change"("person_id", "at");

-- CreateIndex
CREATE INDEX "absence_person_id_idx" ON "absence"("person_id");

-- CreateIndex
CREATE INDEX "departure_person_id_idx" ON "departure"("person_id");

-- CreateIndex
CREATE INDEX "handed_on_person_id_idx" ON "handed_on"("person_id");

-- AddForeignKey
ALTER TABLE "delegation" ADD CONSTRAINT "delegation_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "delegation" ADD CONSTRAINT "delegation_delegate_id_fkey" FOREIGN KEY ("delegate_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "person_change" ADD CONSTRAINT "person_change_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "absence" ADD CONSTRAINT "absence_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "departure" ADD CONSTRAINT "departure_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "handed_on" ADD CONSTRAINT "handed_on_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- ---------------------------------------------------------------- written by hand

ALTER TABLE "delegation"
  ADD CONSTRAINT "delegation_days" CHECK ("until_on" >= "from_on" AND "delegate_id" <> "person_id");

ALTER TABLE "person_change"
  ADD CONSTRAINT "person_change_kind_known" CHECK ("kind" IN ('hired', 'changed', 'hired-again', 'reinstated'));

ALTER TABLE "absence"
  ADD CONSTRAINT "absence_kind_known" CHECK ("kind" IN ('leave', 'off-contract')),
  ADD CONSTRAINT "absence_state_known" CHECK ("state" IN ('planned', 'running', 'over', 'called-off')),
  ADD CONSTRAINT "absence_days" CHECK ("until_on" >= "from_on");

-- What the sweep asks for each time, and nothing else.
CREATE INDEX "absence_to_begin" ON "absence" ("from_on", "id") WHERE "state" = 'planned';
CREATE INDEX "absence_to_end" ON "absence" ("until_on", "id") WHERE "state" = 'running';

ALTER TABLE "departure"
  ADD CONSTRAINT "departure_state_known" CHECK ("state" IN ('planned', 'done', 'called-off'));

-- Said twice at once it is planned once.
CREATE UNIQUE INDEX "departure_one_planned" ON "departure" ("person_id") WHERE "state" = 'planned';
CREATE INDEX "departure_to_come" ON "departure" ("last_day", "id") WHERE "state" = 'planned';
CREATE INDEX "departure_to_detach" ON "departure" ("detach_by", "id") WHERE "detach_by" IS NOT NULL;
