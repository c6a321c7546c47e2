ALTER TABLE "cases" ADD COLUMN "errand_due_at" bigint;--> statement-breakpoint
CREATE INDEX "cases_errand_due" ON "cases" USING btree ("feed","errand_due_at") WHERE errand_due_at IS NOT NULL;