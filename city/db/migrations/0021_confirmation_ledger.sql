DROP INDEX "cases_confirmation_due";--> statement-breakpoint
CREATE INDEX "cases_confirmation_standing" ON "cases" USING btree ("feed","confirmation_standing") WHERE confirmation_standing IS NOT NULL;--> statement-breakpoint
CREATE INDEX "cases_confirmation_due" ON "cases" USING btree ("feed","confirmation_due_at","seq");