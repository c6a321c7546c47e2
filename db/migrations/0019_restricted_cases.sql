ALTER TABLE `cases` ADD `viewers` text;--> statement-breakpoint
CREATE INDEX `cases_restricted` ON `cases` (`viewers`) WHERE viewers IS NOT NULL;