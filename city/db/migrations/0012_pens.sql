ALTER TABLE "cases" ADD COLUMN "pen_station" text COLLATE "C" DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "cases" ADD COLUMN "offered_to" text COLLATE "C";--> statement-breakpoint
CREATE INDEX "cases_offered_to" ON "cases" USING btree ("feed","offered_to") WHERE offered_to IS NOT NULL;