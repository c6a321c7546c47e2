ALTER TABLE `cases` ADD `errand_due_at` integer;--> statement-breakpoint
CREATE INDEX `cases_errand_due` ON `cases` (`errand_due_at`) WHERE errand_due_at IS NOT NULL;