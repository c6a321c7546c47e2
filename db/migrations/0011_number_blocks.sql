CREATE TABLE `number_blocks` (
	`series` text NOT NULL,
	`year` integer NOT NULL,
	`first` integer NOT NULL,
	`last` integer NOT NULL,
	`next` integer NOT NULL,
	`incarnation` integer NOT NULL,
	`epoch` text NOT NULL,
	`given_up` integer DEFAULT 0 NOT NULL,
	PRIMARY KEY(`series`, `year`, `first`, `incarnation`)
);
--> statement-breakpoint
CREATE TABLE `number_segments` (
	`incarnation` integer NOT NULL,
	`kind` text NOT NULL,
	`segment` text NOT NULL,
	PRIMARY KEY(`incarnation`, `kind`)
);

--> statement-breakpoint
CREATE TRIGGER `number_blocks_only_up` BEFORE UPDATE ON `number_blocks`
WHEN NEW.`next` < OLD.`next` OR NEW.`given_up` < OLD.`given_up` OR NEW.`series` <> OLD.`series` OR NEW.`year` <> OLD.`year`
  OR NEW.`first` <> OLD.`first` OR NEW.`last` <> OLD.`last` OR NEW.`incarnation` <> OLD.`incarnation`
BEGIN SELECT RAISE(ABORT, 'SYNC-15: a number is never given out twice'); END;
--> statement-breakpoint
CREATE TRIGGER `number_blocks_no_delete` BEFORE DELETE ON `number_blocks` BEGIN SELECT RAISE(ABORT, 'SYNC-15: a number is never given out twice'); END;
--> statement-breakpoint
CREATE TRIGGER `number_blocks_no_replace` BEFORE INSERT ON `number_blocks`
WHEN EXISTS (
  SELECT 1 FROM `number_blocks`
  WHERE `series` = NEW.`series` AND `year` = NEW.`year` AND `first` = NEW.`first` AND `incarnation` = NEW.`incarnation`
)
BEGIN SELECT RAISE(ABORT, 'SYNC-15: a number is never given out twice'); END;
