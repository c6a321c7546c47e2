CREATE TABLE `import_rows` (
	`seq` integer PRIMARY KEY NOT NULL,
	`case_id` text NOT NULL,
	`payload` blob NOT NULL,
	`salt` blob NOT NULL
);
--> statement-breakpoint
CREATE INDEX `import_rows_case` ON `import_rows` (`case_id`);--> statement-breakpoint
CREATE INDEX `cases_case_number` ON `cases` (`case_number`);
--> statement-breakpoint
CREATE TRIGGER `import_rows_no_replace` BEFORE INSERT ON `import_rows`
WHEN EXISTS (SELECT 1 FROM `import_rows` WHERE `seq` = NEW.`seq`)
BEGIN SELECT RAISE(ABORT, 'LOG-3: rows of imports are never replaced'); END;
--> statement-breakpoint
CREATE TRIGGER `import_rows_no_update` BEFORE UPDATE ON `import_rows` BEGIN SELECT RAISE(ABORT, 'LOG-3: rows of imports are never updated'); END;
--> statement-breakpoint
CREATE TRIGGER `import_rows_no_delete` BEFORE DELETE ON `import_rows`
WHEN NOT EXISTS (SELECT 1 FROM `erasures` WHERE `action_id` = OLD.`case_id`)
BEGIN SELECT RAISE(ABORT, 'LOG-8: a row of an import goes only by an erasure'); END;
