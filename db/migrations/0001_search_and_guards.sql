CREATE VIRTUAL TABLE `case_search` USING fts5(`number`, `parties`, `place`, `title`, `facts`, `initials`, content='', contentless_delete=1, tokenize='unicode61');
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
