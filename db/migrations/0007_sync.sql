CREATE TABLE `chain_receipts` (
	`ordinal` integer PRIMARY KEY NOT NULL,
	`station_id` text NOT NULL,
	`incarnation` integer NOT NULL,
	`sequence` integer NOT NULL,
	`header_hash` text NOT NULL,
	`epoch` text NOT NULL,
	`at` integer NOT NULL,
	`signature` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `feed_cursors` (
	`feed` text PRIMARY KEY NOT NULL,
	`position` integer NOT NULL,
	`head` integer NOT NULL,
	`epoch` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `receipts` (
	`position` integer PRIMARY KEY NOT NULL,
	`feed` text NOT NULL,
	`feed_position` integer NOT NULL,
	`stream_sequence` integer NOT NULL,
	`verdict` text NOT NULL,
	`reason` text,
	`detail` text,
	`epoch` text NOT NULL,
	`received_at` integer NOT NULL,
	FOREIGN KEY (`position`) REFERENCES `action_headers`(`position`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `receipts_against` ON `receipts` (`position`) WHERE verdict IN ('set_aside', 'held');--> statement-breakpoint
CREATE TABLE `sync_state` (
	`only` integer PRIMARY KEY NOT NULL,
	`epoch` text,
	`last_complete_at` integer,
	`failure` text,
	`failed_at` integer,
	`clock_offset` integer,
	`receipted_to` integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE `verdicts` (
	`ordinal` integer PRIMARY KEY NOT NULL,
	`position` integer NOT NULL,
	`feed_position` integer NOT NULL,
	`stream_sequence` integer NOT NULL,
	`verdict` text NOT NULL,
	`reason` text,
	`detail` text,
	`epoch` text NOT NULL,
	`received_at` integer NOT NULL,
	FOREIGN KEY (`position`) REFERENCES `receipts`(`position`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `verdicts_position` ON `verdicts` (`position`,`ordinal`);--> statement-breakpoint
CREATE INDEX `verdicts_against` ON `verdicts` (`position`) WHERE verdict IN ('set_aside', 'held');--> statement-breakpoint
DROP INDEX `action_headers_device_time`;--> statement-breakpoint
ALTER TABLE `chain_heads` ADD `newest_device_time` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
DROP TRIGGER `chain_heads_only_forward`;
--> statement-breakpoint
UPDATE `chain_heads` SET `newest_device_time` = (
  SELECT coalesce(max(`device_time`), 0) FROM `action_headers` h
  WHERE h.`station_id` = `chain_heads`.`station_id` AND h.`incarnation` = `chain_heads`.`incarnation`
);
--> statement-breakpoint
CREATE TRIGGER `chain_heads_only_forward` BEFORE UPDATE ON `chain_heads`
WHEN NEW.`sequence` <= OLD.`sequence` OR NEW.`station_id` <> OLD.`station_id` OR NEW.`incarnation` <> OLD.`incarnation`
  OR NEW.`newest_device_time` < OLD.`newest_device_time`
BEGIN SELECT RAISE(ABORT, 'LOG-3: the end of a chain only moves forward'); END;
--> statement-breakpoint
CREATE TRIGGER `chain_heads_own` BEFORE INSERT ON `chain_heads`
WHEN NEW.`station_id` <> (SELECT `station_id` FROM `station`)
BEGIN SELECT RAISE(ABORT, 'LOG-3: another station''s chain has no end here'); END;
--> statement-breakpoint
DROP TRIGGER `action_headers_next_of_chain`;
--> statement-breakpoint
CREATE TRIGGER `action_headers_next_of_chain` BEFORE INSERT ON `action_headers`
WHEN (NEW.`station_id`, NEW.`incarnation`) = (SELECT `station_id`, `incarnation` FROM `station`)
AND (NEW.`sequence`, NEW.`previous_hash`) IS NOT (
  SELECT coalesce(max(`sequence`), 0) + 1, coalesce(max(`header_hash`), '') FROM `chain_heads`
  WHERE `station_id` = NEW.`station_id` AND `incarnation` = NEW.`incarnation`
)
BEGIN SELECT RAISE(ABORT, 'LOG-3: not the next header of its chain'); END;
--> statement-breakpoint
CREATE TRIGGER `action_headers_no_branch` BEFORE INSERT ON `action_headers`
WHEN NEW.`incarnation` <> (SELECT `incarnation` FROM `station` WHERE `station_id` = NEW.`station_id`) AND EXISTS (
  SELECT 1 FROM `chain_heads` WHERE `station_id` = NEW.`station_id` AND `incarnation` = NEW.`incarnation`
  AND (`sequence` >= NEW.`sequence` OR (`sequence` = NEW.`sequence` - 1 AND `header_hash` <> NEW.`previous_hash`))
)
BEGIN SELECT RAISE(ABORT, 'LOG-3: not the next header of its chain'); END;
--> statement-breakpoint
CREATE TRIGGER `receipts_no_replace` BEFORE INSERT ON `receipts`
WHEN EXISTS (SELECT 1 FROM `receipts` WHERE `position` = NEW.`position`)
BEGIN SELECT RAISE(ABORT, 'LOG-3: receipts are never replaced'); END;
--> statement-breakpoint
CREATE TRIGGER `receipts_no_update` BEFORE UPDATE ON `receipts` BEGIN SELECT RAISE(ABORT, 'LOG-3: receipts are append-only'); END;
--> statement-breakpoint
CREATE TRIGGER `receipts_no_delete` BEFORE DELETE ON `receipts` BEGIN SELECT RAISE(ABORT, 'LOG-3: receipts are append-only'); END;
--> statement-breakpoint
CREATE TRIGGER `verdicts_no_replace` BEFORE INSERT ON `verdicts`
WHEN EXISTS (SELECT 1 FROM `verdicts` WHERE `ordinal` = NEW.`ordinal`)
BEGIN SELECT RAISE(ABORT, 'LOG-3: verdicts are never replaced'); END;
--> statement-breakpoint
CREATE TRIGGER `verdicts_no_update` BEFORE UPDATE ON `verdicts` BEGIN SELECT RAISE(ABORT, 'LOG-3: verdicts are append-only'); END;
--> statement-breakpoint
CREATE TRIGGER `verdicts_no_delete` BEFORE DELETE ON `verdicts` BEGIN SELECT RAISE(ABORT, 'LOG-3: verdicts are append-only'); END;
--> statement-breakpoint
CREATE TRIGGER `chain_receipts_no_replace` BEFORE INSERT ON `chain_receipts`
WHEN EXISTS (SELECT 1 FROM `chain_receipts` WHERE `ordinal` = NEW.`ordinal`)
BEGIN SELECT RAISE(ABORT, 'LOG-3: receipts are never replaced'); END;
--> statement-breakpoint
CREATE TRIGGER `chain_receipts_no_update` BEFORE UPDATE ON `chain_receipts` BEGIN SELECT RAISE(ABORT, 'LOG-3: receipts are append-only'); END;
--> statement-breakpoint
CREATE TRIGGER `chain_receipts_no_delete` BEFORE DELETE ON `chain_receipts` BEGIN SELECT RAISE(ABORT, 'LOG-3: receipts are append-only'); END;
--> statement-breakpoint
CREATE TRIGGER `feed_cursors_only_forward` BEFORE UPDATE ON `feed_cursors`
WHEN NEW.`epoch` = OLD.`epoch` AND NEW.`position` < OLD.`position`
BEGIN SELECT RAISE(ABORT, 'SYNC-4: a cursor only moves forward within an epoch'); END;
--> statement-breakpoint
INSERT INTO `sync_state` (`only`) VALUES (1);
