ALTER TABLE `staff` ADD `specialities` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE `staff` ADD `served_place` text;