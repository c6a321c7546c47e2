ALTER TABLE "enrolment_codes" ADD COLUMN "place_code" text COLLATE "C";--> statement-breakpoint
ALTER TABLE "stations" ADD COLUMN "place_code" text COLLATE "C";