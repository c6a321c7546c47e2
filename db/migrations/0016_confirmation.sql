ALTER TABLE `cases` ADD `confirmation_standing` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `cases` ADD `confirmation_due_at` integer;--> statement-breakpoint
ALTER TABLE `cases` ADD `confirmation_provisional` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX `cases_confirmation_due` ON `cases` (`confirmation_due_at`) WHERE confirmation_due_at IS NOT NULL;