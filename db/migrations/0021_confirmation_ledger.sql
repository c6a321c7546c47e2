DROP INDEX `cases_confirmation_due`;--> statement-breakpoint
CREATE INDEX `cases_confirmation_standing` ON `cases` (`confirmation_standing`) WHERE confirmation_standing <> '';--> statement-breakpoint
CREATE INDEX `cases_confirmation_due` ON `cases` (`confirmation_due_at`);