ALTER TABLE "staff" ADD COLUMN "specialities" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "staff" ADD COLUMN "served_place" text COLLATE "C";