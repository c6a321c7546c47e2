CREATE VIRTUAL TABLE `case_search` USING fts5(`number`, `parties`, `place`, `title`, `facts`, `initials`, `people`, content='', contentless_delete=1, tokenize='unicode61');
--> statement-breakpoint
INSERT INTO `case_search` (`case_search`, `rank`) VALUES ('automerge', 0);
--> statement-breakpoint
INSERT INTO `case_search` (`case_search`, `rank`) VALUES ('crisismerge', 64);
--> statement-breakpoint
CREATE TRIGGER `action_headers_next_of_chain` BEFORE INSERT ON `action_headers`
WHEN (NEW.`sequence`, NEW.`previous_hash`) IS NOT (
  SELECT coalesce(max(`sequence`), 0) + 1, coalesce(max(`header_hash`), '') FROM `chain_heads`
  WHERE `station_id` = NEW.`station_id` AND `incarnation` = NEW.`incarnation`
)
BEGIN SELECT RAISE(ABORT, 'LOG-3: not the next header of its chain'); END;
--> statement-breakpoint
CREATE TRIGGER `action_headers_no_update` BEFORE UPDATE ON `action_headers` BEGIN SELECT RAISE(ABORT, 'LOG-3: action headers are never updated'); END;
--> statement-breakpoint
CREATE TRIGGER `action_headers_no_delete` BEFORE DELETE ON `action_headers` BEGIN SELECT RAISE(ABORT, 'LOG-3: action headers are never deleted'); END;
--> statement-breakpoint
CREATE TRIGGER `action_payloads_no_update` BEFORE UPDATE ON `action_payloads` BEGIN SELECT RAISE(ABORT, 'LOG-3: action payloads are never updated'); END;
--> statement-breakpoint
CREATE TRIGGER `action_payloads_no_delete` BEFORE DELETE ON `action_payloads`
WHEN NOT EXISTS (SELECT 1 FROM `erasures` WHERE `action_id` = (SELECT `id` FROM `action_headers` WHERE `position` = OLD.`position`))
BEGIN SELECT RAISE(ABORT, 'LOG-8: a payload goes only by an erasure'); END;
--> statement-breakpoint
CREATE TRIGGER `erasures_no_update` BEFORE UPDATE ON `erasures` BEGIN SELECT RAISE(ABORT, 'LOG-8: the erasure list is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER `erasures_no_delete` BEFORE DELETE ON `erasures` BEGIN SELECT RAISE(ABORT, 'LOG-8: the erasure list is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER `chain_heads_only_forward` BEFORE UPDATE ON `chain_heads`
WHEN NEW.`sequence` <= OLD.`sequence` OR NEW.`station_id` <> OLD.`station_id` OR NEW.`incarnation` <> OLD.`incarnation`
BEGIN SELECT RAISE(ABORT, 'LOG-3: the end of a chain only moves forward'); END;
--> statement-breakpoint
CREATE TRIGGER `chain_heads_no_delete` BEFORE DELETE ON `chain_heads` BEGIN SELECT RAISE(ABORT, 'LOG-3: the end of a chain is never forgotten'); END;
--> statement-breakpoint
CREATE TRIGGER `number_counters_only_up` BEFORE UPDATE ON `number_counters`
WHEN NEW.`last` <= OLD.`last` OR NEW.`series` <> OLD.`series` OR NEW.`year` <> OLD.`year`
BEGIN SELECT RAISE(ABORT, 'SYNC-15: a number is never given out twice'); END;
--> statement-breakpoint
CREATE TRIGGER `number_counters_no_delete` BEFORE DELETE ON `number_counters` BEGIN SELECT RAISE(ABORT, 'SYNC-15: a number is never given out twice'); END;
--> statement-breakpoint
CREATE TRIGGER `access_log_no_update` BEFORE UPDATE ON `access_log` BEGIN SELECT RAISE(ABORT, 'LOG-1: the access log is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER `access_log_no_delete` BEFORE DELETE ON `access_log` BEGIN SELECT RAISE(ABORT, 'LOG-1: the access log is append-only'); END;
