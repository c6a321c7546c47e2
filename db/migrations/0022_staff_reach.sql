ALTER TABLE `staff` ADD `place_code` text;--> statement-breakpoint
ALTER TABLE `staff` ADD `unit` text;