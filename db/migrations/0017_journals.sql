CREATE TABLE `journal_ends` (
	`journal` text PRIMARY KEY NOT NULL,
	`count` integer NOT NULL,
	`digest` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `journal_marks` (
	`journal` text NOT NULL,
	`count` integer NOT NULL,
	`digest` text NOT NULL,
	PRIMARY KEY(`journal`, `count`)
);
--> statement-breakpoint
ALTER TABLE `access_log` ADD `reason` text;--> statement-breakpoint
ALTER TABLE `access_log` ADD `digest` text;
--> statement-breakpoint
CREATE TRIGGER `journal_ends_no_step_back` BEFORE UPDATE ON `journal_ends`
WHEN NEW.`journal` IS NOT OLD.`journal` OR NEW.`count` <= OLD.`count`
BEGIN SELECT RAISE(ABORT, 'LOG-11: the end of a journal only moves forward'); END;
--> statement-breakpoint
CREATE TRIGGER `journal_ends_no_delete` BEFORE DELETE ON `journal_ends` BEGIN SELECT RAISE(ABORT, 'LOG-11: the end of a journal only moves forward'); END;
--> statement-breakpoint
CREATE TRIGGER `journal_ends_no_replace` BEFORE INSERT ON `journal_ends`
WHEN EXISTS (SELECT 1 FROM `journal_ends` WHERE `journal` = NEW.`journal`)
BEGIN SELECT RAISE(ABORT, 'LOG-11: the end of a journal only moves forward'); END;
--> statement-breakpoint
CREATE TRIGGER `journal_marks_no_update` BEFORE UPDATE ON `journal_marks` BEGIN SELECT RAISE(ABORT, 'LOG-11: marks of a journal are append-only'); END;
--> statement-breakpoint
CREATE TRIGGER `journal_marks_no_delete` BEFORE DELETE ON `journal_marks` BEGIN SELECT RAISE(ABORT, 'LOG-11: marks of a journal are append-only'); END;
--> statement-breakpoint
CREATE TRIGGER `journal_marks_no_replace` BEFORE INSERT ON `journal_marks`
WHEN EXISTS (SELECT 1 FROM `journal_marks` WHERE `journal` = NEW.`journal` AND `count` = NEW.`count`)
BEGIN SELECT RAISE(ABORT, 'LOG-11: marks of a journal are append-only'); END;
