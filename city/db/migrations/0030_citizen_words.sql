ALTER TABLE "cases" ADD COLUMN "citizen_asks_at" bigint;--> statement-breakpoint
CREATE INDEX "cases_citizen_asks" ON "cases" USING btree ("feed","citizen_asks_at") WHERE citizen_asks_at IS NOT NULL;