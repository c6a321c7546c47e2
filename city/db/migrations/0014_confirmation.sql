ALTER TABLE "cases" ADD COLUMN "confirmation_standing" text COLLATE "C";--> statement-breakpoint
ALTER TABLE "cases" ADD COLUMN "confirmation_due_at" bigint;--> statement-breakpoint
ALTER TABLE "cases" ADD COLUMN "confirmation_provisional" boolean DEFAULT false NOT NULL;--> statement-breakpoint
CREATE INDEX "cases_confirmation_due" ON "cases" USING btree ("feed","confirmation_due_at") WHERE confirmation_due_at IS NOT NULL;