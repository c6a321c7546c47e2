ALTER TABLE "staff" ADD COLUMN "place_code" text COLLATE "C";--> statement-breakpoint
ALTER TABLE "staff" ADD COLUMN "unit" text COLLATE "C";