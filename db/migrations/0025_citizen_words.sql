ALTER TABLE `cases` ADD `citizen_asks_at` integer;--> statement-breakpoint
CREATE INDEX `cases_citizen_asks` ON `cases` (`citizen_asks_at`) WHERE citizen_asks_at IS NOT NULL;