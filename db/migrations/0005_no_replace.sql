CREATE TRIGGER `action_headers_no_replace` BEFORE INSERT ON `action_headers`
WHEN EXISTS (SELECT 1 FROM `action_headers` WHERE `id` = NEW.`id` OR `position` = NEW.`position`)
BEGIN SELECT RAISE(ABORT, 'LOG-3: action headers are never replaced'); END;
--> statement-breakpoint
CREATE TRIGGER `action_payloads_no_replace` BEFORE INSERT ON `action_payloads`
WHEN EXISTS (SELECT 1 FROM `action_payloads` WHERE `position` = NEW.`position`)
BEGIN SELECT RAISE(ABORT, 'LOG-3: action payloads are never replaced'); END;
--> statement-breakpoint
CREATE TRIGGER `erasures_no_replace` BEFORE INSERT ON `erasures`
WHEN EXISTS (SELECT 1 FROM `erasures` WHERE `action_id` = NEW.`action_id`)
BEGIN SELECT RAISE(ABORT, 'LOG-8: the erasure list is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER `chain_heads_no_replace` BEFORE INSERT ON `chain_heads`
WHEN EXISTS (
  SELECT 1 FROM `chain_heads`
  WHERE `station_id` = NEW.`station_id` AND `incarnation` = NEW.`incarnation` AND `sequence` >= NEW.`sequence`
)
BEGIN SELECT RAISE(ABORT, 'LOG-3: the end of a chain only moves forward'); END;
--> statement-breakpoint
CREATE TRIGGER `number_counters_no_replace` BEFORE INSERT ON `number_counters`
WHEN EXISTS (
  SELECT 1 FROM `number_counters` WHERE `series` = NEW.`series` AND `year` = NEW.`year` AND `last` >= NEW.`last`
)
BEGIN SELECT RAISE(ABORT, 'SYNC-15: a number is never given out twice'); END;
--> statement-breakpoint
CREATE TRIGGER `access_log_no_replace` BEFORE INSERT ON `access_log`
WHEN EXISTS (SELECT 1 FROM `access_log` WHERE `position` = NEW.`position`)
BEGIN SELECT RAISE(ABORT, 'LOG-1: the access log is append-only'); END;
